package io.liana.action;

import io.liana.action.Act.CaseKey;
import io.liana.admission.JoinRequests;
import io.liana.channel.Command;
import io.liana.community.GroupView;
import io.liana.content.Template;
import io.liana.delivery.Outbox;
import io.liana.delivery.Purpose;
import io.liana.desk.TaskDraft;
import io.liana.desk.Tasks;
import io.liana.journal.Journal;
import io.liana.kernel.MemberId;
import io.liana.member.Account;
import io.liana.member.Tags;
import io.liana.moderation.Blacklist;
import io.liana.moderation.CaseStep;
import io.liana.moderation.Cases;
import io.liana.moderation.Sanction;
import io.liana.moderation.Violations;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The only hands: carries decisions out, inside the caller's transaction. What leaves the house is
 * written to the outbox, everything else to its tables, and every act gets its journal entry.
 */
@Component
public class Actions {
  private final Cases cases;
  private final Violations violations;
  private final Blacklist blacklist;
  private final Outbox outbox;
  private final Tasks tasks;
  private final Tags tags;
  private final JoinRequests joinRequests;
  private final People people;
  private final Journal journal;
  private final Clock clock;

  Actions(
      Cases cases,
      Violations violations,
      Blacklist blacklist,
      Outbox outbox,
      Tasks tasks,
      Tags tags,
      JoinRequests joinRequests,
      People people,
      Journal journal,
      Clock clock) {
    this.cases = cases;
    this.violations = violations;
    this.blacklist = blacklist;
    this.outbox = outbox;
    this.tasks = tasks;
    this.tags = tags;
    this.joinRequests = joinRequests;
    this.people = people;
    this.journal = journal;
    this.clock = clock;
  }

  /** Carries decisions out in the order of their events. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void perform(List<Decision> decisions) {
    if (decisions.isEmpty()) {
      return;
    }
    List<Act> acts = stillToDo(Act.inOrder(decisions));
    Map<CaseKey, Long> opened = openCases(acts);
    People.Known known = people.know(acts);
    Instant now = clock.instant();
    var sheet = new Sheet(opened, now);
    for (Act act : acts) {
      if (!act.decision().audit()) {
        perform(act, known, sheet);
      } else if (act.action() instanceof Action.RecordViolation record) {
        sheet.violations.add(new Violations.OfCase(record.violation(), sheet.caseOf(act)));
      } else if (act.action() instanceof Action.Remove remove) {
        sheet.removals.add(removal(act, remove, sheet));
      }
      sheet.note(
          act,
          act.decision().audit() ? CaseStep.State.AUDIT : CaseStep.State.DONE,
          people.group(act).name());
    }
    cases.addEvidence(evidence(decisions, opened));
    cases.addSteps(sheet.steps);
    violations.record(sheet.violations);
    violations.recordRemovals(sheet.removals);
    outbox.enqueue(sheet.drafts);
    journal.append(sheet.entries);
  }

  /** Without the answers to requests that are over: they were let in meanwhile, or asked anew. */
  private List<Act> stillToDo(List<Act> acts) {
    List<Long> asked =
        acts.stream()
            .filter(act -> act.action() instanceof Action.AnswerJoin)
            .map(act -> act.decision().event().id())
            .toList();
    if (asked.isEmpty()) {
      return acts;
    }
    Set<Long> waiting = joinRequests.waiting(asked);
    return acts.stream()
        .filter(
            act ->
                !(act.action() instanceof Action.AnswerJoin)
                    || waiting.contains(act.decision().event().id()))
        .toList();
  }

  private Map<CaseKey, Long> openCases(List<Act> acts) {
    Map<CaseKey, Sanction> worst = new HashMap<>();
    Map<CaseKey, Action.OpenCase> openings = new LinkedHashMap<>();
    for (Act act : acts) {
      CaseKey key = CaseKey.of(act.decision());
      worst.merge(key, act.sanction(), Sanction::or);
      if (act.action() instanceof Action.OpenCase open) {
        openings.putIfAbsent(key, open);
      }
    }
    List<Cases.Opening> drafts = new ArrayList<>();
    openings.forEach(
        (key, open) ->
            drafts.add(new Cases.Opening(open.draft(), worst.getOrDefault(key, Sanction.NONE))));
    List<Long> ids = cases.open(drafts);
    Map<CaseKey, Long> opened = new HashMap<>();
    int i = 0;
    for (CaseKey key : openings.keySet()) {
      opened.put(key, ids.get(i++));
    }
    return opened;
  }

