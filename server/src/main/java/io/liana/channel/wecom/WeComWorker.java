package io.liana.channel.wecom;

import io.liana.channel.Inbox;
import io.liana.kernel.Rounds;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sorts what came, greets and runs what else is due, as soon as something comes and every half
 * second: on three threads, because a greeting cannot wait for a slow answer to something else.
 */
@Component
public class WeComWorker implements SmartLifecycle {
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Signals signals;
  private final Errands errands;
  private final WeComSettings settings;
  private final Rounds sorting = new Rounds("wecom-sorting", LOOK, this::sort);
  private final Rounds greeting = new Rounds("wecom-greeting", LOOK, this::greet);
  private final Rounds running = new Rounds("wecom", LOOK, this::run);

  WeComWorker(Signals signals, Errands errands, WeComSettings settings, Inbox inbox) {
    this.signals = signals;
    this.errands = errands;
    this.settings = settings;
    inbox.onArrival(sorting::ring);
  }

  /** Sorts everything that came, then tries everything that is due once more than now. */
  public int runDue() {
    int total = signals.runDue();
    for (int tried = runErrands(); tried > 0; tried = runErrands()) {
      total += tried;
    }
    return total;
  }

  private int runErrands() {
    return errands.greetDue() + errands.runDue(() -> true);
  }

  private void sort() {
    if (signals.runDue() > 0) {
      greeting.ring();
      running.ring();
    }
  }

  /** The next round follows at once while there is somebody to greet. */
  private void greet() {
    if (errands.greetDue() > 0) {
      greeting.ring();
    }
  }

  private void run() {
    if (errands.runDue(running::isRunning) > 0) {
      running.ring();
    }
  }

  @Override
  public void start() {
    sorting.start(settings.threads());
    greeting.start(settings.threads());
    running.start(settings.threads());
  }

  @Override
  public void stop() {
    sorting.stop();
    greeting.stop();
    running.stop();
  }

  @Override
  public boolean isRunning() {
    return running.isRunning();
  }

  /** After the inbox and the accounts, stopped before them. */
  @Override
  public int getPhase() {
    return 15;
  }
}
