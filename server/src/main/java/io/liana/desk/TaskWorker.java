package io.liana.desk;

import io.liana.desk.TaskStore.Task;
import io.liana.identity.OperatorNames;
import io.liana.kernel.OperatorId;
import io.liana.kernel.Rounds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Minds the time of tasks: reminds at half time, hands a late one to everybody who may do it, and
 * writes down what was not done.
 */
@Component
class TaskWorker implements SmartLifecycle {
  private static final Duration LOOK = Duration.ofSeconds(10);

  private final TaskStore store;
  private final Tasks tasks;
  private final OperatorNames operators;
  private final DeskSettings settings;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Rounds rounds = new Rounds("desk", LOOK, this::runDue);

  TaskWorker(
      TaskStore store,
      Tasks tasks,
      OperatorNames operators,
      DeskSettings settings,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.tasks = tasks;
    this.operators = operators;
    this.settings = settings;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Does what is due. */
  void runDue() {
    transaction.executeWithoutResult(
        status -> {
          Instant now = clock.instant();
          store.expire(now).forEach(task -> expired(task, now));
          store.late(now).forEach(task -> escalate(task, now));
          store
              .remind(now)
              .forEach(task -> tasks.note(task, "task_reminded", Tasks.DESK, now, Map.of()));
        });
  }

  private void expired(Task task, Instant now) {
    tasks.expired(task, now);
  }

  private void escalate(Task task, Instant now) {
    List<OperatorId> to = operators.allowed("desk:write", task.community());
    store.escalated(task, to, now);
    tasks.note(
        task,
        "task_escalated",
        Tasks.DESK,
        now,
        Map.of("to", to.stream().map(OperatorId::toString).toList()));
  }

  @Override
  public void start() {
    rounds.start(settings.threads());
  }

  @Override
  public void stop() {
    rounds.stop();
  }

  @Override
  public boolean isRunning() {
    return rounds.isRunning();
  }
}