  private static List<Cases.EvidenceOf> evidence(
      List<Decision> decisions, Map<CaseKey, Long> opened) {
    List<Cases.EvidenceOf> evidence = new ArrayList<>();
    for (Decision decision : decisions) {
      Long caseId = opened.get(CaseKey.of(decision));
      if (caseId != null) {
        evidence.add(new Cases.EvidenceOf(caseId, decision.rule(), decision.evidence()));
      }
    }
    return evidence;
  }

  private void perform(Act act, People.Known known, Sheet sheet) {
    MemberId subject = act.decision().subject();
    GroupView group = people.group(act);
    Account account = known.account(group, subject);
    switch (act.action()) {
      case Action.Reply reply ->
          sheet.send(
              act,
              Purpose.ANSWER,
              new Command.SendText(
                  group.externalId(),
                  words(reply.text(), Map.of(), group, account),
                  List.of(),
                  reply.replyTo()));
      case Action.Greet greet ->
          sheet.send(
              act,
              Purpose.GREETING,
              say(group, words(greet.text(), Map.of(), group, account), account));
      case Action.Recall recall ->
          sheet.send(
              act,
              Purpose.ENFORCEMENT,
              new Command.RecallMessage(group.externalId(), recall.messageKey()));
      case Action.Warn warn ->
          sheet.send(
              act,
              Purpose.WARNING,
              say(group, words(warn.text(), warn.values(), group, account), account));
      case Action.Notify notify ->
          sheet.send(
              act,
              Purpose.WARNING,
              tell(group, words(notify.text(), notify.values(), group, account), account));
      case Action.Mute mute ->
          sheet.send(
              act,
              Purpose.ENFORCEMENT,
              new Command.MuteMember(group.externalId(), person(account, subject), mute.length()));
      case Action.Remove remove -> {
        sheet.send(
            act,
            Purpose.ENFORCEMENT,
            new Command.RemoveMember(group.externalId(), person(account, subject), remove.ban()));
        sheet.removals.add(removal(act, remove, sheet));
      }
      case Action.Blacklist list ->
          blacklist.add(list.community(), list.member(), sheet.caseOf(act));
      case Action.RecordViolation record ->
          sheet.violations.add(new Violations.OfCase(record.violation(), sheet.caseOf(act)));
      case Action.Tag tag -> tags.add(tag.community(), tag.member(), tag.tag());
      case Action.RaiseTask task ->
          tasks.raise(
              new TaskDraft(
                  act.key(),
                  task.kind(),
                  act.decision().community(),
                  task.group(),
                  task.member(),
                  sheet.caseOf(act),
                  Map.of("title", task.text(), "rule", act.decision().rule().key()),
                  sheet.now().plus(task.due())));
      case Action.AnswerJoin answer -> answer(answer, act, account, group, sheet);
      case Action.OpenCase _ -> {
        // opened before everything else, because everything else refers to it
      }
    }
  }

  private void answer(
      Action.AnswerJoin answer, Act act, @Nullable Account account, GroupView group, Sheet sheet) {
    if (answer.entry() == Action.Entry.LEAVE) {
      return; // it stays on the list of those who wait
    }
    boolean approve = answer.entry() == Action.Entry.APPROVE;
    joinRequests.decide(act.decision().event().id(), approve, act.key(), act.actor());
    sheet.send(
        act,
        Purpose.ANSWER,
        new Command.AnswerJoinRequest(
            group.externalId(),
            person(account, answer.member()),
            answer.handle(),
            approve,
            answer.text() == null ? null : words(answer.text(), Map.of(), group, account)));
  }

  private static Violations.Removal removal(Act act, Action.Remove remove, Sheet sheet) {
    return new Violations.Removal(
        remove.group(),
        remove.member(),
        act.decision().audit(),
        sheet.caseOf(act),
        act.decision().event().id(),
        act.decision().event().at());
  }

  private static Command say(GroupView group, String text, @Nullable Account account) {
    return new Command.SendText(
        group.externalId(), text, account == null ? List.of() : List.of(account.key()), null);
  }

  /** In private where that is possible; otherwise in the group, better than not at all. */
  private Command tell(GroupView group, String text, @Nullable Account account) {
    return account != null && people.reachableInPrivate(group, account)
        ? new Command.SendDirect(group.externalId(), account.key(), text)
        : say(group, text, account);
  }

  private static String words(
      String text, Map<String, String> values, GroupView group, @Nullable Account account) {
    Map<String, String> all = new HashMap<>(values);
    all.put("group", group.name());
    all.put("name", account == null ? "" : account.name());
    return new Template(text).render(all);
  }

  private static String person(@Nullable Account account, MemberId member) {
    // Nobody is judged who was not heard, and who was heard has an account in the group's realm.
    if (account == null) {
      throw new IllegalStateException("member " + member + " has no account in the realm");
    }
    return account.key();
  }
}
