package io.liana.scorecard;

import io.liana.scorecard.Tally.Counted;
import io.liana.statistics.Interval;
import io.liana.statistics.TwoProportions;
import io.liana.statistics.TwoProportions.Share;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pure: what the lines of a goal say, against the target and the four weeks before. */
final class GoalCheck {
  private static final double ALPHA = 0.05;

  private GoalCheck() {}

  /**
   * @param interval Wilson's of 95 %; null where the line is no share of people or not known
   * @param p two-sided, two proportions, against the four weeks before; null where the line is no
   *     share of people or there is nothing to compare
   */
  record Checked(
      GoalLine line, Tally now, Tally before, @Nullable Interval interval, @Nullable Double p) {
    @Nullable Double change() {
      return now instanceof Counted is && before instanceof Counted was
          ? is.share() - was.share()
          : null;
    }
  }

  /** All lines of a goal, the main one first. */
  static List<Checked> lines(Goal goal, Map<GoalLine, Tally> now, Map<GoalLine, Tally> before) {
    return goal.lines.stream().map(line -> check(line, of(line, now), of(line, before))).toList();
  }

  /** Whether the main line reached the target; null without a target, or when nobody knows. */
  static @Nullable Boolean met(Purpose purpose, Tally main) {
    return purpose.target() != null && main instanceof Counted counted
        ? counted.share() >= purpose.target()
        : null;
  }

  private static Tally of(GoalLine line, Map<GoalLine, Tally> tallies) {
    return tallies.getOrDefault(line, new Tally.Unknown(line.unknown));
  }

  private static Checked check(GoalLine line, Tally now, Tally before) {
    boolean people = line.isShareOfPeople();
    return new Checked(
        line,
        now,
        before,
        people && now instanceof Counted is ? TwoProportions.wilson(share(is), ALPHA) : null,
        people && now instanceof Counted is && before instanceof Counted was
            ? TwoProportions.p(share(was), share(is))
            : null);
  }

  private static Share share(Counted counted) {
    return new Share(counted.of(), counted.hits());
  }
}
