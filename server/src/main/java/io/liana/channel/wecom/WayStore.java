package io.liana.channel.wecom;

import io.liana.channel.wecom.Way.Kind;
import io.liana.channel.wecom.Way.Plan;
import io.liana.channel.wecom.Way.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Ways in: tables {@code channel_wecom_way} and {@code channel_wecom_way_join}. */
@Repository
class WayStore {
  private static final String COLUMNS =
      "id, corp, kind, name, code, plan, state, fresh, config_id, picture, asked_at, read_at, evidence, created_at";

  private final JdbcClient jdbc;
  private final JsonMapper json;

  WayStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** In the caller's transaction, after {@link #used}. */
  long insert(String corp, Kind kind, String name, Plan plan, String by, Instant now) {
    long id =
        jdbc.sql(
                """
                insert into channel_wecom_way (corp, kind, name, code, plan, created_by, created_at)
                values (:corp, :kind, :name, gen_random_uuid()::text, cast(:plan as jsonb), :by, :now)
                returning id
                """)
            .param("corp", corp)
            .param("kind", kind.code())
            .param("name", name)
            .param("plan", json.writeValueAsString(plan))
            .param("by", by)
            .param("now", time(now))
            .query(Long.class)
            .single();
    jdbc.sql("update channel_wecom_way set code = :code where id = :id")
        .param("code", "liana-" + Long.toString(id, Character.MAX_RADIX))
        .param("id", id)
        .update();
    return id;
  }

  /** How many count against WeCom's cap; the corporation is locked until the transaction ends. */
  int used(String corp) {
    jdbc.sql("select 1 from channel_wecom_corp where corp = :corp for no key update")
        .param("corp", corp)
        .query(Integer.class)
        .optional();
    return count(corp);
  }

  int count(String corp) {
    return jdbc.sql(
            """
            select count(*) from channel_wecom_way
             where corp = :corp and state in ('due', 'asked', 'doubt', 'made', 'closing')
            """)
        .param("corp", corp)
        .query(Integer.class)
        .single();
  }

  Optional<Way> find(String corp, long id) {
    return jdbc.sql("select " + COLUMNS + " from channel_wecom_way where corp = :corp and id = :id")
        .param("corp", corp)
        .param("id", id)
        .query(this::way)
        .optional();
  }

