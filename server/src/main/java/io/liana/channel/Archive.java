package io.liana.channel;

import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The settled history of every group (table {@code channel_event}): writes what intake settled,
 * reads it back in order.
 */
@Component
public class Archive {
  // What was said, not what it was edited to: a decider sees the edit as an event of its own.
  private static final String COLUMNS =
      "id, group_id, at, kind, member_id, bot, coalesce(first_text, text) as text, target_member_ids, reply_to, message_key, event_key, via";

  private final JdbcTemplate jdbc;
  private final JdbcTemplate streaming;

  Archive(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.streaming = new JdbcTemplate(java.util.Objects.requireNonNull(jdbc.getDataSource()));
    this.streaming.setFetchSize(2_000);
  }

  /** Ids for events about to be settled, in increasing order. */
  public List<Long> nextIds(int count) {
    return jdbc.queryForList(
        "select nextval('channel_event_id') from generate_series(1, ?)", Long.class, count);
  }

  /**
   * Writes events; edits and recalls also change the message they speak of. Returns those that were
   * not there before, in the given order: only these may be judged, so an event that came twice
   * counts once.
   */
  public List<SettledEvent> settle(List<SettledEvent> events) {
    if (events.isEmpty()) {
      return events;
    }
    Set<Long> fresh = new HashSet<>(insert(events));
    List<SettledEvent> settled =
        events.stream().filter(event -> fresh.contains(event.id())).toList();
    applyEdits(settled.stream().filter(event -> event.kind() == EventKind.EDIT).toList());
    applyRecalls(settled.stream().filter(event -> event.kind() == EventKind.RECALL).toList());
    return settled;
  }

  private List<Long> insert(List<SettledEvent> events) {
    return jdbc.queryForList(
        """
        insert into channel_event (id, group_id, at, kind, member_id, bot, text, text_length, target_member_ids, reply_to, message_key, event_key, via)
        select e.id, e.group_id, e.at, e.kind, e.member_id, e.bot, e.text, char_length(e.text), e.targets::bigint[], e.reply_to, e.message_key, e.event_key, e.via
          from unnest(?, ?, cast(? as timestamptz[]), ?, ?, ?, ?, ?, ?, ?, ?, ?)
                 as e (id, group_id, at, kind, member_id, bot, text, targets, reply_to, message_key, event_key, via)
        on conflict (group_id, event_key) do nothing
        returning id
        """,
        Long.class,
        column(events, Long[]::new, SettledEvent::id),
        column(events, Long[]::new, event -> event.group().value()),
        column(events, String[]::new, event -> event.at().toString()),
        column(events, String[]::new, event -> event.kind().code()),
        column(events, Long[]::new, event -> event.by() == null ? null : event.by().value()),
        column(events, Boolean[]::new, SettledEvent::bot),
        column(events, String[]::new, SettledEvent::text),
        column(events, String[]::new, Archive::targetsLiteral),
        column(events, String[]::new, SettledEvent::replyTo),
        column(events, String[]::new, SettledEvent::messageKey),
        column(events, String[]::new, SettledEvent::eventKey),
        column(events, String[]::new, SettledEvent::via));
  }

  private void applyEdits(List<SettledEvent> edits) {
    // One by one and in order: two edits of one message in a batch must leave the later text.
    for (SettledEvent edit : edits) {
      jdbc.update(
          """
          update channel_event set text = ?, first_text = coalesce(first_text, text), edited_at = ?
           where group_id = ? and message_key = ? and kind in ('message', 'media', 'action') and coalesce(edited_at, at) <= ?
          """,
          edit.text(),
          edit.at().atOffset(ZoneOffset.UTC),
          edit.group().value(),
          edit.messageKey(),
          edit.at().atOffset(ZoneOffset.UTC));
    }
  }

  private void applyRecalls(List<SettledEvent> recalls) {
    for (SettledEvent recall : recalls) {
      jdbc.update(
          "update channel_event set recalled_at = ? where group_id = ? and message_key = ? and kind in ('message', 'media', 'action')",
          recall.at().atOffset(ZoneOffset.UTC),
          recall.group().value(),
          recall.messageKey());
    }
  }

  /** A message in a group, as the platform names it. */
  public record MessageRef(GroupId group, String messageKey) {}

