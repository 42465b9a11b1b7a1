package io.liana.onboarding;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Newcomers, and the steps done for them. */
@Repository
class NewcomerStore {
  private static final TypeReference<Map<String, Instant>> TIMERS = new TypeReference<>() {};
  private static final String HELD =
      """
      select n.group_id, n.member_id, n.community_id, n.event_id, n.version, n.kind, n.channel_id, n.buddy_id,
             n.joined_at, n.state, n.spoke_at, n.acknowledged_at, n.answered_at, n.renamed_at, n.done, n.timers
        from onboarding_newcomer n
      """;

  record Seat(GroupId group, MemberId member) {}

  /**
   * What became of one step.
   *
   * @param outcome waiting, delivered, done, skipped …; the console translates it
   * @param key of the command it sent, if any
   */
  record StepDone(
      Held of, String timer, String outcome, @Nullable String why, @Nullable String key) {}

  private final JdbcClient jdbc;
  private final JsonMapper json;

  NewcomerStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * Those of the seats that are known here, held until the end of the transaction.
   *
   * @param running of these only who is in their first week
   * @param joined of these everybody
   */
  List<Held> hold(Collection<Seat> running, Collection<Seat> joined) {
    return jdbc.sql(
            HELD
                + """
                 where (n.group_id, n.member_id) in (select * from unnest(:groups, :members)) and n.state = 'running'
                    or (n.group_id, n.member_id) in (select * from unnest(:joined_groups, :joined_members))
                 order by n.group_id, n.member_id
                   for no key update
                """)
        .param("groups", groups(running))
        .param("members", members(running))
        .param("joined_groups", groups(joined))
        .param("joined_members", members(joined))
        .query(this::held)
        .list();
  }

  /** Those whose next timer is due and whom nobody else has in hand, held. */
  List<Held> due(Instant now, int most) {
    return jdbc.sql(
            HELD
                + """
                 where n.state = 'running' and n.next_at <= :now
                 order by n.next_at, n.group_id, n.member_id
                 limit :most
                   for no key update skip locked
                """)
        .param("now", time(now))
        .param("most", most)
        .query(this::held)
        .list();
  }

  /** Of a step that sent a command, whoever it was for, held. */
  List<Map.Entry<String, Held>> ofCommands(Collection<String> keys) {
    return jdbc.sql(
            """
            select s.step, n.group_id, n.member_id, n.community_id, n.event_id, n.version, n.kind, n.channel_id, n.buddy_id,
                   n.joined_at, n.state, n.spoke_at, n.acknowledged_at, n.answered_at, n.renamed_at, n.done, n.timers
              from onboarding_step s
              join onboarding_newcomer n on n.event_id = s.event_id and n.member_id = s.member_id
             where s.command_key = any (:keys)
             order by n.group_id, n.member_id
               for no key update of n
            """)
        .param("keys", keys.toArray(String[]::new))
        .query((row, n) -> Map.entry(row.getString("step"), held(row, n)))
        .list();
  }

  void save(Held held) {
    Newcomer newcomer = held.newcomer();
    jdbc.sql(
            """
            insert into onboarding_newcomer
                   (group_id, member_id, community_id, event_id, version, kind, channel_id, buddy_id, joined_at, state,
                    spoke_at, acknowledged_at, answered_at, renamed_at, done, timers, next_at)
            values (:group, :member, :community, :event, :version, :kind, :channel, :buddy, :joined, :state,
                    :spoke, :acknowledged, :answered, :renamed, :done, cast(:timers as jsonb), :next)
            on conflict (group_id, member_id) do update
               set event_id = excluded.event_id, version = excluded.version, kind = excluded.kind, channel_id = excluded.channel_id,
                   buddy_id = excluded.buddy_id, joined_at = excluded.joined_at, state = excluded.state, spoke_at = excluded.spoke_at,
                   acknowledged_at = excluded.acknowledged_at, answered_at = excluded.answered_at, renamed_at = excluded.renamed_at,
                   done = excluded.done, timers = excluded.timers, next_at = excluded.next_at
            """)
        .param("group", held.group().value())
        .param("member", held.member().value())
        .param("community", held.community().value())
        .param("event", held.event())
        .param("version", held.version())
        .param("kind", held.kind())
        .param("channel", held.channel())
        .param("buddy", held.buddy() == null ? null : held.buddy().value())
        .param("joined", time(newcomer.joinedAt()))
        .param("state", newcomer.state().code())
        .param("spoke", timeOrNull(newcomer.spokeAt()))
        .param("acknowledged", timeOrNull(newcomer.acknowledgedAt()))
        .param("answered", timeOrNull(newcomer.answeredAt()))
        .param("renamed", timeOrNull(newcomer.renamedAt()))
        .param("done", newcomer.done().toArray(String[]::new))
        .param("timers", json.writeValueAsString(textOf(newcomer.timers())))
        .param("next", timeOrNull(newcomer.nextAt()))
        .update();
  }

  private static Map<String, String> textOf(Map<String, Instant> timers) {
    Map<String, String> text = new TreeMap<>();
    timers.forEach((timer, at) -> text.put(timer, at.toString()));
    return text;
  }

