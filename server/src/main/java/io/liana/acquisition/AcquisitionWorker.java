package io.liana.acquisition;

import io.liana.kernel.Rounds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Frees the seats nobody took, looks after doors, and learns what other nodes changed. */
@Component
public class AcquisitionWorker implements SmartLifecycle {
  private static final Duration POOLS = Duration.ofSeconds(5);
  private static final Duration UPKEEP = Duration.ofHours(1);

  private final Codes codes;
  private final ScanStore scans;
  private final Doors doors;
  private final LowPools pools;
  private final AcquisitionSettings settings;
  private final Clock clock;
  private final Rounds rounds;
  private Instant poolsAt = Instant.EPOCH;
  private Instant upkeepAt = Instant.EPOCH;

  AcquisitionWorker(
      Codes codes,
      ScanStore scans,
      Doors doors,
      LowPools pools,
      AcquisitionSettings settings,
      Clock clock) {
    this.codes = codes;
    this.scans = scans;
    this.doors = doors;
    this.pools = pools;
    this.settings = settings;
    this.clock = clock;
    this.rounds = new Rounds("acquisition", settings.look(), this::runDue);
  }

  public void runDue() {
    codes.refresh();
    scans.release();
    doors.runDue();
    lookAtPools();
    Instant now = clock.instant();
    if (!now.isBefore(upkeepAt)) {
      scans.preparePartitions();
      upkeepAt = now.plus(UPKEEP);
    }
  }

  private void lookAtPools() {
    if (!clock.instant().isBefore(poolsAt)) {
      poolsAt = clock.instant().plus(POOLS);
      pools.look();
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
