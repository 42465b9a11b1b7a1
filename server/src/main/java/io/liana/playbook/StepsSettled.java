package io.liana.playbook;

import io.liana.channel.Outcome;
import io.liana.delivery.CommandSettled;
import io.liana.delivery.CommandsCancelled;
import io.liana.delivery.CommandsSettled;
import io.liana.delivery.DoubtSettled;
import io.liana.desk.TaskDone;
import io.liana.desk.TaskNotDone;
import io.liana.playbook.Run.Fate;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What became of what playbooks said. */
@Component
class StepsSettled {
  private static final Pattern OURS = Pattern.compile("playbook:([0-9]{1,18}):([a-z0-9_-]{1,40})");
  private static final Pattern CODE = Pattern.compile("[a-z0-9_]{1,60}");
  private static final Set<Fate> OUT = EnumSet.of(Fate.SENDING, Fate.UNKNOWN);

  private final PlaybookRunStore store;

  StepsSettled(PlaybookRunStore store) {
    this.store = store;
  }

  @EventListener
  void on(CommandsSettled settled) {
    for (CommandSettled one : settled.commands()) {
      switch (one.outcome()) {
        case Outcome.Delivered _ -> settle(one.key(), OUT, Fate.DELIVERED, null, one.at());
        case Outcome.Rejected rejected ->
            settle(one.key(), OUT, Fate.REJECTED, code(rejected.reason()), one.at());
        case Outcome.NeedsHuman human ->
            settle(one.key(), OUT, Fate.HANDED, code(human.reason()), one.at());
        case Outcome.Unknown _ -> settle(one.key(), OUT, Fate.UNKNOWN, "no_answer", one.at());
        case Outcome.RetryAfter _ -> {
          // no end
        }
      }
    }
  }

  @EventListener
  void on(CommandsCancelled cancelled) {
    cancelled
        .keys()
        .forEach(key -> settle(key, OUT, Fate.CANCELLED, cancelled.why(), cancelled.at()));
  }

  @EventListener
  void on(DoubtSettled doubt) {
    Set<Fate> unknown = EnumSet.of(Fate.UNKNOWN);
    switch (doubt.how()) {
      case ARRIVED -> settle(doubt.key(), unknown, Fate.DELIVERED, null, doubt.at());
      case SENT_AGAIN -> settle(doubt.key(), unknown, Fate.SENDING, null, doubt.at());
      case LET_BE -> {
        // nobody knows
      }
    }
  }

  @EventListener
  void on(TaskDone done) {
    if (done.outboxKey() != null) {
      settle(done.outboxKey(), EnumSet.of(Fate.HANDED), Fate.TASK_DONE, null, done.at());
    }
  }

  @EventListener
  void on(TaskNotDone not) {
    settle(not.outboxKey(), EnumSet.of(Fate.HANDED), Fate.TASK_NOT_DONE, null, not.at());
  }

  private void settle(String key, Set<Fate> from, Fate to, @Nullable String why, Instant at) {
    Matcher ours = OURS.matcher(key);
    if (ours.matches()) {
      store.settled(Long.parseLong(ours.group(1)), ours.group(2), from, to, why, at);
    }
  }

  /** A platform's own words are no code; who reads them opens the delivery. */
  private static String code(String reason) {
    return CODE.matcher(reason).matches() ? reason : "refused";
  }
}
