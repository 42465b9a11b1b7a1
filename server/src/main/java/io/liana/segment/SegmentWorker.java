package io.liana.segment;

import io.liana.kernel.Rounds;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Keeps live segments as they are, on whichever node comes first. */
@Component
@EnableConfigurationProperties(SegmentSettings.class)
public class SegmentWorker implements SmartLifecycle {
  private final LiveSegments live;
  private final SegmentSettings settings;
  private final Rounds rounds;

  SegmentWorker(LiveSegments live, SegmentSettings settings) {
    this.live = live;
    this.settings = settings;
    this.rounds = new Rounds("segments", settings.look(), this::runDue);
  }

  /** Takes in what happened; how many came or went. */
  public int runDue() {
    return live.follow();
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
