package io.liana.member;

import io.liana.kernel.Rounds;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Forgets people who are to be forgotten; one at a time, in the background. */
@Component
public class ErasureWorker implements SmartLifecycle {
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Erasures erasures;
  private final MemberSettings settings;
  private final Rounds rounds = new Rounds("erasure", LOOK, this::runDue);

  ErasureWorker(Erasures erasures, MemberSettings settings) {
    this.erasures = erasures;
    this.settings = settings;
  }

  /** Does what is due. */
  public void runDue() {
    erasures.runDue();
  }

  void ring() {
    rounds.ring();
  }

  @Override
  public void start() {
    rounds.start(settings.erasureThreads());
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
