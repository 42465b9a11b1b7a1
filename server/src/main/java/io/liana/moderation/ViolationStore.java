package io.liana.moderation;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Violations, the blacklist and removals: what the ladder counts. */
@Repository
class ViolationStore {
  // Any constant nobody else uses: it keeps these locks apart from others on the same number.
  private static final int RECORD_LOCKS = 0x11a_5001;

  private final JdbcTemplate jdbc;

  ViolationStore(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Holds these members' records until the transaction ends: two workers deciding about one member
   * at once would each count one violation and both warn. In the order of ids, so that nobody waits
   * in a circle.
   */
  void lock(Long[] sortedMembers) {
    jdbc.query(
        "select pg_advisory_xact_lock(?, (m % 2147483647)::int) from unnest(?) as m",
        row -> {}, RECORD_LOCKS, sortedMembers);
  }

  /** The tables as they are now, for pairs of community and member. */
  void load(Collection<MemberRecords.Key> keys, MemberRecords into) {
    Long[] communities = column(keys, Long[]::new, key -> key.community().value());
    Long[] members = column(keys, Long[]::new, key -> key.member().value());
    jdbc.query(
        """
        with who as (select * from unnest(?, ?) as k (community_id, member_id))
        select 'violation' as what, v.community_id, v.member_id, v.group_id, v.kind, v.points, v.at, v.subject_key, v.audit,
               v.pardoned_at is not null as pardoned, v.event_id
          from who join moderation_violation v using (community_id, member_id)
        union all
        select 'removal', w.community_id, r.member_id, r.group_id, null, null, r.at, null, r.audit, false, r.event_id
          from who w join moderation_removal r on r.member_id = w.member_id
        union all
        select 'blacklist', b.community_id, b.member_id, null, null, null, b.at, null, false, false, null
          from who join moderation_blacklist b using (community_id, member_id)
        order by 7
        """,
        row -> {
          MemberRecord record =
              into.of(
                  new CommunityId(row.getLong("community_id")),
                  new MemberId(row.getLong("member_id")));
          var at = row.getObject("at", OffsetDateTime.class).toInstant();
          switch (row.getString("what")) {
            case "violation" ->
                record.add(
                    new MemberRecord.Violation(
                        new GroupId(row.getLong("group_id")),
                        row.getString("kind"),
                        row.getInt("points"),
                        at,
                        row.getString("subject_key"),
                        row.getBoolean("audit"),
                        row.getBoolean("pardoned")));
            case "removal" ->
                record.remove(
                    new GroupId(row.getLong("group_id")),
                    row.getLong("event_id"),
                    at,
                    row.getBoolean("audit"));
            default -> record.blacklist();
          }
        },
        communities,
        members);
  }

  void insertViolations(List<Violations.OfCase> drafts) {
    jdbc.update(
        """
        insert into moderation_violation (community_id, group_id, member_id, kind, points, event_id, subject_key, at, audit, case_id)
        select * from unnest(?, ?, ?, ?, ?, ?, ?, cast(? as timestamptz[]), ?, ?)
        on conflict do nothing
        """,
        column(drafts, Long[]::new, draft -> draft.violation().community().value()),
        column(drafts, Long[]::new, draft -> draft.violation().group().value()),
        column(drafts, Long[]::new, draft -> draft.violation().member().value()),
        column(drafts, String[]::new, draft -> draft.violation().kind()),
        column(drafts, Integer[]::new, draft -> draft.violation().points()),
        column(drafts, Long[]::new, draft -> draft.violation().eventId()),
        column(drafts, String[]::new, draft -> draft.violation().subjectKey()),
        column(drafts, String[]::new, draft -> draft.violation().at().toString()),
        column(drafts, Boolean[]::new, draft -> draft.violation().audit()),
        column(drafts, Long[]::new, Violations.OfCase::caseId));
  }

  void upsertRemovals(List<Violations.Removal> removals) {
    // The last removal of a member counts; a statement may touch a row only once.
    jdbc.update(
        """
        insert into moderation_removal as r (group_id, member_id, audit, case_id, event_id, at)
        select distinct on (k.group_id, k.member_id, k.audit) k.group_id, k.member_id, k.audit, k.case_id, k.event_id, k.at
          from unnest(?, ?, ?, ?, ?, cast(? as timestamptz[])) as k (group_id, member_id, audit, case_id, event_id, at)
         order by k.group_id, k.member_id, k.audit, k.event_id desc
        on conflict (group_id, member_id, audit)
        do update set case_id = excluded.case_id, event_id = excluded.event_id, at = excluded.at
         where r.event_id < excluded.event_id
        """,
        column(removals, Long[]::new, removal -> removal.group().value()),
        column(removals, Long[]::new, removal -> removal.member().value()),
        column(removals, Boolean[]::new, Violations.Removal::audit),
        column(removals, Long[]::new, Violations.Removal::caseId),
        column(removals, Long[]::new, Violations.Removal::eventId),
        column(removals, String[]::new, removal -> removal.at().toString()));
  }

  int pardon(long caseId, OffsetDateTime now) {
    return jdbc.update(
        "update moderation_violation set pardoned_at = ? where case_id = ? and pardoned_at is null",
        now,
        caseId);
  }

  /** Groups of the community the member was removed from; afterwards nothing stands in the way. */
  List<GroupId> forgetRemovals(CommunityId community, MemberId member) {
    return jdbc.query(
        """
        delete from moderation_removal r using moderation_case c
         where c.id = r.case_id and c.community_id = ? and r.member_id = ? and not r.audit
        returning r.group_id
        """,
        (row, n) -> new GroupId(row.getLong(1)),
        community.value(),
        member.value());
  }

  static <S, T> T[] column(
      Collection<S> rows, IntFunction<T[]> array, Function<S, @Nullable T> value) {
    return rows.stream().map(value).toArray(array);
  }
}