  List<Way> before(String corp, long id, int most) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from channel_wecom_way where corp = :corp and id < :id order by id desc limit :most")
        .param("corp", corp)
        .param("id", id)
        .param("most", most)
        .query(this::way)
        .list();
  }

  /** One in use; a closed one leaves its door to another. */
  Optional<Way> ofDoor(String corp, String door) {
    jdbc.sql(
            "update channel_wecom_way set door = null where corp = :corp and door = :door and state in ('closing', 'closed')")
        .param("corp", corp)
        .param("door", door)
        .update();
    return Optional.ofNullable(ofDoors(corp, List.of(door)).get(door));
  }

  Map<String, Way> ofDoors(String corp, Collection<String> doors) {
    Map<String, Way> found = new HashMap<>();
    jdbc.sql(
            "select "
                + COLUMNS
                + ", door from channel_wecom_way where corp = :corp and door = any (:doors)")
        .param("corp", corp)
        .param("doors", doors.toArray(String[]::new))
        .query(
            row -> {
              found.put(row.getString("door"), way(row, 0));
            });
    return found;
  }

  /** The oldest nobody uses, with a code of its own for its new use. */
  Optional<Way> takeFree(String corp, String name, Plan plan) {
    return jdbc.sql(
            """
            update channel_wecom_way set free = false, uses = uses + 1, fresh = false, name = :name, plan = cast(:plan as jsonb), evidence = null,
                   code = regexp_replace(code, '^(liana-[^-]*).*$', '\\1') || '-' || (uses + 1)
             where id = (select id from channel_wecom_way where corp = :corp and free and state = 'made' order by id limit 1 for no key update skip locked)
            returning
            """
                + COLUMNS)
        .param("corp", corp)
        .param("name", name)
        .param("plan", json.writeValueAsString(plan))
        .query(this::way)
        .optional();
  }

  void use(Way way, String door) {
    jdbc.sql("update channel_wecom_way set door = :door, free = false where id = :id")
        .param("door", door)
        .param("id", way.id())
        .update();
  }

  /** Only what WeCom has can serve another door; the rest goes its way. */
  void release(String corp, String door) {
    jdbc.sql(
            "update channel_wecom_way set door = null, free = (state = 'made') where corp = :corp and door = :door")
        .param("corp", corp)
        .param("door", door)
        .update();
  }

  /** Those that open groups by themselves. */
  List<Long> growing(String corp) {
    return jdbc.sql(
            """
            select id from channel_wecom_way
             where corp = :corp and kind = 'group' and state = 'made' and (plan ->> 'grows')::boolean order by id
            """)
        .param("corp", corp)
        .query(Long.class)
        .list();
  }

  boolean knows(String corp, String configId) {
    return jdbc.sql(
            "select exists (select from channel_wecom_way where corp = :corp and config_id = :config)")
        .param("corp", corp)
        .param("config", configId)
        .query(Boolean.class)
        .single();
  }

  /** False when it was not in that state: somebody else is at it. */
  boolean move(Way way, State from, State to, @Nullable String evidence) {
    return jdbc.sql(
                "update channel_wecom_way set state = :to, evidence = :evidence where id = :id and state = :from")
            .param("to", to.code())
            .param("evidence", evidence)
            .param("id", way.id())
            .param("from", from.code())
            .update()
        > 0;
  }

  boolean asking(Way way, Instant now) {
    return jdbc.sql(
                "update channel_wecom_way set state = 'asked', asked_at = :now where id = :id and state = 'due'")
            .param("now", time(now))
            .param("id", way.id())
            .update()
        > 0;
  }

  void made(Way way, String configId, @Nullable String picture) {
    jdbc.sql(
            """
            update channel_wecom_way set state = 'made', config_id = :config, picture = :picture, evidence = null
             where id = :id and state in ('asked', 'doubt')
            """)
        .param("config", configId)
        .param("picture", picture)
        .param("id", way.id())
        .update();
  }

  /** What WeCom shows of it. A plan that is being changed is not overwritten. */
  void read(Way way, List<String> groups, @Nullable String picture, Instant now) {
    jdbc.sql(
            """
            update channel_wecom_way
               set picture = coalesce(:picture, picture), read_at = :now,
                   plan = case when fresh and kind = 'group' then jsonb_set(plan, '{groups}', to_jsonb(cast(:groups as text[]))) else plan end
             where id = :id
            """)
        .param("picture", picture)
        .param("groups", groups.toArray(String[]::new))
        .param("now", time(now))
        .param("id", way.id())
        .update();
  }

  void change(Way way, String name, Plan plan) {
    jdbc.sql(
            "update channel_wecom_way set name = :name, plan = cast(:plan as jsonb), fresh = false where id = :id")
        .param("name", name)
        .param("plan", json.writeValueAsString(plan))
        .param("id", way.id())
        .update();
  }

  /** WeCom has the plan as {@code way} has it, or says why not; a later change stays to be told. */
  void told(Way way, @Nullable String evidence) {
    jdbc.sql(
            """
            update channel_wecom_way
               set fresh = (:evidence::text is null) and plan = cast(:plan as jsonb) and name = :name, evidence = :evidence
             where id = :id
            """)
        .param("plan", json.writeValueAsString(way.plan()))
        .param("name", way.name())
        .param("evidence", evidence)
        .param("id", way.id())
        .update();
  }

  private Way way(ResultSet row, int n) throws SQLException {
    return new Way(
        row.getLong("id"),
        row.getString("corp"),
        Kind.of(row.getString("kind")),
        row.getString("name"),
        row.getString("code"),
        json.readValue(row.getString("plan"), Plan.class),
        State.of(row.getString("state")),
        row.getBoolean("fresh"),
        row.getString("config_id"),
        row.getString("picture"),
        instant(row, "asked_at"),
        instant(row, "read_at"),
        row.getString("evidence"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
