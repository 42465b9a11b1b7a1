package io.liana.channel;

import io.liana.kernel.Cursor;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the settled archive (table {@code channel_event}) the way screens show it. */
@Component
public class ArchiveListing {
  private static final String MESSAGES = "kind in ('message', 'media', 'action')";

  private final JdbcClient jdbc;

  ArchiveListing(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What to look for; null means: no matter.
   *
   * @param groups what the caller may see of it; an empty list finds nothing
   * @param words for {@code ilike all}, see {@link io.liana.kernel.Given#words}
   * @param until the first instant that is too late
   */
  public record Search(
      @Nullable Collection<GroupId> groups,
      @Nullable MemberId by,
      @Nullable EventKind kind,
      String[] words,
      @Nullable Instant from,
      @Nullable Instant until,
      boolean oldestFirst) {}

  public Page<ArchivedEvent> page(Search search, Paging paging) {
    // Put together from the conditions asked for: one text for all of them would keep PostgreSQL
    // from choosing between the group's timeline and the member's.
    var sql =
        new StringBuilder(
            """
            select id, group_id, at, kind, member_id, bot, text, target_member_ids, reply_to, edited_at, recalled_at, import_id, message_key
              from channel_event
             where text ilike all (:words)
            """);
    Map<String, @Nullable Object> params = new HashMap<>();
    params.put("words", search.words());
    if (search.groups() != null) {
      Long[] groups = search.groups().stream().map(GroupId::value).toArray(Long[]::new);
      boolean one = groups.length == 1; // an index gives one group in order, several it does not
      sql.append(one ? " and group_id = :group" : " and group_id = any (:group)");
      params.put("group", one ? groups[0] : groups);
    }
    if (search.by() != null) {
      sql.append(" and member_id = :member");
      params.put("member", search.by().value());
    }
    if (search.kind() != null) {
      sql.append(" and kind = :kind");
      params.put("kind", search.kind().code());
    }
    if (search.from() != null) {
      sql.append(" and at >= :from");
      params.put("from", search.from().atOffset(ZoneOffset.UTC));
    }
    if (search.until() != null) {
      sql.append(" and at < :until");
      params.put("until", search.until().atOffset(ZoneOffset.UTC));
    }
    Cursor after = paging.after();
    if (after != null) {
      sql.append(" and (at, id) ").append(search.oldestFirst() ? '>' : '<').append(" (:at, :id)");
      params.put("at", after.time(0).atOffset(ZoneOffset.UTC));
      params.put("id", after.number(1));
    }
    sql.append(search.oldestFirst() ? " order by at, id" : " order by at desc, id desc");
    sql.append(" limit ").append(paging.size() + 1);
    return Page.of(
        jdbc.sql(sql.toString()).params(params).query(ArchiveListing::event).list(),
        paging.size(),
        event -> Cursor.after(event.at(), event.id()));
  }

  /** What these members said in the group; who said nothing is absent. */
  public Map<MemberId, MessageCount> counts(
      GroupId group, Collection<MemberId> members, ZoneId zone) {
    Map<MemberId, MessageCount> counts = new HashMap<>();
    jdbc.sql(
            """
            select member_id as key, count(*) as messages, count(distinct cast(at at time zone :zone as date)) as days,
                   min(at) as first, max(at) as last
              from channel_event
             where group_id = :group and member_id = any (:members) and %s
             group by member_id
            """
                .formatted(MESSAGES))
        .param("zone", zone.getId())
        .param("group", group.value())
        .param("members", members.stream().map(MemberId::value).toArray(Long[]::new))
        .query(
            row -> {
              counts.put(new MemberId(row.getLong("key")), count(row));
            });
    return counts;
  }

  /** What everybody said in the group, without their active days; to sort by. */
  public Map<MemberId, MessageCount> totals(GroupId group) {
    Map<MemberId, MessageCount> counts = new HashMap<>();
    jdbc.sql(
            """
            select member_id as key, count(*) as messages, 0 as days, min(at) as first, max(at) as last
              from channel_event
             where group_id = :group and member_id is not null and %s
             group by member_id
            """
                .formatted(MESSAGES))
        .param("group", group.value())
        .query(
            row -> {
              counts.put(new MemberId(row.getLong("key")), count(row));
            });
    return counts;
  }

  /** What one member said, by group. */
  public Map<GroupId, MessageCount> counts(MemberId member) {
    Map<GroupId, MessageCount> counts = new HashMap<>();
    jdbc.sql(
            """
            select group_id as key, count(*) as messages, 0 as days, min(at) as first, max(at) as last
              from channel_event
             where member_id = :member and %s
             group by group_id
            """
                .formatted(MESSAGES))
        .param("member", member.value())
        .query(
            row -> {
              counts.put(new GroupId(row.getLong("key")), count(row));
            });
    return counts;
  }

  /** When something last happened in these groups; where nothing did, the group is absent. */
  public Map<GroupId, Instant> lastEvents(Collection<GroupId> groups) {
    Map<GroupId, Instant> last = new HashMap<>();
    jdbc.sql(
            """
            select g.id, e.at
              from unnest(:groups) as g (id)
             cross join lateral (select at from channel_event where group_id = g.id order by at desc limit 1) e
            """)
        .param("groups", groups.stream().map(GroupId::value).toArray(Long[]::new))
        .query(
            row -> {
              last.put(new GroupId(row.getLong("id")), instant(row, "at"));
            });
    return last;
  }

  /**
   * Whom a link, code or scene brought.
   *
   * @param came people, each once
   * @param here those of them who have not left since
   */
  public record Brought(int came, int here) {
    public static final Brought NOBODY = new Brought(0, 0);
  }

  /** Whom each way brought into a group, by what the platform calls it; see {@code via}. */
  public Map<String, Brought> brought(GroupId group) {
    Map<String, Set<Long>> came = new HashMap<>();
    Map<String, Set<Long>> here = new HashMap<>();
    jdbc.sql(
            """
            select kind, via, case when kind in ('join', 'leave') then array[member_id] else target_member_ids end as who
              from channel_event
             where group_id = :group and kind in ('join', 'invite', 'leave', 'kick')
             order by at, id
            """)
        .param("group", group.value())
        .query(
            row -> {
              List<Long> who = Arrays.asList((Long[]) row.getArray("who").getArray());
              here.values().forEach(people -> who.forEach(people::remove));
              String via = row.getString("via");
              if (via != null && Set.of("join", "invite").contains(row.getString("kind"))) {
                came.computeIfAbsent(via, way -> new HashSet<>()).addAll(who);
                here.computeIfAbsent(via, way -> new HashSet<>()).addAll(who);
              }
            });
    Map<String, Brought> brought = new HashMap<>();
    came.forEach(
        (via, people) ->
            brought.put(via, new Brought(people.size(), here.getOrDefault(via, Set.of()).size())));
    return brought;
  }

  private static MessageCount count(ResultSet row) throws SQLException {
    return new MessageCount(
        row.getInt("messages"), row.getInt("days"), instant(row, "first"), instant(row, "last"));
  }

  private static ArchivedEvent event(ResultSet row, int n) throws SQLException {
    long by = row.getLong("member_id");
    MemberId member = row.wasNull() ? null : new MemberId(by);
    long imported = row.getLong("import_id");
    Long importId = row.wasNull() ? null : imported;
    Long[] targets = (Long[]) row.getArray("target_member_ids").getArray();
    return new ArchivedEvent(
        row.getLong("id"),
        new GroupId(row.getLong("group_id")),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        EventKind.of(row.getString("kind")),
        member,
        row.getBoolean("bot"),
        row.getString("text"),
        Arrays.stream(targets).map(MemberId::new).toList(),
        row.getString("reply_to"),
        time(row, "edited_at"),
        time(row, "recalled_at"),
        importId,
        row.getString("message_key"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
