package io.liana.desk;

import io.liana.channel.CardAnswered;
import io.liana.channel.CardUndelivered;
import io.liana.channel.CommandSeenDone;
import io.liana.kernel.Actor;
import io.liana.member.Account;
import io.liana.member.Members;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What people do about tasks on their platform, where no event of a group tells it. */
@Component
class TasksSettledElsewhere {
  private final Tasks tasks;
  private final Members members;

  TasksSettledElsewhere(Tasks tasks, Members members) {
    this.tasks = tasks;
    this.members = members;
  }

  /** A person did it where the platform can tell us so. */
  @EventListener
  void on(CommandSeenDone seen) {
    tasks.settle(
        UndeliveredTasks.key(seen.key()),
        true,
        "task_seen_done",
        by(seen.platform(), seen.person()));
  }

  @EventListener
  void on(CardAnswered answered) {
    tasks.settle(
        answered.key(),
        answered.done(),
        answered.done() ? "task_done" : "task_not_done",
        by(answered.platform(), answered.person()));
  }

  @EventListener
  void on(CardUndelivered undelivered) {
    tasks.noteUndelivered(undelivered.key(), undelivered.evidence());
  }

  private Actor by(String platform, String person) {
    Account known = members.find(platform, List.of(person)).get(person);
    return known == null ? Tasks.DESK : new Actor.Member(known.member());
  }
}
