package io.liana.journal;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the journal, inside the caller's transaction: an act and its entry are committed together
 * or not at all.
 */
@Component
public class Journal {
  private final JdbcTemplate jdbc;
  private final JsonMapper json;

  Journal(JdbcTemplate jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  public void append(JournalEntry entry) {
    append(List.of(entry));
  }

  public void append(List<JournalEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    jdbc.update(
        """
        insert into journal_entry (at, actor, kind, community_id, group_id, member_id, event_id, reason)
        select e.at, e.actor, e.kind, e.community_id, e.group_id, e.member_id, e.event_id, e.reason::jsonb
          from unnest(cast(? as timestamptz[]), ?, ?, ?, ?, ?, ?, ?) with ordinality
                 as e (at, actor, kind, community_id, group_id, member_id, event_id, reason, n)
         order by e.n
        """,
        column(entries, String[]::new, entry -> entry.at().toString()),
        column(entries, String[]::new, entry -> entry.actor().code()),
        column(entries, String[]::new, JournalEntry::kind),
        column(entries, Long[]::new, entry -> value(entry.community())),
        column(entries, Long[]::new, entry -> value(entry.group())),
        column(entries, Long[]::new, entry -> value(entry.subject())),
        column(entries, Long[]::new, JournalEntry::eventId),
        column(entries, String[]::new, entry -> json.writeValueAsString(entry.reason())));
  }

  private static <T> T[] column(
      List<JournalEntry> entries,
      IntFunction<T[]> array,
      Function<JournalEntry, @Nullable T> value) {
    return entries.stream().map(value).toArray(array);
  }

  private static @Nullable Long value(@Nullable CommunityId id) {
    return id == null ? null : id.value();
  }

  private static @Nullable Long value(@Nullable GroupId id) {
    return id == null ? null : id.value();
  }

  private static @Nullable Long value(@Nullable MemberId id) {
    return id == null ? null : id.value();
  }
}
