package io.liana.segment;

import io.liana.segment.Condition.Funnel;
import io.liana.segment.Condition.Step;
import io.liana.segment.Condition.Trait;
import io.liana.segment.Fields.Listed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Ways of steps as queries: pure. */
final class WaySql {
  /** Bit k is set where an event fits step k. */
  static final String FITS = "fits";

  private WaySql() {}

  /**
   * What happened on a way: {@code member_id, at_ms, seq, fits}. What several steps ask for is one
   * event and stays one.
   */
  static String events(Funnel way, Fields fields, BiFunction<Listed, List<Trait>, String> where) {
    Map<String, List<String>> fits = new LinkedHashMap<>();
    Map<String, Listed> lists = new LinkedHashMap<>();
    for (int k = 0; k < way.steps().size(); k++) {
      Step step = way.steps().get(k);
      Listed list = Objects.requireNonNull(fields.lists().get(step.list()));
      List<String> tests = new ArrayList<>(List.of(list.test().isEmpty() ? "true" : list.test()));
      if (!step.where().isEmpty()) {
        tests.add(where.apply(list, step.where()));
      }
      lists.putIfAbsent(list.all(), list);
      fits.computeIfAbsent(list.all(), any -> new ArrayList<>())
          .add("case when %s then %d else 0 end".formatted(String.join(" and ", tests), 1 << k));
    }
    return lists.entrySet().stream()
        .map(
            one ->
                "select member_id, %s as at_ms, %s as seq, %s as %s from %s"
                    .formatted(
                        one.getValue().at(),
                        one.getValue().seq(),
                        String.join(" + ", Objects.requireNonNull(fits.get(one.getKey()))),
                        FITS,
                        one.getKey()))
        .collect(
            Collectors.joining(
                " union all ",
                "select member_id, at_ms, seq, %1$s from (".formatted(FITS),
                ") a where %s > 0".formatted(FITS)));
  }

  /**
   * Who came how far: {@code member_id, furthest}. Step by step each event knows when the latest
   * attempt that came to the step before it began; attempts begin one after the other, so the
   * latest is the greatest.
   *
   * @param events see {@link #events}
   * @param needed steps after this one do not matter
   */
  static String furthest(Funnel way, String events, int needed, long now) {
    Integer days = way.days();
    String first =
        FITS
            + " & 1 = 1"
            + (days == null ? "" : " and at_ms > " + (now - Duration.ofDays(days).toMillis()));
    String came =
        "select *, case when %s then at_ms end as came_1 from (%s) e%s"
            .formatted(first, events, days == null ? "" : " where at_ms <= " + now);
    StringBuilder furthest = new StringBuilder("case when came_1 is not null then 1 else 0 end");
    for (int step = 2; step <= needed; step++) {
      String before =
          "max(came_%d) over (partition by member_id order by at_ms, seq rows between unbounded preceding and 1 preceding)"
              .formatted(step - 1);
      came =
          "select * exclude (begun), case when %1$s & %2$d > 0 and at_ms - begun <= %3$d then begun end as came_%4$d from (select *, %5$s as begun from (%6$s) e) e"
              .formatted(
                  FITS,
                  1 << (step - 1),
                  Duration.ofHours(way.hours()).toMillis(),
                  step,
                  before,
                  came);
      furthest
          .insert(0, "case when came_%d is not null then %d else ".formatted(step, step))
          .append(" end");
    }
    return "select member_id, max(%s) as furthest from (%s) e group by member_id"
        .formatted(furthest, came);
  }
}