  /** Who wrote these messages; those nobody knows, or no member wrote, are absent. */
  public Map<MessageRef, MemberId> authors(Collection<MessageRef> messages) {
    Map<MessageRef, MemberId> authors = new HashMap<>();
    if (messages.isEmpty()) {
      return authors;
    }
    jdbc.query(
        """
        select e.group_id, e.message_key, e.member_id
          from unnest(?, ?) as k (group_id, message_key)
          join channel_event e on e.group_id = k.group_id and e.message_key = k.message_key
         where e.kind in ('message', 'media', 'action') and e.member_id is not null
        """,
        row -> {
          authors.put(
              new MessageRef(new GroupId(row.getLong(1)), row.getString(2)),
              new MemberId(row.getLong(3)));
        },
        messages.stream().map(message -> message.group().value()).toArray(Long[]::new),
        messages.stream().map(MessageRef::messageKey).toArray(String[]::new));
    return authors;
  }

  /** These messages as they were said at the time; those nobody knows are absent. */
  public Map<MessageRef, SettledEvent> said(Collection<MessageRef> messages) {
    Map<MessageRef, SettledEvent> said = new HashMap<>();
    if (!messages.isEmpty()) {
      jdbc.query(
          "select "
              + COLUMNS
              + """
               from channel_event
              where (group_id, message_key) in (select * from unnest(?, ?)) and kind in ('message', 'media', 'action')
              """,
          row -> {
            SettledEvent event = event(row, 0);
            said.put(new MessageRef(event.group(), String.valueOf(event.messageKey())), event);
          },
          messages.stream().map(message -> message.group().value()).toArray(Long[]::new),
          messages.stream().map(MessageRef::messageKey).toArray(String[]::new));
    }
    return said;
  }

  /**
   * What happened in these groups from {@code since} on, in order, up to {@code lastId}; to warm a
   * decider's memory.
   */
  public List<SettledEvent> since(Collection<GroupId> groups, Instant since) {
    return jdbc.query(
        "select " + COLUMNS + " from channel_event where group_id = any(?) and at >= ? order by id",
        Archive::event,
        groups.stream().map(GroupId::value).toArray(Long[]::new),
        since.atOffset(ZoneOffset.UTC));
  }

  /** A member gone from a group at a time, by an event. */
  public record Return(GroupId group, MemberId member, Instant since, long after) {}

  /**
   * Those of {@code gone} who joined again, or were brought in, behind the event and before
   * another.
   */
  public List<Return> returned(List<Return> gone, long before) {
    if (gone.isEmpty()) {
      return List.of();
    }
    List<Integer> back =
        jdbc.queryForList(
            """
            select g.n
              from unnest(?, ?, cast(? as timestamptz[]), ?) with ordinality as g (group_id, member_id, since, after, n)
             where exists (
                   select from channel_event e
                    where e.kind in ('join', 'invite') and e.group_id = g.group_id and e.at >= g.since and e.id > g.after and e.id < ?
                      and (e.kind = 'join' and e.member_id = g.member_id or e.kind = 'invite' and g.member_id = any(e.target_member_ids)))
            """,
            Integer.class,
            gone.stream().map(one -> one.group().value()).toArray(Long[]::new),
            gone.stream().map(one -> one.member().value()).toArray(Long[]::new),
            gone.stream().map(one -> one.since().toString()).toArray(String[]::new),
            gone.stream().map(Return::after).toArray(Long[]::new),
            before);
    return back.stream().map(n -> gone.get(n - 1)).toList();
  }

  /** How many events {@link #replay} would hand over. */
  public long count(GroupId group, @Nullable Instant from, @Nullable Instant to) {
    Long count =
        jdbc.queryForObject(
            """
            select count(*) from channel_event
             where group_id = ? and at >= coalesce(?, '-infinity'::timestamptz) and at < coalesce(?, 'infinity'::timestamptz)
            """,
            Long.class,
            group.value(),
            from == null ? null : from.atOffset(ZoneOffset.UTC),
            to == null ? null : to.atOffset(ZoneOffset.UTC));
    return count == null ? 0 : count;
  }

