package io.liana.rule;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks for rehearsals to run: at once when one is asked for here, now and then for others'. */
@Component
class RehearsalWorker implements SmartLifecycle {
  private static final int LOOK_SECONDS = 30;
  private static final Logger log = LoggerFactory.getLogger(RehearsalWorker.class);

  private final RehearsalRunner runner;
  private final Semaphore wake = new Semaphore(0);
  private volatile boolean running;
  private Thread thread = new Thread();

  RehearsalWorker(RehearsalRunner runner) {
    this.runner = runner;
  }

  void wake() {
    wake.release();
  }

  private void loop() {
    while (running) {
      try {
        runner.runDue();
        if (wake.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS)) {
          wake.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException databaseTrouble) {
        log.warn("Rehearsals wait: {}", databaseTrouble.toString());
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name("rehearsal").daemon().start(this::loop);
  }

  @Override
  public void stop() {
    running = false;
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
