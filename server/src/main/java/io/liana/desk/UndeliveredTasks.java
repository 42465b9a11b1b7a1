package io.liana.desk;

import io.liana.channel.Outcome;
import io.liana.community.Groups;
import io.liana.delivery.CommandSettled;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What a machine may not do, or may or may not have done, becomes a task. */
@Component
class UndeliveredTasks {
  private static final Duration DUE = Duration.ofHours(4);

  private final Tasks tasks;
  private final Groups groups;

  UndeliveredTasks(Tasks tasks, Groups groups) {
    this.tasks = tasks;
    this.groups = groups;
  }

  @EventListener
  void onSettled(CommandSettled settled) {
    switch (settled.outcome()) {
      case Outcome.NeedsHuman human -> raise(settled, "perform", human.reason());
      case Outcome.Unknown unknown -> raise(settled, "outcome_unknown", unknown.evidence());
      case Outcome.Delivered _, Outcome.Rejected _, Outcome.RetryAfter _ -> {}
    }
  }

  private void raise(CommandSettled settled, String kind, String why) {
    tasks.raise(
        new TaskDraft(
            "delivery:" + settled.key(),
            kind,
            groups.get(settled.group()).community(),
            settled.group(),
            settled.member(),
            settled.caseId(),
            Map.of("act", settled.command().act(), "why", why, "outbox_key", settled.key()),
            settled.at().plus(DUE)));
  }
}