  /** How often who asks here had asked to be let into this group, this time included; by event. */
  public Map<Long, Integer> timesAsked(List<SettledEvent> requests) {
    Map<Long, Integer> times = new HashMap<>();
    if (!requests.isEmpty()) {
      jdbc.query(
          """
          select r.id, count(e.id) as times
            from unnest(?, ?, ?) as r (id, group_id, member_id)
            left join channel_event e
              on e.kind = 'join_request' and e.group_id = r.group_id and e.member_id = r.member_id and e.id <= r.id
           group by r.id
          """,
          row -> {
            times.put(row.getLong("id"), row.getInt("times"));
          },
          requests.stream().map(SettledEvent::id).toArray(Long[]::new),
          requests.stream().map(request -> request.group().value()).toArray(Long[]::new),
          requests.stream()
              .map(request -> request.by() == null ? null : request.by().value())
              .toArray(Long[]::new));
    }
    return times;
  }

  /** Who came into these groups, or was brought, the newest first. */
  public List<SettledEvent> joins(Collection<GroupId> groups, Instant from, Instant to, int most) {
    return jdbc.query(
        "select "
            + COLUMNS
            + """
             from channel_event
            where group_id = any (?) and at >= ? and at < ? and kind in ('join', 'invite')
            order by at desc, id desc
            limit ?
            """,
        Archive::event,
        groups.stream().map(GroupId::value).toArray(Long[]::new),
        from.atOffset(ZoneOffset.UTC),
        to.atOffset(ZoneOffset.UTC),
        most);
  }

  /** A member in a group, for a while. */
  public record Stay(GroupId group, MemberId member, Instant from, Instant to) {}

  /** What these members did there themselves, in order, of each at most so much. */
  public List<SettledEvent> doneIn(Collection<Stay> stays, int mostOfEach) {
    return jdbc.query(
        "select e.* from unnest(?, ?, cast(? as timestamptz[]), cast(? as timestamptz[])) as s (group_id, member_id, since, until) cross join lateral (select "
            + COLUMNS
            + """
             from channel_event
            where member_id = s.member_id and group_id = s.group_id and at >= s.since and at < s.until
            order by at, id
            limit ?) e
            order by e.at, e.id
            """,
        Archive::event,
        stays.stream().map(stay -> stay.group().value()).toArray(Long[]::new),
        stays.stream().map(stay -> stay.member().value()).toArray(Long[]::new),
        stays.stream().map(stay -> stay.from().toString()).toArray(String[]::new),
        stays.stream().map(stay -> stay.to().toString()).toArray(String[]::new),
        mostOfEach);
  }

  /** The last they said there, of each at most so much, and the newest last. */
  public List<SettledEvent> lastSaid(Collection<Stay> stays, int mostOfEach) {
    return jdbc.query(
        "select e.* from unnest(?, ?) as s (group_id, member_id) cross join lateral (select "
            + COLUMNS
            + """
             from channel_event
            where member_id = s.member_id and group_id = s.group_id and kind in ('message', 'media', 'action') and recalled_at is null
            order by at desc, id desc
            limit ?) e
            order by e.at, e.id
            """,
        Archive::event,
        stays.stream().map(stay -> stay.group().value()).toArray(Long[]::new),
        stays.stream().map(stay -> stay.member().value()).toArray(Long[]::new),
        mostOfEach);
  }

  /**
   * Somebody spoke in a group.
   *
   * @param event and {@code at}: of the first, or of the last, as the query says
   */
  public record Spoken(GroupId group, MemberId member, long event, Instant at, int messages) {}

  /**
   * Who came into these groups since then, said something before {@code before}, and has had no
   * message directed at them after that; with their first message.
   */
  public List<Spoken> unanswered(Collection<GroupId> groups, Instant since, Instant before) {
    return jdbc.query(
        """
        with came as (
          select e.group_id, coalesce(case when e.kind = 'invite' then e.target_member_ids[1] else e.member_id end, 0) as member_id, max(e.at) as at
            from channel_event e
           where e.group_id = any (?) and e.at >= ? and e.kind in ('join', 'invite')
           group by 1, 2
        ), answered as (
          select e.group_id, t.member_id, max(e.at) as at
            from channel_event e cross join lateral unnest(e.target_member_ids) as t (member_id)
           where e.group_id = any (?) and e.at >= ? and e.kind in ('message', 'media', 'action') and not e.bot
             and e.member_id is distinct from t.member_id
           group by 1, 2
        )
        select c.group_id, c.member_id, m.id, m.at, 0 as messages
          from came c
          cross join lateral (
            select e.id, e.at from channel_event e
             where e.member_id = c.member_id and e.group_id = c.group_id and e.at >= c.at and e.kind in ('message', 'media', 'action')
             order by e.at, e.id limit 1) m
          left join answered a on a.group_id = c.group_id and a.member_id = c.member_id
         where m.at < ? and (a.at is null or a.at < m.at)
         order by m.at, m.id
        """,
        Archive::spoken,
        groups.stream().map(GroupId::value).toArray(Long[]::new),
        since.atOffset(ZoneOffset.UTC),
        groups.stream().map(GroupId::value).toArray(Long[]::new),
        since.atOffset(ZoneOffset.UTC),
        before.atOffset(ZoneOffset.UTC));
  }

