package io.liana.rule;

import io.liana.action.Action;
import io.liana.action.Decision;
import io.liana.channel.EventKind;
import io.liana.channel.SettledEvent;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.moderation.CaseDraft;
import io.liana.moderation.Evidence;
import io.liana.moderation.Evidence.Found;
import io.liana.moderation.MemberRecord;
import io.liana.moderation.ViolationDraft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What is decided about one member because of one event, while it is being decided. */
final class Verdict {
  private static final int MOST_FINDINGS = 20; // as evidence; nobody reads the twenty-first

  /** A violation just recorded, whose ladder is still to be climbed. */
  private record Fresh(String kind, boolean audit, String ruleName, int depth) {}

  /** What was decided already for this event, by rules that are on or by those in audit mode. */
  private static final class Side {
    final Set<Class<? extends Action>> done = new HashSet<>();
    boolean caseOpened;
    boolean gone;
  }

  private final Heard heard;
  private final SettledEvent event;
  private final CommunityId community;
  private final GroupId group;
  private final MemberId subject;
  private final MemberRecord record;
  private final Side on = new Side();
  private final Side audit = new Side();
  private final List<Decision> decisions = new ArrayList<>();
  private final List<Fresh> fresh = new ArrayList<>();
  private final Set<String> fired = new HashSet<>();

  Verdict(Heard heard, MemberRecord record) {
    this.heard = heard;
    this.event = heard.event();
    this.community = heard.group().community();
    this.group = event.group();
    this.subject = heard.subject();
    this.record = record;
    // Asked once: what this very event leads to must not silence the rest of what it leads to.
    on.gone = record.gone(group, false);
    audit.gone = record.gone(group, true);
  }

  /** A rule whose trigger was heard. */
  void fire(CompiledRule rule, List<Found> found) {
    List<Effect.RecordViolation> violations = violations(rule);
    if (!violations.isEmpty() && violations.stream().allMatch(v -> held(v.kind(), rule.audit()))) {
      return; // this very message was dealt with, before it was edited
    }
    String kind = violations.isEmpty() ? "other" : violations.getFirst().kind();
    int before = record.count(kind, event.at(), null, rule.audit()).times();
    int after = violations.isEmpty() ? before : before + 1;
    List<Found> shown = found.size() > MOST_FINDINGS ? found.subList(0, MOST_FINDINGS) : found;
    Evidence evidence = new Evidence(List.copyOf(shown), before, after, null);
    decide(rule, kind, evidence, Map.of("rule", rule.rule().name()), 0);
  }

  /**
   * The rules that wait for the violations just recorded.
   *
   * @param applies the conditions of a rule
   * @param wouldApply the same, where rules in audit mode are asked about: nothing comes of it
   */
  void climb(Predicate<CompiledRule> applies, Predicate<CompiledRule> wouldApply) {
    for (int i = 0; i < fresh.size(); i++) {
      Fresh violation = fresh.get(i);
      if (!violation.audit) {
        climb(violation, false, applies);
      }
      climb(violation, true, wouldApply);
    }
  }

  private void climb(Fresh violation, boolean asAudit, Predicate<CompiledRule> applies) {
    var rungs = heard.rules().ladder().fires(violation.kind, asAudit, record, event.at(), applies);
    for (Ladder.Rung rung : rungs) {
      if (!fired.add(rung.rule().rule().key())) {
        continue;
      }
      Duration within = rung.trigger().within();
      int after = record.count(violation.kind, event.at(), within, asAudit).times();
      Evidence evidence =
          new Evidence(
              List.of(new Found("violation", violation.kind, -1, -1, (double) after, null)),
              after - 1,
              after,
              (int) within.toMinutes());
      Map<String, String> values = new HashMap<>();
      values.put("rule", violation.ruleName);
      values.put("nth", String.valueOf(after));
      values.put("days", String.valueOf(Math.max(1, within.toDays())));
      decide(rung.rule(), violation.kind, evidence, Map.copyOf(values), violation.depth + 1);
    }
  }

  private void decide(
      CompiledRule rule, String kind, Evidence evidence, Map<String, String> values, int depth) {
    Side side = rule.audit() ? audit : on;
    boolean bans = rule.rule().effects().stream().anyMatch(Effect.Blacklist.class::isInstance);
    List<Action> actions = new ArrayList<>();
    for (Effect effect : rule.rule().effects()) {
      switch (effect) {
        case Effect.Reply reply -> reply(reply, rule, side, actions);
        case Effect.Recall _ -> {
          if (event.messageKey() != null && event.kind() != EventKind.JOIN_REQUEST) {
            once(side, actions, new Action.Recall(group, subject, event.messageKey()));
          }
        }
        case Effect.Warn warn ->
            ifStillHere(side, actions, new Action.Warn(group, subject, warn.text(), values));
        case Effect.Mute mute ->
            ifStillHere(side, actions, new Action.Mute(group, subject, mute.length()));
        case Effect.Remove remove -> remove(remove, bans, values, side, actions);
        case Effect.Blacklist _ -> blacklist(rule.audit(), side, actions);
        case Effect.Note note ->
            actions.add(
                new Action.RaiseTask(group, subject, "note", note.text(), EffectReader.noteDue()));
        case Effect.Task task ->
            actions.add(new Action.RaiseTask(group, subject, "task", task.title(), task.due()));
        case Effect.AnswerJoin answer -> answer(answer, side, actions);
        case Effect.Tag tag -> actions.add(new Action.Tag(community, subject, tag.tag()));
        case Effect.RecordViolation violation -> record(violation, rule, depth, actions);
      }
    }
    if (actions.isEmpty()) {
      return;
    }
    if (rule.sanctions() && !side.caseOpened) {
      side.caseOpened = true;
      actions.addFirst(
          new Action.OpenCase(
              new CaseDraft(
                  community,
                  group,
                  subject,
                  kind,
                  rule.ref(),
                  rule.audit(),
                  event.id(),
                  event.messageKey(),
                  event.at())));
    }
    decisions.add(
        new Decision(
            community, rule.ref(), rule.audit(), event, subject, List.copyOf(actions), evidence));
  }

