package io.liana.alert;

import io.liana.kernel.Rounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks at every alert once a day, when the day is known whole; on whichever node comes first. */
@Component
@EnableConfigurationProperties(AlertSettings.class)
public class AlertWorker implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(AlertWorker.class);

  private final Watch watch;
  private final AlertStore store;
  private final AlertSettings settings;
  private final Rounds rounds;

  AlertWorker(Watch watch, AlertStore store, AlertSettings settings) {
    this.watch = watch;
    this.store = store;
    this.settings = settings;
    this.rounds = new Rounds("alerts", settings.look(), this::runDue);
  }

  /** Judges what is due; one that fails does not keep the others from being looked at. */
  public void runDue() {
    for (Alert alert : store.all()) {
      try {
        watch.look(alert);
      } catch (RuntimeException e) {
        log.warn("Alert {} could not be looked at; it is tried again.", alert.id(), e);
      }
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
}
