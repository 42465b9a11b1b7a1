package io.liana.insight;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.liana.kernel.GroupId;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything to be said about a group over a period. Keys in JSON are those of docs/metrics.md.
 *
 * @param from @param to the days asked for; null where nothing was asked
 */
record Report(
    Ref group,
    String zone,
    String cohort,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    @JsonUnwrapped Metrics metrics,
    List<Connector> connectors,
    List<Said> findings,
    Forecast forecast) {

  private static final int CONNECTORS = 20;

  record Ref(String id, String name) {}

  /** The best connected members; <em>dimension, frequency, duration</em> of docs/metrics.md. */
  record Connector(
      Ref member, int dimension, @Nullable Double frequency, double duration, long exchanged) {}

  /** A finding in words. */
  record Said(
      String code,
      String severity,
      Map<String, Object> params,
      String text,
      @JsonProperty("next_step") String nextStep,
      String rule) {
    static Said of(Finding finding, Catalogue words) {
      return new Said(
          finding.code(),
          finding.severity().code(),
          finding.params(),
          words.text(finding),
          words.nextStep(finding),
          words.rule(finding));
    }
  }

  static Report of(
      GroupId id,
      String name,
      String zone,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      Cohort cohort,
      Analysis analysis,
      Metrics metrics,
      ForecastModel model,
      Map<Long, String> names,
      Catalogue words) {
    Forecast forecast = Forecast.of(analysis, model, words);
    var named = Series.named(names);
    return new Report(
        new Ref(id.toString(), name),
        zone,
        cohort.name().toLowerCase(Locale.ROOT),
        from,
        to,
        metrics,
        metrics.graph().ties().stream()
            .limit(CONNECTORS)
            .map(
                ties ->
                    new Connector(
                        new Ref(Long.toString(ties.member()), named.apply(ties.member())),
                        ties.dimension(),
                        ties.frequency(),
                        ties.duration(),
                        ties.exchanged()))
            .toList(),
        Findings.of(analysis, metrics, forecast).stream()
            .map(finding -> withName(finding, named))
            .map(finding -> Said.of(finding, words))
            .toList(),
        forecast);
  }

  private static Finding withName(Finding finding, java.util.function.LongFunction<String> names) {
    return finding.params().get("member") instanceof String member
        ? finding.with("name", names.apply(Long.parseLong(member)))
        : finding;
  }
}
