package io.liana.onboarding;

import io.liana.community.Communities;
import io.liana.community.Community;
import io.liana.kernel.Caller;
import io.liana.kernel.Rounds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Does what is due for newcomers, on as many nodes as there are: each is in one hand only. */
@Component
public class OnboardingWorker implements SmartLifecycle {
  private static final int AT_ONCE = 50;
  private static final Duration LOOK = Duration.ofMinutes(10);
  private static final Caller EVERYTHING = new Caller(NewcomerActs.ONBOARDING, Set.of(), null);
  private static final Logger log = LoggerFactory.getLogger(OnboardingWorker.class);

  private final FirstWeeks weeks;
  private final Newcomers newcomers;
  private final CareFinder care;
  private final Seeds seeds;
  private final Communities communities;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private final OnboardingSettings settings;
  private final Rounds rounds;
  private Instant lookAt = Instant.EPOCH;

  OnboardingWorker(
      FirstWeeks weeks,
      Newcomers newcomers,
      CareFinder care,
      Seeds seeds,
      Communities communities,
      Clock clock,
      TransactionTemplate transaction,
      OnboardingSettings settings) {
    this.weeks = weeks;
    this.newcomers = newcomers;
    this.care = care;
    this.seeds = seeds;
    this.communities = communities;
    this.clock = clock;
    this.transaction = transaction;
    this.settings = settings;
    this.rounds = new Rounds("onboarding", settings.look(), this::runDue);
  }

  /** Everything that is due; how many newcomers something was decided for. */
  public int runDue() {
    weeks.refresh();
    int all = 0;
    int done;
    do {
      done = weeks.any() ? next(AT_ONCE) : 0;
      all += done;
    } while (done > 0);
    while (Boolean.TRUE.equals(transaction.execute(status -> seeds.askNext()))) {
      all++;
    }
    look();
    return all;
  }

  /** Whom to talk to; of each community once an hour, on whichever node is first. */
  private void look() {
    Instant now = clock.instant();
    if (now.isBefore(lookAt)) {
      return;
    }
    lookAt = now.plus(LOOK);
    for (Community community : communities.visibleTo(EVERYTHING)) {
      transaction.executeWithoutResult(status -> care.look(community.id()));
    }
  }

  private int next(int most) {
    try {
      Integer done = transaction.execute(status -> newcomers.due(most));
      return done == null ? 0 : done;
    } catch (DataAccessException | TransactionException databaseTrouble) {
      throw databaseTrouble;
    } catch (RuntimeException broken) {
      if (most > 1) {
        return next(1);
      }
      // One that breaks must not keep the others waiting: it is tried again, after them.
      log.warn("A newcomer is put off", broken);
      Integer put = transaction.execute(status -> newcomers.putOffNext());
      return put == null ? 0 : put;
    }
  }

  @Override
  public void start() {
    weeks.refresh();
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
