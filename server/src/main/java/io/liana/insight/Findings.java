package io.liana.insight;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the numbers aloud. Each rule says one thing when its threshold is passed and its base is
 * large enough to mean something; where the base is small it keeps silent, and {@code too_little}
 * says so.
 */
final class Findings {
  static final int MANY = 20; // members or questions; below it a share says little

  /** What the rules look at. */
  record Sight(Metrics metrics, Recent recent, Forecast forecast) {
    Activity activity() {
      return metrics.activity();
    }
  }

  private Findings() {}

  /** The gravest first. */
  static List<Finding> of(Analysis analysis, Metrics metrics, Forecast forecast) {
    Period period = analysis.period();
    if (period == null) {
      return List.of(Finding.of("nothing_yet", Finding.Severity.NOTE));
    }
    Sight sight = new Sight(metrics, Recent.of(analysis.facts(), period), forecast);
    return Stream.of(PulseRules.ALL, NewcomerRules.ALL, TalkRules.ALL)
        .flatMap(List::stream)
        .flatMap(rule -> Stream.ofNullable(rule.apply(sight)))
        .sorted(Comparator.comparing(Finding::severity))
        .toList();
  }
}
