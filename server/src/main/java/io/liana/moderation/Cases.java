package io.liana.moderation;

import io.liana.channel.Command;
import io.liana.channel.Outcome;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.delivery.CommandSettled;
import io.liana.delivery.CommandsCancelled;
import io.liana.delivery.CommandsSettled;
import io.liana.delivery.Outbox;
import io.liana.delivery.OutboxDraft;
import io.liana.delivery.Purpose;
import io.liana.desk.TaskDone;
import io.liana.desk.TaskNotDone;
import io.liana.desk.Tasks;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Problem;
import io.liana.member.Account;
import io.liana.member.Members;
import io.liana.moderation.CaseStore.CaseHead;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What was done about members who broke the rules, and what people decided about it afterwards. */
@Component
public class Cases {
  private static final Actor MACHINE = new Actor.Machine("delivery");

  /**
   * @param worst the gravest thing done
   */
  public record Opening(CaseDraft draft, Sanction worst) {}

  public record EvidenceOf(long caseId, RuleRef rule, Evidence evidence) {}

  private final CaseStore store;
  private final ViolationStore violations;
  private final Blacklist blacklist;
  private final Outbox outbox;
  private final Tasks tasks;
  private final Groups groups;
  private final Members members;
  private final Journal journal;
  private final Clock clock;

  Cases(
      CaseStore store,
      ViolationStore violations,
      Blacklist blacklist,
      Outbox outbox,
      Tasks tasks,
      Groups groups,
      Members members,
      Journal journal,
      Clock clock) {
    this.store = store;
    this.violations = violations;
    this.blacklist = blacklist;
    this.outbox = outbox;
    this.tasks = tasks;
    this.groups = groups;
    this.members = members;
    this.journal = journal;
    this.clock = clock;
  }

  /** Opens cases; their ids in the given order. */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<Long> open(List<Opening> openings) {
    if (openings.isEmpty()) {
      return List.of();
    }
    List<Long> ids = store.nextIds(openings.size());
    store.insert(ids, openings, clock.instant());
    return ids;
  }

  /** All evidence of a case at once; it is numbered in the given order. */
  public void addEvidence(List<EvidenceOf> evidence) {
    if (!evidence.isEmpty()) {
      store.insertEvidence(evidence);
    }
  }

  public void addSteps(List<CaseStep> steps) {
    if (!steps.isEmpty()) {
      store.insertSteps(steps);
    }
  }

  /** Steps reached the platform, or did not. */
  @EventListener
  void settle(CommandsSettled settled) {
    List<CaseStore.StepEnd> ends =
        settled.commands().stream()
            .filter(command -> command.caseId() != null)
            .flatMap(Cases::end)
            .toList();
    if (!ends.isEmpty()) {
      store.settleSteps(ends);
    }
  }

  private static Stream<CaseStore.StepEnd> end(CommandSettled settled) {
    return switch (settled.outcome()) {
      case Outcome.Delivered _ -> end(settled, CaseStep.State.DONE, null);
      case Outcome.Rejected rejected -> end(settled, CaseStep.State.FAILED, rejected.reason());
      case Outcome.NeedsHuman human -> end(settled, CaseStep.State.NEEDS_HUMAN, human.reason());
      case Outcome.Unknown _ -> end(settled, CaseStep.State.FAILED, "unknown");
      case Outcome.RetryAfter _ -> Stream.empty(); // not an end
    };
  }

  private static Stream<CaseStore.StepEnd> end(
      CommandSettled settled, CaseStep.State state, @Nullable String outcome) {
    return Stream.of(
        new CaseStore.StepEnd(
            settled.key(),
            state,
            outcome,
            settled.at(),
            state == CaseStep.State.DONE ? MACHINE : null));
  }

  /** Steps were taken back before they went out. */
  @EventListener
  void settle(CommandsCancelled cancelled) {
    dropSteps(cancelled.keys(), cancelled.why(), cancelled.at());
  }

  /** A human did what the platform lets no machine do. */
  @EventListener
  void settle(TaskDone task) {
    if (task.outboxKey() != null) {
      store.settleSteps(
          List.of(
              new CaseStore.StepEnd(
                  task.outboxKey(), CaseStep.State.DONE, null, task.at(), task.by())));
    }
  }

  /** Nobody did it. */
  @EventListener
  void settle(TaskNotDone task) {
    store.settleSteps(
        List.of(
            new CaseStore.StepEnd(
                task.outboxKey(), CaseStep.State.FAILED, "not_done", task.at(), null)));
  }

  private void dropSteps(List<String> outboxKeys, String why, Instant at) {
    store.settleSteps(
        outboxKeys.stream()
            .map(key -> new CaseStore.StepEnd(key, CaseStep.State.DROPPED, why, at, null))
            .toList());
  }

