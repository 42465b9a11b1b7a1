package io.liana.channel.wecom;

import io.liana.channel.Inbox;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Sorts what came and runs what is due, as soon as something comes and every half second. */
@Component
public class WeComWorker implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(WeComWorker.class);
  private static final long LOOK_MILLIS = 500;

  private final Signals signals;
  private final Errands errands;
  private final WeComSettings settings;
  private final Semaphore arrival = new Semaphore(0);
  private volatile boolean running;
  private Thread thread = new Thread();

  WeComWorker(Signals signals, Errands errands, WeComSettings settings, Inbox inbox) {
    this.signals = signals;
    this.errands = errands;
    this.settings = settings;
    inbox.onArrival(arrival::release);
  }

  /** Sorts everything that came, then tries everything that is due once more than now. */
  public int runDue() {
    int total = signals.runDue();
    for (int tried = errands.runDue(); tried > 0; tried = errands.runDue()) {
      total += tried;
    }
    return total;
  }

  private void loop() {
    while (running) {
      try {
        if (arrival.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          arrival.drainPermits();
        }
        runDue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException databaseTrouble) {
        log.warn("WeCom is looked after again in a moment: {}", databaseTrouble.toString());
      }
    }
  }

  @Override
  public void start() {
    running = true;
    if (settings.threads() > 0) {
      thread = Thread.ofVirtual().name("wecom").start(this::loop);
    }
  }

  @Override
  public void stop() {
    running = false;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the inbox and the accounts, stopped before them. */
  @Override
  public int getPhase() {
    return 15;
  }
}
