package io.liana.payment;

import java.time.Duration;
import java.util.List;

/** When the provider is asked again: a notification is usually there before the first question. */
final class Pace {
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30));

  private Pace() {}

  /**
   * @param looks how often it was asked
   */
  static Duration after(int looks) {
    return WAITS.get(Math.min(looks, WAITS.size() - 1));
  }
}
