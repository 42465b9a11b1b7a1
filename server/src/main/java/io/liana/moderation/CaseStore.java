package io.liana.moderation;

import static io.liana.moderation.ViolationStore.column;

import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Writes cases, their evidence, steps and appeals. */
@Repository
class CaseStore {
  /** What deciding about a case needs to know of it. */
  record CaseHead(
      long id,
      CommunityId community,
      GroupId group,
      MemberId member,
      RuleRef rule,
      boolean audit,
      long eventId,
      CaseState state,
      Sanction worst) {}

  private final JdbcTemplate jdbc;
  private final JsonMapper json;

  CaseStore(JdbcTemplate jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  List<Long> nextIds(int count) {
    return jdbc.queryForList(
        "select nextval('moderation_case_id') from generate_series(1, ?)", Long.class, count);
  }

  void insert(List<Long> ids, List<Cases.Opening> openings, Instant now) {
    jdbc.update(
        """
        insert into moderation_case (id, community_id, group_id, member_id, kind, rule_key, rule_name, rule_version, audit,
                                     event_id, message_key, at, worst, opened_at)
        select c.*, ? from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as timestamptz[]), ?) as c
        """,
        now.atOffset(ZoneOffset.UTC),
        ids.toArray(Long[]::new),
        column(openings, Long[]::new, opening -> opening.draft().community().value()),
        column(openings, Long[]::new, opening -> opening.draft().group().value()),
        column(openings, Long[]::new, opening -> opening.draft().member().value()),
        column(openings, String[]::new, opening -> opening.draft().kind()),
        column(openings, String[]::new, opening -> opening.draft().rule().key()),
        column(openings, String[]::new, opening -> opening.draft().rule().name()),
        column(openings, Integer[]::new, opening -> opening.draft().rule().version()),
        column(openings, Boolean[]::new, opening -> opening.draft().audit()),
        column(openings, Long[]::new, opening -> opening.draft().eventId()),
        column(openings, String[]::new, opening -> opening.draft().messageKey()),
        column(openings, String[]::new, opening -> opening.draft().at().toString()),
        column(openings, String[]::new, opening -> opening.worst().code()));
  }

  void insertEvidence(List<Cases.EvidenceOf> evidence) {
    jdbc.update(
        """
        insert into moderation_evidence (case_id, seq, rule_key, rule_name, rule_version, findings, counter_before, counter_after, within_minutes)
        select e.case_id, row_number() over (partition by e.case_id order by e.n), e.rule_key, e.rule_name, e.rule_version,
               e.findings::jsonb, e.counter_before, e.counter_after, e.within_minutes
          from unnest(?, ?, ?, ?, ?, ?, ?, ?) with ordinality
                 as e (case_id, rule_key, rule_name, rule_version, findings, counter_before, counter_after, within_minutes, n)
        """,
        column(evidence, Long[]::new, Cases.EvidenceOf::caseId),
        column(evidence, String[]::new, one -> one.rule().key()),
        column(evidence, String[]::new, one -> one.rule().name()),
        column(evidence, Integer[]::new, one -> one.rule().version()),
        column(evidence, String[]::new, one -> json.writeValueAsString(one.evidence().findings())),
        column(evidence, Integer[]::new, one -> one.evidence().before()),
        column(evidence, Integer[]::new, one -> one.evidence().after()),
        column(evidence, Integer[]::new, one -> one.evidence().withinMinutes()));
  }

  void insertSteps(List<CaseStep> steps) {
    jdbc.update(
        """
        insert into moderation_step (case_id, at, act, state, actor, rule_key, rule_name, rule_version, note, outbox_key)
        select s.case_id, s.at, s.act, s.state, s.actor, s.rule_key, s.rule_name, s.rule_version, s.note, s.outbox_key
          from unnest(?, cast(? as timestamptz[]), ?, ?, ?, ?, ?, ?, ?, ?) with ordinality
                 as s (case_id, at, act, state, actor, rule_key, rule_name, rule_version, note, outbox_key, n)
         order by s.n
        """,
        column(steps, Long[]::new, CaseStep::caseId),
        column(steps, String[]::new, step -> step.at().toString()),
        column(steps, String[]::new, step -> step.act().code()),
        column(steps, String[]::new, step -> step.state().code()),
        column(steps, String[]::new, step -> step.actor().code()),
        column(steps, String[]::new, step -> step.rule() == null ? null : step.rule().key()),
        column(steps, String[]::new, step -> step.rule() == null ? null : step.rule().name()),
        column(steps, Integer[]::new, step -> step.rule() == null ? null : step.rule().version()),
        column(steps, String[]::new, CaseStep::note),
        column(steps, String[]::new, CaseStep::outboxKey));
  }

  /**
   * How the step ended that a command carries out.
   *
   * @param by who did it; null when it was not done, and who did it before stays named
   */
  record StepEnd(
      String outboxKey,
      CaseStep.State state,
      @Nullable String outcome,
      Instant at,
      @Nullable Actor by) {}

  void settleSteps(List<StepEnd> ends) {
    jdbc.update(
        """
        update moderation_step s
           set state = e.state, outcome = e.outcome, settled_at = e.at, done_by = coalesce(e.by, s.done_by)
          from unnest(?, ?, ?, cast(? as timestamptz[]), ?) as e (outbox_key, state, outcome, at, by)
         where s.outbox_key = e.outbox_key
        """,
        column(ends, String[]::new, StepEnd::outboxKey),
        column(ends, String[]::new, end -> end.state().code()),
        column(ends, String[]::new, StepEnd::outcome),
        column(ends, String[]::new, end -> end.at().toString()),
        column(ends, String[]::new, end -> end.by() == null ? null : end.by().code()));
  }

  /** Locks the case: two operators deciding at once decide one after the other. */
  Optional<CaseHead> hold(long id, Long @Nullable [] scope) {
    return jdbc
        .query(
            """
            select id, community_id, group_id, member_id, rule_key, rule_name, rule_version, audit, event_id, state, worst
              from moderation_case
             where id = ? and (cast(? as bigint[]) is null or community_id = any(?))
               for no key update
            """,
            (row, n) ->
                new CaseHead(
                    row.getLong("id"),
                    new CommunityId(row.getLong("community_id")),
                    new GroupId(row.getLong("group_id")),
                    new MemberId(row.getLong("member_id")),
                    new RuleRef(
                        row.getString("rule_key"),
                        row.getString("rule_name"),
                        row.getInt("rule_version")),
                    row.getBoolean("audit"),
                    row.getLong("event_id"),
                    CaseState.of(row.getString("state")),
                    Sanction.of(row.getString("worst"))),
            id,
            scope,
            scope)
        .stream()
        .findFirst();
  }

  void changeState(long id, CaseState state) {
    jdbc.update("update moderation_case set state = ? where id = ?", state.code(), id);
  }

  void insertAppeal(long id, String text, String by, Instant now) {
    jdbc.update(
        "insert into moderation_appeal (case_id, text, at, written_by) values (?, ?, ?, ?)",
        id,
        text,
        now.atOffset(ZoneOffset.UTC),
        by);
  }

  void decideAppeal(long id, boolean granted, String reason, String by, Instant now) {
    jdbc.update(
        """
        update moderation_appeal set granted = ?, reason = ?, decided_by = ?, decided_at = ?
         where case_id = ? and granted is null
        """,
        granted,
        reason,
        by,
        now.atOffset(ZoneOffset.UTC),
        id);
  }
}
