package io.liana.insight;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Do the probabilities mean what they say? Of the months called 30 %, about three in ten should
 * turn out dead.
 *
 * @param brier mean squared distance between probability and outcome; 0 is perfect
 * @param brierOfTheRate the same when everybody is given the overall rate
 * @param gap distance between mean probability and share of dead within a tenth, averaged over all
 *     examples (the expected calibration error)
 */
record ForecastReliability(double brier, double brierOfTheRate, double gap, List<Tenth> tenths) {

  /** A probability from a model that never saw the channel, and what came. */
  record Guess(double score, boolean saysDead, boolean dead) {}

  /**
   * Guesses with a probability in [from, from + 0.1); the last one includes 1.
   *
   * @param said mean probability
   * @param came share that turned out dead
   */
  record Tenth(double from, int examples, double said, double came) {}

  static ForecastReliability of(List<Guess> guesses) {
    double rate = guesses.stream().mapToInt(guess -> guess.dead() ? 1 : 0).average().orElse(0);
    List<Tenth> tenths =
        IntStream.range(0, 10)
            .mapToObj(
                tenth ->
                    tenth(
                        tenth, guesses.stream().filter(guess -> tenthOf(guess) == tenth).toList()))
            .filter(tenth -> tenth.examples() > 0)
            .toList();
    return new ForecastReliability(
        guesses.stream().mapToDouble(guess -> miss(guess, guess.score())).average().orElse(0),
        guesses.stream().mapToDouble(guess -> miss(guess, rate)).average().orElse(0),
        tenths.stream()
            .mapToDouble(t -> t.examples() * Math.abs(t.said() - t.came()) / guesses.size())
            .sum(),
        tenths);
  }

  private static int tenthOf(Guess guess) {
    return Math.min(9, (int) (10 * guess.score()));
  }

  private static Tenth tenth(int tenth, List<Guess> guesses) {
    return new Tenth(
        tenth / 10.0,
        guesses.size(),
        guesses.stream().mapToDouble(Guess::score).average().orElse(0),
        guesses.stream().mapToInt(guess -> guess.dead() ? 1 : 0).average().orElse(0));
  }

  private static double miss(Guess guess, double probability) {
    double distance = probability - (guess.dead() ? 1 : 0);
    return distance * distance;
  }
}