  private void reply(Effect.Reply reply, CompiledRule rule, Side side, List<Action> actions) {
    boolean joined = event.kind() == EventKind.JOIN || event.kind() == EventKind.INVITE;
    if (event.kind() == EventKind.JOIN_REQUEST) {
      return; // who is not in the group does not hear what is said there
    }
    if (joined) {
      once(side, actions, new Action.Greet(group, subject, reply.text()));
    } else if (event.kind() != EventKind.EDIT || listensToEdits(rule)) {
      actions.add(new Action.Reply(group, subject, reply.text(), event.messageKey()));
    }
  }

  /** Of several answers the first counts; who is blacklisted is not let in by any rule. */
  private void answer(Effect.AnswerJoin answer, Side side, List<Action> actions) {
    String handle = event.messageKey();
    if (event.kind() == EventKind.JOIN_REQUEST
        && handle != null
        && (answer.entry() == Action.Entry.REFUSE || !record.blacklisted())) {
      once(
          side,
          actions,
          new Action.AnswerJoin(group, subject, handle, answer.entry(), answer.text()));
    }
  }

  private void remove(
      Effect.Remove remove,
      boolean bans,
      Map<String, String> values,
      Side side,
      List<Action> actions) {
    if (side.gone || side.done.contains(Action.Remove.class)) {
      return;
    }
    if (remove.text() != null) {
      once(side, actions, new Action.Notify(group, subject, remove.text(), values));
    }
    once(side, actions, new Action.Remove(group, subject, bans));
    record.remove(group, event.id(), event.at(), side == audit);
  }

  private void blacklist(boolean auditing, Side side, List<Action> actions) {
    if (auditing) {
      ifStillHere(side, actions, new Action.Blacklist(community, subject));
    } else if (!record.blacklisted()) {
      record.blacklist();
      actions.add(new Action.Blacklist(community, subject));
    }
  }

  private void record(
      Effect.RecordViolation violation, CompiledRule rule, int depth, List<Action> actions) {
    String kind = violation.kind();
    if (depth > RuleChecks.DEEPEST || held(kind, rule.audit())) {
      return;
    }
    ViolationDraft draft =
        new ViolationDraft(
            community,
            group,
            subject,
            kind,
            violation.points(),
            event.id(),
            subjectKey(),
            event.at(),
            rule.audit());
    record.add(
        new MemberRecord.Violation(
            group, kind, violation.points(), event.at(), subjectKey(), rule.audit(), false));
    fresh.add(new Fresh(kind, rule.audit(), rule.rule().name(), depth));
    actions.add(new Action.RecordViolation(draft));
  }

  /** Of several rules that would do the same about one event, the first does it. */
  private static void once(Side side, List<Action> actions, Action action) {
    if (side.done.add(action.getClass())) {
      actions.add(action);
    }
  }

  private static void ifStillHere(Side side, List<Action> actions, Action action) {
    if (!side.gone) {
      once(side, actions, action);
    }
  }

  private boolean held(String kind, boolean auditing) {
    return record.holds(group, kind, subjectKey(), auditing);
  }

  private String subjectKey() {
    return event.messageKey() == null ? event.eventKey() : event.messageKey();
  }

  private static List<Effect.RecordViolation> violations(CompiledRule rule) {
    List<Effect.RecordViolation> violations = new ArrayList<>(1);
    for (Effect effect : rule.rule().effects()) {
      if (effect instanceof Effect.RecordViolation violation) {
        violations.add(violation);
      }
    }
    return violations;
  }

  private static boolean listensToEdits(CompiledRule rule) {
    return rule.rule().triggers().stream().anyMatch(Trigger.Edited.class::isInstance);
  }

  /** Whom the rules show the door, they do not welcome or answer as well. */
  List<Decision> decisions() {
    if (!on.done.contains(Action.Remove.class)) {
      return decisions;
    }
    List<Decision> kept = new ArrayList<>();
    for (Decision decision : decisions) {
      List<Action> actions =
          decision.audit()
              ? decision.actions()
              : decision.actions().stream()
                  .filter(a -> !(a instanceof Action.Greet || a instanceof Action.Reply))
                  .toList();
      if (!actions.isEmpty()) {
        kept.add(
            new Decision(
                decision.community(),
                decision.rule(),
                decision.audit(),
                decision.event(),
                decision.subject(),
                actions,
                decision.evidence()));
      }
    }
    return kept;
  }
}
