package io.liana.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.scorecard.Scoring.Sheet;
import io.liana.scorecard.Tally.Counted;
import io.liana.scorecard.Tally.Unknown;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shares into points; numbers by hand. */
class ScoringTest {
  @Test
  void points_run_in_straight_lines_through_the_levels() {
    assertThat(participation(0, 100)).isEqualTo(0);
    assertThat(participation(5, 100)).isEqualTo(20);
    assertThat(participation(15, 100)).as("half way from 10 % to 20 %").isEqualTo(50, within(1e-9));
    assertThat(participation(50, 100)).isEqualTo(100);
    assertThat(participation(80, 100)).isEqualTo(100);
    assertThat(Scoring.points(Measure.PARTICIPATION, new Unknown("no_members"))).isNull();
  }

  @Test
  void what_cannot_be_told_counts_nowhere() {
    Sheet sheet =
        Scoring.sheet(
            Map.of(
                Measure.PARTICIPATION, new Counted(15, 100),
                Measure.RHYTHM, new Counted(28, 28),
                Measure.ANSWERS, new Counted(0, 4)));
    assertThat(sheet.elements().get(0).points()).isEqualTo(50, within(1e-9));
    assertThat(sheet.elements().get(1).points()).isNull();
    assertThat(sheet.elements().get(2).points()).isEqualTo(50, within(1e-9));
    assertThat(sheet.points()).isEqualTo(50, within(1e-9));
    assertThat(sheet.elements().get(4).measures())
        .allMatch(one -> one.points() == null && one.tally() instanceof Unknown);
    assertThat(Scoring.sheet(Map.of()).points()).isNull();
  }

  /**
   * 14 % are 48 points, 12 from the next level, alone in one of two elements: 6. Answers are 20
   * from theirs, one of two in one of two: 5.
   */
  @Test
  void the_step_that_raises_most_comes_first_with_what_it_takes() {
    Sheet sheet =
        Scoring.sheet(
            Map.of(
                Measure.PARTICIPATION, new Counted(14, 100),
                Measure.RHYTHM, new Counted(28, 28),
                Measure.ANSWERS, new Counted(0, 4)));
    assertThat(sheet.steps())
        .extracting(step -> step.measure() + " " + step.acts() + " " + Math.round(step.gain()))
        .containsExactly("PARTICIPATION 6 6", "ANSWERS 1 5");
  }

  @Test
  void an_act_may_add_below_the_line_as_well() {
    // (10 + n) ÷ (100 + n) ≥ 20 %: n = 12.5
    assertThat(acts(Measure.SUBSTANCE, 10, 100)).isEqualTo(13);
    // (0 + 2n) ÷ (10 + n) ≥ 25 %: n = 2.5 ÷ 1.75
    assertThat(acts(Measure.RECIPROCITY, 0, 10)).isEqualTo(2);
    // 20 % reached exactly: the next is 40 %
    assertThat(acts(Measure.ANSWERS, 1, 5)).isEqualTo(1);
  }

  private static long acts(Measure measure, long hits, long of) {
    return Scoring.sheet(Map.of(measure, new Counted(hits, of))).steps().getFirst().acts();
  }

  private static double participation(long hits, long of) {
    Double points = Scoring.points(Measure.PARTICIPATION, new Counted(hits, of));
    assertThat(points).isNotNull();
    return points;
  }
}
