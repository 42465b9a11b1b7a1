package io.liana.onboarding;

import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.OperatorId;
import io.liana.onboarding.Care.Found;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Whom to talk to, and why. */
@Repository
class CareStore {
  private static final String CARE =
      "select id, community_id, group_id, member_id, reason, since, size, found_at, state, hidden_until, assigned_to, closed_at, closed_by, note from onboarding_care ";

  private final JdbcClient jdbc;

  CareStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** True when it is time to look, and nobody else does; until the end of the transaction. */
  boolean claim(CommunityId community, Instant now, Instant lookedBefore) {
    jdbc.sql(
            "insert into onboarding_care_round (community_id, looked_at) values (:community, 'epoch') on conflict do nothing")
        .param("community", community.value())
        .update();
    return jdbc.sql(
                """
            update onboarding_care_round set looked_at = :now
             where community_id = (select community_id from onboarding_care_round
                                    where community_id = :community and looked_at <= :before for no key update skip locked)
            """)
            .param("now", time(now))
            .param("community", community.value())
            .param("before", time(lookedBefore))
            .update()
        == 1;
  }

  /** Those talked to, or listed, for this reason since then. */
  Set<MemberId> listedSince(CommunityId community, Care.Reason reason, Instant since) {
    return new HashSet<>(
        jdbc.sql(
                "select distinct member_id from onboarding_care where community_id = :community and reason = :reason and found_at > :since")
            .param("community", community.value())
            .param("reason", reason.code())
            .param("since", time(since))
            .query((row, n) -> new MemberId(row.getLong(1)))
            .list());
  }

  /** How many reasons were found since then. */
  int foundSince(CommunityId community, Instant since) {
    return jdbc.sql(
            "select count(*) from onboarding_care where community_id = :community and found_at >= :since")
        .param("community", community.value())
        .param("since", time(since))
        .query(Integer.class)
        .single();
  }

  /** Of these the ones that were never listed, in the given order. */
  List<Found> fresh(CommunityId community, List<Found> found) {
    Set<Integer> known =
        new HashSet<>(
            jdbc.sql(
                    """
                    select f.n::int from unnest(:members, :reasons, :refs) with ordinality as f (member_id, reason, ref, n)
                      join onboarding_care c on c.community_id = :community and c.member_id = f.member_id and c.reason = f.reason and c.ref = f.ref
                    """)
                .param(
                    "members", found.stream().map(one -> one.member().value()).toArray(Long[]::new))
                .param(
                    "reasons",
                    found.stream().map(one -> one.reason().code()).toArray(String[]::new))
                .param("refs", found.stream().map(Found::ref).toArray(String[]::new))
                .param("community", community.value())
                .query(Integer.class)
                .list());
    return java.util.stream.IntStream.range(0, found.size())
        .filter(i -> !known.contains(i + 1))
        .mapToObj(found::get)
        .toList();
  }

  void insert(CommunityId community, Found found, Instant now) {
    jdbc.sql(
            """
            insert into onboarding_care (community_id, group_id, member_id, reason, ref, since, size, found_at)
            values (:community, :group, :member, :reason, :ref, :since, :size, :now)
            on conflict do nothing
            """)
        .param("community", community.value())
        .param("group", found.group().value())
        .param("member", found.member().value())
        .param("reason", found.reason().code())
        .param("ref", found.ref())
        .param("since", time(found.since()))
        .param("size", found.messages())
        .param("now", time(now))
        .update();
  }

  /** Everything open of a community, in the order of the list. */
  List<Care> open(CommunityId community) {
    return jdbc.sql(
            CARE
                + """
                where community_id = :community and state = 'open'
                order by array_position(array['birthday','unanswered','interested','active'], reason), since, member_id
                """)
        .param("community", community.value())
        .query(CareStore::care)
        .list();
  }

  /** The last closed ones. */
  List<Care> closed(CommunityId community, int most) {
    return jdbc.sql(
            CARE
                + "where community_id = :community and state <> 'open' order by closed_at desc, id desc limit :most")
        .param("community", community.value())
        .param("most", most)
        .query(CareStore::care)
        .list();
  }

  /** The reason is gone. */
  void gone(Collection<Long> ids, Instant now) {
    if (!ids.isEmpty()) {
      jdbc.sql(
              "update onboarding_care set state = 'gone', closed_at = :now where id = any (:ids) and state = 'open'")
          .param("now", time(now))
          .param("ids", ids.toArray(Long[]::new))
          .update();
    }
  }

  Optional<Care> find(long id, Caller caller) {
    return jdbc.sql(
            CARE
                + "where id = :id and (cast(:scope as bigint[]) is null or community_id = any (:scope))")
        .param("id", id)
        .param("scope", caller.scope())
        .query(CareStore::care)
        .optional();
  }

  /** False when it was closed already. */
  boolean done(long id, @Nullable String note, String by, Instant now) {
    return jdbc.sql(
                "update onboarding_care set state = 'done', note = :note, closed_by = :by, closed_at = :now where id = :id and state = 'open'")
            .param("id", id)
            .param("note", note)
            .param("by", by)
            .param("now", time(now))
            .update()
        == 1;
  }

  boolean hide(long id, Instant until) {
    return jdbc.sql(
                "update onboarding_care set hidden_until = :until where id = :id and state = 'open'")
            .param("id", id)
            .param("until", time(until))
            .update()
        == 1;
  }

  boolean assign(long id, @Nullable OperatorId to) {
    return jdbc.sql(
                "update onboarding_care set assigned_to = :to where id = :id and state = 'open'")
            .param("id", id)
            .param("to", to == null ? null : to.value())
            .update()
        == 1;
  }

  private static Care care(ResultSet row, int n) throws SQLException {
    long assigned = row.getLong("assigned_to");
    OperatorId to = row.wasNull() ? null : new OperatorId(assigned);
    return new Care(
        row.getLong("id"),
        new CommunityId(row.getLong("community_id")),
        new GroupId(row.getLong("group_id")),
        new MemberId(row.getLong("member_id")),
        Care.Reason.of(row.getString("reason")),
        row.getObject("since", OffsetDateTime.class).toInstant(),
        row.getInt("size"),
        row.getObject("found_at", OffsetDateTime.class).toInstant(),
        Care.State.of(row.getString("state")),
        NewcomerStore.instant(row, "hidden_until"),
        to,
        NewcomerStore.instant(row, "closed_at"),
        row.getString("closed_by"),
        row.getString("note"));
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
