package io.liana.desk;

import io.liana.channel.Command;
import io.liana.channel.Outcome;
import io.liana.community.Groups;
import io.liana.delivery.CommandSettled;
import io.liana.delivery.CommandsSettled;
import io.liana.delivery.DoubtSettled;
import io.liana.desk.TaskStore.Raising;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What a machine may not do, or may or may not have done, becomes a task. */
@Component
class UndeliveredTasks {
  // What is still not done this long after it was due is not going to be.
  private static final Duration GRACE = Duration.ofHours(24);

  private final Tasks tasks;
  private final TaskStore store;
  private final TaskCards cards;
  private final Groups groups;

  UndeliveredTasks(Tasks tasks, TaskStore store, TaskCards cards, Groups groups) {
    this.tasks = tasks;
    this.store = store;
    this.cards = cards;
    this.groups = groups;
  }

  @EventListener
  void onSettled(CommandsSettled settled) {
    List<Raising> raised = settled.commands().stream().flatMap(this::raising).toList();
    if (!raised.isEmpty()) {
      tasks.raise(raised);
    }
  }

  private Stream<Raising> raising(CommandSettled settled) {
    return switch (settled.outcome()) {
      case Outcome.NeedsHuman human -> Stream.of(raising(settled, "perform", human.reason()));
      case Outcome.Unknown unknown ->
          Stream.of(raising(settled, "outcome_unknown", unknown.evidence()));
      case Outcome.Delivered _, Outcome.Rejected _, Outcome.RetryAfter _ -> Stream.empty();
    };
  }

  /** Somebody settled it on the page of deliveries: there is nothing left to look at. */
  @EventListener
  void onSettled(DoubtSettled settled) {
    store
        .close(
            List.of(key(settled.key())),
            settled.how().arrived() ? "done" : "dropped",
            settled.by().code(),
            settled.how().code(),
            settled.at())
        .forEach(cards::ended);
  }

  private Raising raising(CommandSettled settled, String kind, String why) {
    Instant due = settled.at().plus(timeFor(settled.command()));
    return new Raising(
        new TaskDraft(
            key(settled.key()),
            kind,
            groups.get(settled.group()).community(),
            settled.group(),
            settled.member(),
            settled.caseId(),
            Map.of("act", settled.command().act(), "why", why, "outbox_key", settled.key()),
            due),
        Expectation.of(settled.command()),
        due.plus(GRACE));
  }

  static String key(String outboxKey) {
    return "delivery:" + outboxKey;
  }

  /** An advert is read within the hour; a pardon can wait for the morning. */
  private static Duration timeFor(Command command) {
    return switch (command) {
      case Command.RecallMessage _, Command.MuteMember _, Command.SendText _ -> Duration.ofHours(1);
      case Command.RemoveMember _, Command.SendDirect _ -> Duration.ofHours(4);
      case Command.AnswerJoinRequest _, Command.LiftBan _ -> Duration.ofHours(24);
    };
  }
}
