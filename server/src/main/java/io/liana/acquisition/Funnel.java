package io.liana.acquisition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pure: what a funnel says of one channel, its sub-channels included; docs/metrics.md defines it.
 */
final class Funnel {
  private Funnel() {}

  enum Stage {
    SCAN,
    LANDING,
    GATE,
    JOINED,
    SPOKE,
    STAYED,
    ORDERED;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * People as they were counted.
   *
   * @param reached by stage; everybody who came at least so far
   * @param medianSeconds from the stage before; absent where nobody's time is known
   * @param pages somebody saw a landing page; @param gates somebody passed a gate
   * @param kept still in after seven days, whether they spoke or not
   * @param waiting came less than seven days ago and are in
   */
  record Counted(
      Map<Stage, Long> reached,
      Map<Stage, Double> medianSeconds,
      boolean pages,
      boolean gates,
      long kept,
      long waiting) {
    static final Counted NOBODY = new Counted(Map.of(), Map.of(), false, false, 0, 0);
  }

  /**
   * @param people null where the stage is not in the way, not connected, or nobody can know
   * @param ofBefore share of the stage before that is known; null where that is nobody
   * @param costPer 分, rounded
   */
  record Step(
      String step,
      @Nullable Long people,
      @Nullable Double ofBefore,
      @Nullable Double medianSeconds,
      @Nullable Long costPer) {}

  record Row(List<Step> steps, long kept, long waiting, long cost, @Nullable Long cac) {}

  /**
   * @param scanned false for joins nobody knows the way of: there is no scan to begin with
   * @param orders somebody tells of orders
   */
  static Row row(Counted counted, long cost, boolean scanned, boolean orders) {
    List<Step> steps = new ArrayList<>();
    Long before = null;
    for (Stage stage : Stage.values()) {
      boolean shown =
          switch (stage) {
            case SCAN -> scanned;
            case LANDING -> scanned && counted.pages();
            case GATE -> scanned && counted.gates();
            case JOINED, SPOKE, STAYED -> true;
            case ORDERED -> orders;
          };
      if (!shown) {
        steps.add(new Step(stage.code(), null, null, null, null));
        continue;
      }
      long people = counted.reached().getOrDefault(stage, 0L);
      steps.add(
          new Step(
              stage.code(),
              people,
              before == null || before == 0 ? null : (double) people / before,
              counted.medianSeconds().get(stage),
              per(cost, people)));
      before = people;
    }
    return new Row(steps, counted.kept(), counted.waiting(), cost, per(cost, counted.kept()));
  }

  private static @Nullable Long per(long cost, long people) {
    return people == 0 || cost == 0 ? null : Math.round((double) cost / people);
  }
}
