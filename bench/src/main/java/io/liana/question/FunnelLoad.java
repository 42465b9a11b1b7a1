package io.liana.question;

import io.liana.insight.InsightLoad;
import java.time.Duration;
import java.util.List;

/** A funnel of four steps within seven days, as the server answers it. */
public final class FunnelLoad {
  private FunnelLoad() {}

  /** How many took each of the steps, added up. */
  public static long funnel(InsightLoad.Asked load) {
    var walk =
        new Funnels.Walk(
            new Funnel(4, Funnel.Order.ORDERED, Duration.ofDays(7), List.of()),
            Long.MAX_VALUE,
            false);
    load.walk(walk);
    walk.close();
    return walk.ends.values().stream().flatMap(List::stream).mapToLong(end -> end.length).sum();
  }
}
