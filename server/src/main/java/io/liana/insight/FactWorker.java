package io.liana.insight;

import io.liana.kernel.Rounds;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;

/**
 * Keeps the facts fresh while somebody looks at them, so that the next question waits for little.
 * When nobody asks it rests: the first question afterwards takes in what happened meanwhile.
 */
final class FactWorker implements DisposableBean {
  static final Duration PAUSE = Duration.ofSeconds(2); // half of the five seconds a page may lag

  private final FactStore store;
  private final FactFeed feed;
  private final boolean always;
  private final Rounds rounds = new Rounds("insight-follow", PAUSE, this::runDue);

  /**
   * @param always also while nobody asks, for engines that read the lake from outside
   */
  FactWorker(FactStore store, FactFeed feed, boolean always, int threads) {
    this.store = store;
    this.feed = feed;
    this.always = always;
    rounds.start(threads);
  }

  void runDue() {
    if (always || store.isOpen()) {
      feed.catchUp();
    }
  }

  @Override
  public void destroy() {
    rounds.stop();
  }
}
