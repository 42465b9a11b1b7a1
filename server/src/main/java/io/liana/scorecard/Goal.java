package io.liana.scorecard;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a group is for; the same words as a review's. */
enum Goal {
  /** 拉新 */
  GROWTH(GoalLine.JOINED, GoalLine.KEPT, GoalLine.WELCOME, GoalLine.INVITERS, GoalLine.KNOWN_WAY),
  /** 活跃 */
  ACTIVITY(
      GoalLine.PARTICIPATION, GoalLine.CONSTANCY, GoalLine.CORE, GoalLine.RHYTHM, GoalLine.ANSWERS),
  /** 转化、复购 */
  CONVERSION(GoalLine.BUYERS, GoalLine.REBUYERS, GoalLine.PARTICIPATION, GoalLine.ANSWERS),
  /** 留存 */
  RETENTION(GoalLine.STAYED, GoalLine.RETURN, GoalLine.KEPT, GoalLine.WELCOME);

  static final List<String> CODES = Arrays.stream(values()).map(Goal::code).toList();

  /** What the goal stands or falls with, then what leads there. */
  final List<GoalLine> lines;

  Goal(GoalLine... lines) {
    this.lines = List.of(lines);
  }

  GoalLine main() {
    return lines.getFirst();
  }

  /** The largest target that makes sense. */
  double ceiling() {
    return this == GROWTH ? 10 : 1;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Goal of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