  /**
   * Forgives: the violation counts no more, a blacklisting and a ban are lifted. What was sent
   * stays sent.
   *
   * @throws Problem 404, or 409 {@code case_closed}
   */
  @Transactional
  public void pardon(long id, String reason, Caller by) {
    CaseHead head = hold(id, by);
    mustNotBeFinal(head);
    pardon(head, reason, by);
  }

  private void pardon(CaseHead head, String reason, Caller by) {
    Instant now = clock.instant();
    violations.pardon(head.id(), now.atOffset(java.time.ZoneOffset.UTC));
    store.changeState(head.id(), CaseState.PARDONED);
    outbox.cancelCase(head.id(), "pardoned");
    dropSteps(tasks.dropCase(head.id(), "pardoned", by.actor()), "pardoned", now);
    List<CaseStep> steps = new ArrayList<>();
    steps.add(step(head, CaseStep.Act.PARDON, CaseStep.State.DONE, by, reason, null));
    if (head.worst() == Sanction.REMOVED) {
      blacklist.lift(head.community(), head.member());
      steps.addAll(liftBans(head, by, now));
    }
    store.insertSteps(steps);
    journal.append(entry(head, "case_pardoned", by, now));
  }

  private List<CaseStep> liftBans(CaseHead head, Caller by, Instant now) {
    List<CaseStep> steps = new ArrayList<>();
    List<OutboxDraft> drafts = new ArrayList<>();
    for (GroupId id : violations.forgetRemovals(head.community(), head.member())) {
      GroupView group = groups.get(id);
      Account account = account(group, head.member());
      if (account == null) {
        continue;
      }
      String key = "case:%d:lift_ban:%s".formatted(head.id(), id);
      drafts.add(
          new OutboxDraft(
              key,
              head.community(),
              id,
              head.member(),
              Purpose.ENFORCEMENT,
              new Command.LiftBan(group.externalId(), account.key()),
              head.id(),
              now));
      steps.add(step(head, CaseStep.Act.LIFT_BAN, CaseStep.State.WAITING, by, null, key));
    }
    outbox.enqueue(drafts);
    return steps;
  }

  private @Nullable Account account(GroupView group, MemberId member) {
    return members.accounts(group.realm(), List.of(member)).get(member);
  }

  /**
   * Writes the member's appeal down.
   *
   * @throws Problem 404, or 409 {@code case_appealed}, {@code case_closed}
   */
  @Transactional
  public void appeal(long id, String text, Caller by) {
    CaseHead head = hold(id, by);
    mustNotBeFinal(head);
    if (head.state() == CaseState.APPEALED) {
      throw Problem.conflict("case_appealed", "This case is appealed already.");
    }
    Instant now = clock.instant();
    store.insertAppeal(id, text, by.actor().code(), now);
    store.changeState(id, CaseState.APPEALED);
    store.insertSteps(
        List.of(step(head, CaseStep.Act.APPEAL, CaseStep.State.DONE, by, null, null)));
    journal.append(entry(head, "case_appealed", by, now));
  }

  /**
   * Grants the appeal, which pardons, or upholds the case.
   *
   * @throws Problem 404, or 409 {@code no_appeal}
   */
  @Transactional
  public void decide(long id, boolean granted, String reason, Caller by) {
    CaseHead head = hold(id, by);
    if (head.state() != CaseState.APPEALED) {
      throw Problem.conflict("no_appeal", "There is no appeal to decide in this case.");
    }
    Instant now = clock.instant();
    store.decideAppeal(id, granted, reason, by.actor().code(), now);
    if (granted) {
      pardon(head, reason, by);
      return;
    }
    store.changeState(id, CaseState.UPHELD);
    store.insertSteps(
        List.of(step(head, CaseStep.Act.UPHOLD, CaseStep.State.DONE, by, reason, null)));
    journal.append(entry(head, "case_upheld", by, now));
  }

  private CaseHead hold(long id, Caller by) {
    return store.hold(id, by.scope()).orElseThrow(() -> Problem.missing("case", id));
  }

  private static void mustNotBeFinal(CaseHead head) {
    if (head.state().isFinal()) {
      throw Problem.conflict(
          "case_closed", "This case is %s; that is final.".formatted(head.state().code()));
    }
  }

  private CaseStep step(
      CaseHead head,
      CaseStep.Act act,
      CaseStep.State state,
      Caller by,
      @Nullable String note,
      @Nullable String outboxKey) {
    return new CaseStep(head.id(), clock.instant(), act, state, by.actor(), null, note, outboxKey);
  }

  private static JournalEntry entry(CaseHead head, String kind, Caller by, Instant now) {
    return new JournalEntry(
        now,
        by.actor(),
        kind,
        head.community(),
        head.group(),
        head.member(),
        head.eventId(),
        Map.of("case", String.valueOf(head.id()), "rule", head.rule().key()));
  }
}
