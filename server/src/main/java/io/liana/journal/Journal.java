package io.liana.journal;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.sql.Timestamp;
import java.util.List;
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
    jdbc.batchUpdate(
        """
        insert into journal_entry (at, actor, kind, community_id, group_id, member_id, event_id, reason)
        values (?, ?, ?, ?, ?, ?, ?, ?::jsonb)
        """,
        entries,
        500,
        (row, entry) -> {
          row.setTimestamp(1, Timestamp.from(entry.at()));
          row.setString(2, entry.actor().code());
          row.setString(3, entry.kind());
          row.setObject(4, value(entry.community()));
          row.setObject(5, value(entry.group()));
          row.setObject(6, value(entry.subject()));
          row.setObject(7, entry.eventId());
          row.setString(8, json.writeValueAsString(entry.reason()));
        });
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
