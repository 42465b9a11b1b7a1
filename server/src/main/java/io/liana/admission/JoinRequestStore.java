package io.liana.admission;

import io.liana.channel.SettledEvent;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JoinRequestStore {
  private static final String REQUEST =
      "id, community_id, group_id, member_id, event_id, handle, asked_at, state, decided_at, decided_by, outbox_key, closed_at, account_since";

  /** Somebody came into a group, by an event. */
  record Arrival(GroupId group, MemberId member, long event) {}

  private final JdbcClient jdbc;

  JoinRequestStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Who asks anew lets the old request go: platforms answer the latest one only. */
  void insert(CommunityId community, SettledEvent asked, MemberId member, Instant now) {
    jdbc.sql(
            """
            update admission_request set state = 'gone', closed_at = :now
             where group_id = :group and member_id = :member and state in ('waiting', 'approving', 'refusing')
            """)
        .param("group", asked.group().value())
        .param("member", member.value())
        .param("now", time(now))
        .update();
    jdbc.sql(
            """
            insert into admission_request (community_id, group_id, member_id, event_id, handle, asked_at)
            values (:community, :group, :member, :event, :handle, :at)
            on conflict (event_id) do nothing
            """)
        .param("community", community.value())
        .param("group", asked.group().value())
        .param("member", member.value())
        .param("event", asked.id())
        .param("handle", asked.messageKey())
        .param("at", time(asked.at()))
        .update();
  }

  /** They are in: whoever let them, the request is answered. */
  void arrived(List<Arrival> arrivals, Instant now) {
    jdbc.sql(
            """
            update admission_request r
               set state = 'approved', closed_at = :now,
                   decided_by = case when r.state = 'approving' then r.decided_by end,
                   decided_at = case when r.state = 'approving' then r.decided_at end
              from unnest(:groups, :members, :events) as a (group_id, member_id, event_id)
             where r.group_id = a.group_id and r.member_id = a.member_id and r.event_id < a.event_id
               and r.state in ('waiting', 'approving', 'refusing')
            """)
        .param("now", time(now))
        .param("groups", arrivals.stream().map(a -> a.group().value()).toArray(Long[]::new))
        .param("members", arrivals.stream().map(a -> a.member().value()).toArray(Long[]::new))
        .param("events", arrivals.stream().map(Arrival::event).toArray(Long[]::new))
        .update();
  }

  /** The requests among these events that nobody has answered. */
  List<JoinRequest> waiting(Collection<Long> events) {
    return jdbc.sql(
            "select "
                + REQUEST
                + " from admission_request where event_id = any (:events) and state = 'waiting' order by id")
        .param("events", events.toArray(Long[]::new))
        .query(JoinRequestStore::request)
        .list();
  }

  /** Decides what still waits; the row's lock lets one of two win. */
  Optional<JoinRequest> decide(
      long event, boolean approve, String outboxKey, String by, Instant now) {
    return jdbc.sql(
            """
            update admission_request
               set state = :state, decided_at = :now, decided_by = :by, outbox_key = :key
             where event_id = :event and state = 'waiting'
            returning
            """
                + REQUEST)
        .param("state", approve ? "approving" : "refusing")
        .param("now", time(now))
        .param("by", by)
        .param("key", outboxKey)
        .param("event", event)
        .query(JoinRequestStore::request)
        .optional();
  }

  /** The platform did as decided. */
  void carriedOut(Collection<String> outboxKeys, Instant now) {
    jdbc.sql(
            """
            update admission_request
               set state = case state when 'approving' then 'approved' else 'refused' end, closed_at = :now
             where outbox_key = any (:keys) and state in ('approving', 'refusing')
            """)
        .param("keys", outboxKeys.toArray(String[]::new))
        .param("now", time(now))
        .update();
  }

  void gone(Collection<String> outboxKeys, Instant now) {
    jdbc.sql(
            """
            update admission_request set state = 'gone', closed_at = :now
             where outbox_key = any (:keys) and state in ('approving', 'refusing')
            """)
        .param("keys", outboxKeys.toArray(String[]::new))
        .param("now", time(now))
        .update();
  }

  /** What was decided was not carried out: it waits for somebody to decide again. */
  void waitAgain(String outboxKey) {
    jdbc.sql(
            """
            update admission_request set state = 'waiting', decided_at = null, decided_by = null, outbox_key = null
             where outbox_key = :key and state in ('approving', 'refusing')
            """)
        .param("key", outboxKey)
        .update();
  }

  /**
   * Those that have waited since before {@code askedBefore}, closed; in the caller's transaction.
   */
  List<JoinRequest> expire(Instant askedBefore, Instant now, int most) {
    return jdbc.sql(
            """
            update admission_request set state = 'expired', closed_at = :now
             where id in (select id from admission_request where state = 'waiting' and asked_at < :before
                           order by id limit :most for no key update skip locked)
            returning
            """
                + REQUEST)
        .param("now", time(now))
        .param("before", time(askedBefore))
        .param("most", most)
        .query(JoinRequestStore::request)
        .list();
  }

  /** Those nobody has asked the platform about, the oldest first. */
  List<JoinRequest> unlooked(int most) {
    return jdbc.sql(
            "select "
                + REQUEST
                + " from admission_request where looked_at is null order by id limit :most")
        .param("most", most)
        .query(JoinRequestStore::request)
        .list();
  }

  /**
   * @param since when the account was made; null where the platform does not tell
   */
  void looked(long id, @Nullable Instant since, Instant now) {
    jdbc.sql("update admission_request set account_since = :since, looked_at = :now where id = :id")
        .param("since", since == null ? null : time(since))
        .param("now", time(now))
        .param("id", id)
        .update();
  }

  Optional<JoinRequest> find(Long @Nullable [] scope, long id) {
    return jdbc.sql(
            "select "
                + REQUEST
                + " from admission_request where id = :id and (cast(:scope as bigint[]) is null or community_id = any (:scope))")
        .param("id", id)
        .param("scope", scope)
        .query(JoinRequestStore::request)
        .optional();
  }

  /**
   * Newest first.
   *
   * @param open true for those not closed, false for those that are, null for all
   */
  List<JoinRequest> page(
      CommunityId community,
      @Nullable GroupId group,
      @Nullable Boolean open,
      long before,
      int limit) {
    return jdbc.sql(
            "select "
                + REQUEST
                + """
                   from admission_request
                  where community_id = :community and id < :before
                    and (cast(:group as bigint) is null or group_id = :group)
                    and (cast(:open as boolean) is null or (closed_at is null) = :open)
                  order by id desc
                  limit :limit
                 """)
        .param("community", community.value())
        .param("group", group == null ? null : group.value())
        .param("open", open)
        .param("before", before)
        .param("limit", limit)
        .query(JoinRequestStore::request)
        .list();
  }

  private static JoinRequest request(ResultSet row, int n) throws SQLException {
    return new JoinRequest(
        row.getLong("id"),
        new CommunityId(row.getLong("community_id")),
        new GroupId(row.getLong("group_id")),
        new MemberId(row.getLong("member_id")),
        row.getLong("event_id"),
        row.getString("handle"),
        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
        JoinRequest.State.of(row.getString("state")),
        instant(row, "decided_at"),
        row.getString("decided_by"),
        row.getString("outbox_key"),
        instant(row, "closed_at"),
        instant(row, "account_since"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
