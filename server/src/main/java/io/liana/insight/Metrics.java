package io.liana.insight;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;

/** Every number of docs/metrics.md that can be told from what was said; keys as written there. */
record Metrics(
    @JsonUnwrapped Activity activity,
    @JsonUnwrapped TwoEight twoEight,
    Map<String, Retention.Rate> retention,
    Newcomers newcomers,
    Connections graph,
    @JsonUnwrapped Answers answers) {

  static Metrics of(Analysis analysis, Cohort cohort) {
    GroupFacts facts = analysis.facts();
    Period period = analysis.period();
    var retention = Retention.of(facts, period, cohort);
    return period == null
        ? new Metrics(
            Activity.NONE, TwoEight.NONE, retention, Newcomers.NONE, Connections.NONE, Answers.NONE)
        : new Metrics(
            Activity.of(facts, period),
            TwoEight.of(facts.speech(), period),
            retention,
            Newcomers.of(facts, period),
            Connections.of(facts, period),
            Answers.of(facts.answers()));
  }
}
