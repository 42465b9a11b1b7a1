package io.liana.saved;

import io.liana.kernel.Rounds;
import io.liana.saved.Schedule.Run;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Sends the answers that are due; on whichever node comes first. */
@Component
@EnableConfigurationProperties({SavedSettings.class, MailSettings.class})
public class ScheduleWorker implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ScheduleWorker.class);

  private final Dispatch dispatch;
  private final ScheduleStore store;
  private final SavedSettings settings;
  private final Rounds rounds;

  ScheduleWorker(Dispatch dispatch, ScheduleStore store, SavedSettings settings) {
    this.dispatch = dispatch;
    this.store = store;
    this.settings = settings;
    this.rounds = new Rounds("schedules", settings.look(), this::runDue);
  }

  /** One that fails does not keep the others from being sent. */
  public void runDue() {
    for (Run left : dispatch.left()) {
      tried(left.schedule(), () -> dispatch.goOn(left));
    }
    for (Schedule schedule : store.active()) {
      tried(schedule.id(), () -> dispatch.look(schedule));
    }
  }

  private void tried(long schedule, Runnable work) {
    if (!rounds.isRunning()) {
      return; // a stop is wanted: the next start goes on
    }
    try {
      work.run();
    } catch (RuntimeException e) {
      log.warn("Schedule {} could not be looked at; it is tried again.", schedule, e);
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
