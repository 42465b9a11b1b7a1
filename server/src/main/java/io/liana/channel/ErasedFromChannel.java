package io.liana.channel;

import io.liana.kernel.PersonErased;
import io.liana.kernel.Striking;
import io.liana.kernel.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Takes a person out of the archive and the inbox. That something was said, when and how long it
 * was stays; the words do not.
 */
@Component
class ErasedFromChannel {
  private static final String THEIRS = "(member_id = ? or target_member_ids @> array[?::bigint])";

  private record Keys(long id, String eventKey, @Nullable String messageKey, long group) {}

  private final JdbcTemplate jdbc;

  ErasedFromChannel(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @EventListener
  void on(PersonErased erased) {
    long member = erased.member().value();
    Long[] groups = groups(member);
    blindKeys(erased, groups);
    jdbc.update(
        "update channel_event set text = '', first_text = null where member_id = ? and (text <> '' or first_text is not null)",
        member);
    var striking = new Striking(jdbc, erased);
    for (Long group : groups) {
      striking.text("channel_event", "text", "group_id = ?", group);
      striking.text("channel_event", "first_text", "group_id = ?", group);
      striking.text("channel_event", "via", "group_id = ?", group);
    }
    Traces traces = erased.traces();
    delete(
        "channel_inbox", traces, "id <= (select cursor from channel_lane l where l.lane = t.lane)");
    delete("channel_parked", traces, "true");
  }

  private Long[] groups(long member) {
    return jdbc.queryForList(
            """
            select group_id from channel_event where member_id = ?
             union
            select group_id from channel_event where target_member_ids @> array[?::bigint]
            """,
            Long.class,
            member,
            member)
        .toArray(Long[]::new);
  }

  /** Keys of events may hold the person's id; what is redelivered must still be known by them. */
  private void blindKeys(PersonErased erased, Long[] groups) {
    long member = erased.member().value();
    Traces traces = erased.traces();
    List<Keys> all =
        jdbc.query(
            "select id, event_key, message_key, group_id from channel_event where group_id = any (?) and "
                + THEIRS,
            (row, n) ->
                new Keys(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4)),
            groups,
            member,
            member);
    List<Keys> giveAway =
        all.stream()
            .filter(
                keys ->
                    traces.in(keys.eventKey())
                        || keys.messageKey() != null && traces.in(keys.messageKey()))
            .toList();
    List<Object[]> answers = new ArrayList<>();
    List<Object[]> rows = new ArrayList<>();
    for (Keys keys : giveAway) {
      String message = blind(keys.messageKey(), erased, traces);
      rows.add(
          new Object[] {
            Objects.requireNonNull(blind(keys.eventKey(), erased, traces)), message, keys.id()
          });
      if (!Objects.equals(message, keys.messageKey())) {
        answers.add(new Object[] {message, keys.group(), keys.messageKey()});
      }
    }
    jdbc.batchUpdate("update channel_event set event_key = ?, message_key = ? where id = ?", rows);
    jdbc.batchUpdate(
        "update channel_event set reply_to = ? where group_id = ? and reply_to = ?", answers);
  }

  private static @Nullable String blind(@Nullable String key, PersonErased erased, Traces traces) {
    return key != null && traces.in(key) ? erased.blind().apply(key) : key;
  }

  private void delete(String table, Traces traces, String where) {
    List<Long> found = new ArrayList<>();
    jdbc.query(
        "select id, body from %s t where %s and body like any (?)".formatted(table, where),
        row -> {
          if (traces.in(row.getString(2))) {
            found.add(row.getLong(1));
          }
        },
        (Object) traces.likes());
    if (!found.isEmpty()) {
      jdbc.update(
          "delete from %s where id = any (?)".formatted(table),
          (Object) found.toArray(Long[]::new));
    }
  }
}