  /** False when that step of that week was written before: then nothing else may be done for it. */
  boolean first(StepDone step, Instant now) {
    return jdbc.sql(
                """
                insert into onboarding_step (event_id, member_id, step, community_id, at, outcome, why, command_key)
                values (:event, :member, :step, :community, :now, :outcome, :why, :key)
                on conflict do nothing
                """)
            .param("event", step.of().event())
            .param("member", step.of().member().value())
            .param("step", step.timer())
            .param("community", step.of().community().value())
            .param("now", time(now))
            .param("outcome", step.outcome())
            .param("why", step.why())
            .param("key", step.key())
            .update()
        == 1;
  }

  void note(Held held, String timer, String outcome, @Nullable String why) {
    jdbc.sql(
            "update onboarding_step set outcome = :outcome, why = :why where event_id = :event and member_id = :member and step = :step")
        .param("outcome", outcome)
        .param("why", why)
        .param("event", held.event())
        .param("member", held.member().value())
        .param("step", timer)
        .update();
  }

  /** How commands ended. */
  void settled(String key, String outcome, @Nullable String why, @Nullable String messageKey) {
    jdbc.sql(
            """
            update onboarding_step
               set outcome = case when outcome = 'waiting' then :outcome else outcome end,
                   why = case when outcome = 'waiting' then :why else why end, message_key = coalesce(:message, message_key)
             where command_key = :key
            """)
        .param("outcome", outcome)
        .param("why", why)
        .param("message", messageKey)
        .param("key", key)
        .update();
  }

  /** The step a message of ours was; empty when it was none of this member's. */
  Optional<String> stepOf(Held held, String messageKey) {
    return jdbc.sql(
            "select step from onboarding_step where event_id = :event and member_id = :member and message_key = :message")
        .param("event", held.event())
        .param("member", held.member().value())
        .param("message", messageKey)
        .query(String.class)
        .optional();
  }

  /** The commands of a week that may still wait. */
  List<String> commands(Held held) {
    return jdbc.sql(
            "select command_key from onboarding_step where event_id = :event and member_id = :member and outcome = 'waiting' and command_key is not null")
        .param("event", held.event())
        .param("member", held.member().value())
        .query(String.class)
        .list();
  }

  /** It is over for everybody; returns the commands that may still wait. */
  List<String> stop(CommunityId community, Instant now) {
    jdbc.sql(
            "update onboarding_newcomer set state = 'stopped', timers = '{}', next_at = null where community_id = :community and state = 'running'")
        .param("community", community.value())
        .update();
    return jdbc.sql(
            "select command_key from onboarding_step where community_id = :community and outcome = 'waiting' and command_key is not null and at > :since")
        .param("community", community.value())
        .param("since", time(now.minus(FirstWeek.LENGTH)))
        .query(String.class)
        .list();
  }

  /** How many newcomers each of these helpers has now. */
  Map<MemberId, Integer> loads(CommunityId community, Collection<MemberId> helpers) {
    Map<MemberId, Integer> loads =
        new TreeMap<>(java.util.Comparator.comparingLong(MemberId::value));
    helpers.forEach(helper -> loads.put(helper, 0));
    jdbc.sql(
            """
            select buddy_id, count(*) from onboarding_newcomer
             where community_id = :community and state = 'running' and buddy_id = any (:helpers)
             group by buddy_id
            """)
        .param("community", community.value())
        .param("helpers", helpers.stream().map(MemberId::value).toArray(Long[]::new))
        .query(
            row -> {
              loads.put(new MemberId(row.getLong(1)), row.getInt(2));
            });
    return loads;
  }

  /** Later, so that the others go on. */
  void putOff(Seat seat, Instant until) {
    jdbc.sql(
            "update onboarding_newcomer set next_at = :until where group_id = :group and member_id = :member")
        .param("until", time(until))
        .param("group", seat.group().value())
        .param("member", seat.member().value())
        .update();
  }

  private Held held(ResultSet row, int n) throws SQLException {
    long channel = row.getLong("channel_id");
    Long channelId = row.wasNull() ? null : channel;
    long buddy = row.getLong("buddy_id");
    MemberId buddyId = row.wasNull() ? null : new MemberId(buddy);
    return new Held(
        new GroupId(row.getLong("group_id")),
        new MemberId(row.getLong("member_id")),
        new CommunityId(row.getLong("community_id")),
        row.getLong("event_id"),
        row.getInt("version"),
        row.getString("kind"),
        channelId,
        buddyId,
        new Newcomer(
            row.getObject("joined_at", OffsetDateTime.class).toInstant(),
            Newcomer.State.of(row.getString("state")),
            instant(row, "spoke_at"),
            instant(row, "acknowledged_at"),
            instant(row, "answered_at"),
            instant(row, "renamed_at"),
            new TreeSet<>(Arrays.asList((String[]) row.getArray("done").getArray())),
            new TreeMap<>(json.readValue(row.getString("timers"), TIMERS))));
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static Long[] groups(Collection<Seat> seats) {
    return seats.stream().map(seat -> seat.group().value()).toArray(Long[]::new);
  }

  private static Long[] members(Collection<Seat> seats) {
    return seats.stream().map(seat -> seat.member().value()).toArray(Long[]::new);
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable OffsetDateTime timeOrNull(@Nullable Instant at) {
    return at == null ? null : time(at);
  }
}
