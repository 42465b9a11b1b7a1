package io.liana.channel.wecom;

import io.liana.channel.wecom.Moment.Hand;
import io.liana.channel.wecom.Moment.Named;
import io.liana.channel.wecom.Moment.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Moments and what became of them with each member of staff. */
@Repository
class MomentStore {
  private static final int MOST_NAMED = 100;
  private static final String MOMENTS =
      """
      select id, text, attachments, staff, tags, state, job, moment, asked_at, read_at, evidence, created_at
        from channel_wecom_moment where corp = :corp
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  MomentStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Empty when the key is known already. */
  Optional<Long> insert(
      String corp,
      String key,
      String text,
      List<Attachment> attachments,
      List<String> staff,
      List<String> tags,
      String by,
      Instant now) {
    return jdbc.sql(
            """
            insert into channel_wecom_moment (corp, key, text, attachments, staff, tags, created_by, created_at)
            values (:corp, :key, :text, cast(:attachments as jsonb), :staff, :tags, :by, :now)
            on conflict do nothing returning id
            """)
        .param("corp", corp)
        .param("key", key)
        .param("text", text)
        .param("attachments", json.writeValueAsString(attachments.toArray(Attachment[]::new)))
        .param("staff", staff.toArray(String[]::new))
        .param("tags", tags.toArray(String[]::new))
        .param("by", by)
        .param("now", at(now))
        .query(Long.class)
        .optional();
  }

  Optional<Moment> byKey(String corp, String key) {
    return jdbc.sql(MOMENTS + " and key = :key")
        .param("corp", corp)
        .param("key", key)
        .query(this::moment)
        .optional();
  }

  Optional<Moment> find(String corp, long id) {
    return jdbc.sql(MOMENTS + " and id = :id")
        .param("corp", corp)
        .param("id", id)
        .query(this::moment)
        .optional();
  }

  /** The newest first. */
  List<Moment> before(String corp, long id, int most) {
    return jdbc.sql(MOMENTS + " and id < :id order by id desc limit :most")
        .param("corp", corp)
        .param("id", id)
        .param("most", most)
        .query(this::moment)
        .list();
  }

  /** Those that count against the month. */
  int since(String corp, Instant from) {
    return jdbc.sql(
            """
            select count(*) from channel_wecom_moment
             where corp = :corp and created_at >= :from and state not in ('refused', 'absent')
            """)
        .param("corp", corp)
        .param("from", at(from))
        .query(Integer.class)
        .single();
  }

  boolean knows(String corp, String moment) {
    return jdbc.sql(
            "select exists (select from channel_wecom_moment where corp = :corp and moment = :moment)")
        .param("corp", corp)
        .param("moment", moment)
        .query(Boolean.class)
        .single();
  }

  /** Written down before the call; false when somebody else is at it. */
  boolean asking(Moment moment, Instant now) {
    return jdbc.sql(
                "update channel_wecom_moment set state = 'asked', asked_at = :now, evidence = null where id = :id and state = 'due'")
            .param("id", moment.id())
            .param("now", at(now))
            .update()
        == 1;
  }

  /** False when it was not in that state any more. */
  boolean move(Moment moment, State from, State to, @Nullable String evidence) {
    return jdbc.sql(
                "update channel_wecom_moment set state = :to, evidence = :evidence where id = :id and state = :from")
            .param("id", moment.id())
            .param("from", from.code())
            .param("to", to.code())
            .param("evidence", evidence)
            .update()
        == 1;
  }

  void job(Moment moment, String job) {
    jdbc.sql(
            "update channel_wecom_moment set state = 'job', job = :job where id = :id and state = 'asked'")
        .param("id", moment.id())
        .param("job", job)
        .update();
  }

  void made(Moment moment, String name) {
    jdbc.sql(
            """
            update channel_wecom_moment set state = 'waiting', moment = :name, evidence = null
             where id = :id and state in ('job', 'asked', 'doubt')
            """)
        .param("id", moment.id())
        .param("name", name)
        .update();
  }

  /** In the caller's transaction. */
  void read(String corp, Moment moment, List<Hand> hands, Instant now) {
    for (Hand hand : hands) {
      heard(corp, moment, hand.staff(), "like", hand.liked());
      heard(corp, moment, hand.staff(), "comment", hand.commented());
      jdbc.sql(
              """
              insert into channel_wecom_moment_staff (moment_id, staff, published, reached, likes, comments)
              values (:id, :staff, :published, :reached, :likes, :comments)
              on conflict (moment_id, staff) do update
                 set published = excluded.published, reached = excluded.reached, likes = excluded.likes, comments = excluded.comments
              """)
          .param("id", moment.id())
          .param("staff", hand.staff())
          .param("published", hand.published())
          .param("reached", hand.reached())
          .param("likes", hand.likes())
          .param("comments", hand.comments())
          .update();
    }
    jdbc.sql("update channel_wecom_moment set read_at = :now where id = :id")
        .param("id", moment.id())
        .param("now", at(now))
        .update();
  }

  /** Customers only: whoever was erased is none any more, and stays away. */
  private void heard(String corp, Moment moment, String staff, String kind, List<Named> people) {
    jdbc.sql(
            """
            with told as (select unnest(cast(:people as text[])) as person),
                 gone as (delete from channel_wecom_moment_heard
                           where moment_id = :id and staff = :staff and kind = :kind and person not in (select person from told))
            insert into channel_wecom_moment_heard (moment_id, staff, kind, person)
            select :id, :staff, :kind, t.person from told t
             where exists (select from channel_wecom_customer c where c.corp = :corp and c.external_id = t.person)
            on conflict do nothing
            """)
        .param("corp", corp)
        .param("id", moment.id())
        .param("staff", staff)
        .param("kind", kind)
        .param("people", people.stream().map(Named::id).toArray(String[]::new))
        .update();
  }

  private record HeardLine(String staff, String kind, Named who) {}

  /** The first {@link #MOST_NAMED} of each. */
  private List<HeardLine> heard(String corp, long moment) {
    return jdbc.sql(
            """
            select staff, kind, person, name from (
              select h.staff, h.kind, h.person, n.name, row_number() over (partition by h.staff, h.kind order by n.name, h.person) as n
                from channel_wecom_moment_heard h
                left join lateral (select max(c.name) as name from channel_wecom_customer c where c.corp = :corp and c.external_id = h.person) n on true
               where h.moment_id = :id
            ) lines where n <= :most order by staff, kind, n
            """)
        .param("corp", corp)
        .param("id", moment)
        .param("most", MOST_NAMED)
        .query(
            (row, n) ->
                new HeardLine(
                    row.getString("staff"),
                    row.getString("kind"),
                    new Named(row.getString("person"), row.getString("name"))))
        .list();
  }

  private static List<Named> of(List<HeardLine> heard, String staff, String kind) {
    return heard.stream()
        .filter(line -> line.staff().equals(staff) && line.kind().equals(kind))
        .map(HeardLine::who)
        .toList();
  }

  List<Hand> hands(String corp, long moment) {
    List<HeardLine> heard = heard(corp, moment);
    return jdbc.sql(
            """
            select staff, published, reached, likes, comments from channel_wecom_moment_staff
             where moment_id = :id order by staff
            """)
        .param("id", moment)
        .query(
            (row, n) ->
                new Hand(
                    row.getString("staff"),
                    row.getBoolean("published"),
                    row.getInt("reached"),
                    row.getInt("likes"),
                    row.getInt("comments"),
                    of(heard, row.getString("staff"), "like"),
                    of(heard, row.getString("staff"), "comment")))
        .list();
  }

  private Moment moment(ResultSet row, int n) throws SQLException {
    return new Moment(
        row.getLong("id"),
        row.getString("text"),
        List.of(json.readValue(row.getString("attachments"), Attachment[].class)),
        List.of((String[]) row.getArray("staff").getArray()),
        List.of((String[]) row.getArray("tags").getArray()),
        State.of(row.getString("state")),
        row.getString("job"),
        row.getString("moment"),
        time(row, "asked_at"),
        time(row, "read_at"),
        row.getString("evidence"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
