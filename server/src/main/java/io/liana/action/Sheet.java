package io.liana.action;

import io.liana.action.Act.CaseKey;
import io.liana.channel.Command;
import io.liana.channel.SettledEvent;
import io.liana.delivery.OutboxDraft;
import io.liana.delivery.Purpose;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.moderation.CaseStep;
import io.liana.moderation.Violations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a batch writes, collected so that each table is written once. */
final class Sheet {
  private final Map<CaseKey, Long> cases;
  private final Instant now;
  final List<OutboxDraft> drafts = new ArrayList<>();
  final List<CaseStep> steps = new ArrayList<>();
  final List<Violations.OfCase> violations = new ArrayList<>();
  final List<Violations.Removal> removals = new ArrayList<>();
  final List<JournalEntry> entries = new ArrayList<>();

  Sheet(Map<CaseKey, Long> cases, Instant now) {
    this.cases = cases;
    this.now = now;
  }

  Instant now() {
    return now;
  }

  @Nullable Long caseOf(Act act) {
    return cases.get(CaseKey.of(act.decision()));
  }

  void send(Act act, Purpose purpose, Command command) {
    Decision decision = act.decision();
    drafts.add(
        new OutboxDraft(
            act.key(),
            decision.community(),
            decision.event().group(),
            decision.subject(),
            purpose,
            command,
            caseOf(act),
            now));
  }

  /** The step in the case and the entry in the journal. */
  void note(Act act, CaseStep.State state, String group) {
    if (act.action() instanceof Action.OpenCase) {
      return;
    }
    Decision decision = act.decision();
    SettledEvent event = decision.event();
    boolean sent = !drafts.isEmpty() && drafts.getLast().key().equals(act.key());
    Actor actor = act.actor();
    Long caseId = caseOf(act);
    if (caseId != null) {
      steps.add(
          new CaseStep(
              caseId,
              now,
              act.step(),
              sent ? CaseStep.State.WAITING : state,
              actor,
              decision.rule(),
              said(act, group),
              sent ? act.key() : null));
    }
    Map<String, Object> reason = new LinkedHashMap<>();
    reason.put("rule", decision.rule().key());
    reason.put("version", decision.rule().version());
    reason.put("before", decision.evidence().before());
    reason.put("after", decision.evidence().after());
    if (caseId != null) {
      reason.put("case", caseId.toString());
    }
    if (sent) {
      reason.put("delivery", act.key());
    }
    entries.add(
        new JournalEntry(
            now,
            actor,
            act.journalKind(),
            decision.community(),
            event.group(),
            decision.subject(),
            event.id(),
            reason));
  }

  /** Names of people stay open, a group's name is nobody's. */
  private static @Nullable String said(Act act, String group) {
    String words = act.action().words();
    return words == null ? null : words.replace("{group}", group);
  }
}