  /** Who spoke in these groups since then, and how much; with the last message of each. */
  public List<Spoken> speakers(Collection<GroupId> groups, Instant since) {
    return jdbc.query(
        """
        select group_id, member_id, max(id) as id, max(at) as at, count(*) as messages
          from channel_event
         where group_id = any (?) and at >= ? and kind in ('message', 'media', 'action') and not bot and member_id is not null
         group by group_id, member_id
         order by group_id, member_id
        """,
        Archive::spoken,
        groups.stream().map(GroupId::value).toArray(Long[]::new),
        since.atOffset(ZoneOffset.UTC));
  }

  private static Spoken spoken(ResultSet row, int n) throws SQLException {
    return new Spoken(
        new GroupId(row.getLong("group_id")),
        new MemberId(row.getLong("member_id")),
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getInt("messages"));
  }

  /** Events by id, as they were said at the time; unknown ids are absent. */
  public Map<Long, SettledEvent> asSaid(Collection<Long> ids) {
    Map<Long, SettledEvent> said = new HashMap<>();
    if (!ids.isEmpty()) {
      jdbc.query(
          "select " + COLUMNS + " from channel_event where id = any(?)",
          row -> {
            said.put(row.getLong("id"), event(row, 0));
          },
          (Object) ids.toArray(Long[]::new));
    }
    return said;
  }

  /**
   * Hands over a group's history in time order without holding it in memory; call it inside a
   * transaction.
   */
  public void replay(
      GroupId group, @Nullable Instant from, @Nullable Instant to, Consumer<SettledEvent> each) {
    streaming.query(
        "select "
            + COLUMNS
            + """
             from channel_event
            where group_id = ? and at >= coalesce(?, '-infinity'::timestamptz) and at < coalesce(?, 'infinity'::timestamptz)
            order by at, id
            """,
        row -> {
          each.accept(event(row, 0));
        },
        group.value(),
        from == null ? null : from.atOffset(ZoneOffset.UTC),
        to == null ? null : to.atOffset(ZoneOffset.UTC));
  }

  static SettledEvent event(ResultSet row, int n) throws SQLException {
    long member = row.getLong("member_id");
    boolean system = row.wasNull();
    return new SettledEvent(
        row.getLong("id"),
        new GroupId(row.getLong("group_id")),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        EventKind.of(row.getString("kind")),
        system ? null : new MemberId(member),
        row.getBoolean("bot"),
        row.getString("text"),
        targets(row.getArray("target_member_ids")),
        row.getString("reply_to"),
        row.getString("message_key"),
        row.getString("event_key"),
        row.getString("via"));
  }

  private static List<MemberId> targets(Array stored) throws SQLException {
    Long[] ids = (Long[]) stored.getArray();
    return ids.length == 0 ? List.of() : Arrays.stream(ids).map(MemberId::new).toList();
  }

  private static String targetsLiteral(SettledEvent event) {
    return event.targets().isEmpty()
        ? "{}"
        : event.targets().stream()
            .map(MemberId::toString)
            .collect(Collectors.joining(",", "{", "}"));
  }

  private static <T> T[] column(
      List<SettledEvent> events,
      java.util.function.IntFunction<T[]> array,
      java.util.function.Function<SettledEvent, @Nullable T> value) {
    T[] column = array.apply(events.size());
    for (int i = 0; i < column.length; i++) {
      column[i] = value.apply(events.get(i));
    }
    return column;
  }
}
