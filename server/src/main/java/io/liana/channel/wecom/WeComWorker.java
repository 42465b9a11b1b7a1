package io.liana.channel.wecom;

import io.liana.channel.Inbox;
import io.liana.kernel.Rounds;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Sorts what came and runs what is due, as soon as something comes and every half second. */
@Component
public class WeComWorker implements SmartLifecycle {
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Signals signals;
  private final Errands errands;
  private final WeComSettings settings;
  private final Rounds rounds = new Rounds("wecom", LOOK, this::round);

  WeComWorker(Signals signals, Errands errands, WeComSettings settings, Inbox inbox) {
    this.signals = signals;
    this.errands = errands;
    this.settings = settings;
    inbox.onArrival(rounds::ring);
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
    return errands.runDue(() -> true);
  }

  /** One round; the next follows at once while there is something to do. */
  private void round() {
    signals.runDue();
    if (errands.runDue(rounds::isRunning) > 0) {
      rounds.ring();
    }
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

  /** After the inbox and the accounts, stopped before them. */
  @Override
  public int getPhase() {
    return 15;
  }
}
