package io.liana.channel.wecom;

import io.liana.channel.wecom.MassSend.Kind;
import io.liana.channel.wecom.MassSend.Target;
import io.liana.channel.wecom.Transfer.Item;
import io.liana.channel.wecom.Transfer.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Hand-overs and what became of every group and customer in them. */
@Repository
class TransferStore {
  private static final String TRANSFER =
      "select id, kind, resigned, from_staff, to_staff, created_at from channel_wecom_transfer where corp = :corp";

  private final JdbcClient jdbc;

  TransferStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Empty where this key is known already. */
  Optional<Long> insert(
      String corp,
      String key,
      Kind kind,
      boolean resigned,
      String from,
      String to,
      String by,
      Instant now) {
    return jdbc.sql(
            """
            insert into channel_wecom_transfer (corp, key, kind, resigned, from_staff, to_staff, created_by, created_at)
            values (:corp, :key, :kind, :resigned, :from, :to, :by, :now)
            on conflict (corp, key) do nothing returning id
            """)
        .param("corp", corp)
        .param("key", key)
        .param("kind", kind.code())
        .param("resigned", resigned)
        .param("from", from)
        .param("to", to)
        .param("by", by)
        .param("now", at(now))
        .query(Long.class)
        .optional();
  }

  Optional<Long> find(String corp, String key) {
    return jdbc.sql("select id from channel_wecom_transfer where corp = :corp and key = :key")
        .param("corp", corp)
        .param("key", key)
        .query(Long.class)
        .optional();
  }

  void insertItems(long transfer, String corp, Kind kind, List<Target> targets, State state) {
    jdbc.sql(
            """
            insert into channel_wecom_transfer_item (transfer_id, corp, kind, subject, name, state)
            select :transfer, :corp, :kind, t.id, t.name, :state from unnest(:ids, :names) as t (id, name)
            """)
        .param("transfer", transfer)
        .param("corp", corp)
        .param("kind", kind.code())
        .param("state", state.code())
        .param("ids", targets.stream().map(Target::id).toArray(String[]::new))
        .param("names", targets.stream().map(Target::name).toArray(String[]::new))
        .update();
  }

  /** How often each was handed over since, as far as we did it. */
  Map<String, Integer> lately(String corp, Kind kind, List<String> subjects, Instant since) {
    Map<String, Integer> counts = new HashMap<>();
    jdbc.sql(
            """
            select subject, count(*) as n from channel_wecom_transfer_item
             where corp = :corp and kind = :kind and subject = any (:subjects) and asked_at >= :since
               and state in ('waiting', 'done') group by subject
            """)
        .param("corp", corp)
        .param("kind", kind.code())
        .param("subjects", subjects.toArray(String[]::new))
        .param("since", at(since))
        .query((row, n) -> counts.put(row.getString("subject"), row.getInt("n")))
        .list();
    return counts;
  }

  /** Groups of this member of staff handed over while they work here, since then. */
  int groupsOf(String corp, String from, Instant since) {
    return jdbc.sql(
            """
            select count(*) from channel_wecom_transfer_item i join channel_wecom_transfer t on t.id = i.transfer_id
             where t.corp = :corp and t.kind = 'groups' and not t.resigned and t.from_staff = :from and i.asked_at >= :since
            """)
        .param("corp", corp)
        .param("from", from)
        .param("since", at(since))
        .query(Integer.class)
        .single();
  }

  Optional<Transfer> find(String corp, long id) {
    return jdbc.sql(TRANSFER + " and id = :id")
        .param("corp", corp)
        .param("id", id)
        .query(TransferStore::transfer)
        .optional();
  }

  List<Transfer> page(String corp, long before, int most) {
    return jdbc.sql(TRANSFER + " and id < :before order by id desc limit :most")
        .param("corp", corp)
        .param("before", before)
        .param("most", most)
        .query(TransferStore::transfer)
        .list();
  }

  private static Transfer transfer(ResultSet row, int n) throws SQLException {
    return new Transfer(
        row.getLong("id"),
        Kind.of(row.getString("kind")),
        row.getBoolean("resigned"),
        row.getString("from_staff"),
        row.getString("to_staff"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  List<Item> items(long transfer) {
    return jdbc.sql(
            """
            select subject, name, state, evidence, ended_at from channel_wecom_transfer_item
             where transfer_id = :transfer order by subject
            """)
        .param("transfer", transfer)
        .query(
            (row, n) -> {
              OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
              return new Item(
                  row.getString("subject"),
                  row.getString("name"),
                  row.getString("state"),
                  row.getString("evidence"),
                  ended == null ? null : ended.toInstant());
            })
        .list();
  }

  List<String> subjects(long transfer, State state, int most) {
    return jdbc.sql(
            """
            select subject from channel_wecom_transfer_item
             where transfer_id = :transfer and state = :state order by subject limit :most
            """)
        .param("transfer", transfer)
        .param("state", state.code())
        .param("most", most)
        .query(String.class)
        .list();
  }

  void move(long transfer, String subject, State to, @Nullable String evidence, Instant now) {
    boolean waits = to == State.WAITING;
    jdbc.sql(
            """
            update channel_wecom_transfer_item
               set state = :state, evidence = :evidence, asked_at = coalesce(asked_at, :now),
                   ended_at = case when :waits then null else :now end
             where transfer_id = :transfer and subject = :subject and state in ('due', 'waiting')
            """)
        .param("transfer", transfer)
        .param("subject", subject)
        .param("state", to.code())
        .param("evidence", evidence)
        .param("waits", waits)
        .param("now", at(now))
        .update();
  }

  /** Groups that our book shows with the new owner. */
  List<String> arrived(long transfer, String corp, String to) {
    return jdbc.sql(
            """
            select i.subject from channel_wecom_transfer_item i
              join channel_wecom_chat c on c.corp = :corp and c.chat_id = i.subject and c.owner = :to
             where i.transfer_id = :transfer and i.state = 'waiting'
            """)
        .param("transfer", transfer)
        .param("corp", corp)
        .param("to", to)
        .query(String.class)
        .list();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
