package io.liana.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.statistics.Effect.Measured;
import io.liana.statistics.Late.Refused;
import io.liana.statistics.Late.Strong;
import io.liana.statistics.Late.Why;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Eighty people, by hand. */
class LateTest {

  /**
   * Taken by 4 of 40 and by 24 of 40: 0.5 more. Means 1.5 and 3.4: 1.9 ÷ 0.5 = 3.8. What is left of
   * the outcome without 3.8 for the takers has the sums of squares 41.184 and 40.384, so the error
   * is √(41.184 ÷ (39 · 40) + 40.384 ÷ (39 · 40)) ÷ 0.5. F is 0.25 ÷ (3.6 ÷ (39 · 40) + 9.6 ÷ (39 ·
   * 40)).
   */
  @Test
  void a_small_example_comes_out_as_by_hand() {
    Columns control = units(row(4, 1, 6), row(18, 0, 2), row(18, 0, 0));
    Columns offered = units(row(12, 1, 6), row(12, 1, 4), row(8, 0, 2), row(8, 0, 0));
    assertThat(Late.of(control, offered, 0)).isInstanceOf(Strong.class);
    Strong strong = (Strong) Late.of(control, offered, 0);
    assertThat(strong.more()).isCloseTo(0.5, within(1e-12));
    assertThat(strong.f()).isCloseTo(390 / 13.2, within(1e-9));
    Measured found = (Measured) strong.on(1, 0.05);
    double error = Math.sqrt((41.184 + 40.384) / (39 * 40)) / 0.5;
    assertThat(found.estimate()).isCloseTo(3.8, within(1e-12));
    assertThat(found.error()).isCloseTo(error, within(1e-9)).isCloseTo(0.4573, within(1e-4));
    assertThat(found.interval().low()).isCloseTo(3.8 - 1.959964 * error, within(1e-6));
    assertThat(found.interval().high()).isCloseTo(3.8 + 1.959964 * error, within(1e-6));
    assertThat(found.p()).isLessThan(1e-9);
  }

  @Test
  void where_all_who_were_offered_it_took_it_the_effect_is_the_difference_by_lot() {
    Strong all =
        (Strong)
            Late.of(units(row(20, 0, 1), row(20, 0, 3)), units(row(20, 1, 2), row(20, 1, 5)), 0);
    assertThat(all.f()).isInfinite();
    Measured found = (Measured) all.on(1, 0.05);
    assertThat(found.estimate()).isCloseTo(1.5, within(1e-12));
    // variances 40 ÷ 39 and 90 ÷ 39, each of a mean of 40
    assertThat(found.error()).isCloseTo(Math.sqrt(130.0 / (39 * 40)), within(1e-9));
  }

  @Test
  void what_has_no_strong_first_stage_is_refused_with_the_reason() {
    assertThat(((Refused) Late.of(units(row(29, 0, 1)), units(row(99, 1, 1)), 0)).why())
        .isEqualTo(Why.TOO_FEW);
    assertThat(((Refused) Late.of(units(row(40, 0, 1)), units(row(40, 0, 1)), 0)).why())
        .isEqualTo(Why.NOT_MORE);
    assertThat(
            ((Refused) Late.of(units(row(20, 1, 1), row(20, 0, 1)), units(row(40, 0, 1)), 0)).why())
        .isEqualTo(Why.NOT_MORE);
    // 0.1 more; variances 0.09 and 0.16 of 40 people: F 0.01 ÷ (10 ÷ (39 · 40)) is 1.56
    Refused weak =
        (Refused)
            Late.of(units(row(4, 1, 1), row(36, 0, 1)), units(row(8, 1, 1), row(32, 0, 1)), 0);
    assertThat(weak.why()).isEqualTo(Why.WEAK);
    assertThat(weak.f()).isCloseTo(1.56, within(1e-9));
  }

  private static List<double[]> row(int times, double taken, double outcome) {
    return Collections.nCopies(times, new double[] {taken, outcome});
  }

  @SafeVarargs
  private static Columns units(List<double[]>... rows) {
    List<double[]> all = new ArrayList<>();
    for (List<double[]> some : rows) {
      all.addAll(some);
    }
    return Columns.of(all.toArray(double[][]::new));
  }
}
