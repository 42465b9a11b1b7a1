package io.liana.admission;

import io.liana.channel.Command;
import io.liana.channel.Outcome;
import io.liana.delivery.CommandSettled;
import io.liana.delivery.CommandsSettled;
import io.liana.delivery.DoubtSettled;
import io.liana.desk.TaskDone;
import io.liana.desk.TaskNotDone;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** How the answers to requests ended: by the machine, or by a person in its place. */
@Component
class AnswersSettled {
  private final JoinRequestStore store;

  AnswersSettled(JoinRequestStore store) {
    this.store = store;
  }

  @EventListener
  void on(CommandsSettled settled) {
    List<String> done = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (CommandSettled one : settled.commands()) {
      if (one.command() instanceof Command.AnswerJoinRequest) {
        switch (one.outcome()) {
          case Outcome.Delivered _ -> done.add(one.key());
          case Outcome.Rejected _ -> gone.add(one.key());
          case Outcome.NeedsHuman _, Outcome.Unknown _, Outcome.RetryAfter _ -> {
            // not over: the desk has a task, or whoever comes in shows that it was done
          }
        }
      }
    }
    if (!done.isEmpty()) {
      store.carriedOut(done, settled.commands().getFirst().at());
    }
    if (!gone.isEmpty()) {
      store.gone(gone, settled.commands().getFirst().at());
    }
  }

  @EventListener
  void on(TaskDone done) {
    if (done.outboxKey() != null) {
      store.carriedOut(List.of(done.outboxKey()), done.at());
    }
  }

  @EventListener
  void on(TaskNotDone notDone) {
    store.waitAgain(notDone.outboxKey());
  }

  @EventListener
  void on(DoubtSettled doubt) {
    if (doubt.how().arrived()) {
      store.carriedOut(List.of(doubt.key()), doubt.at());
    }
  }
}
