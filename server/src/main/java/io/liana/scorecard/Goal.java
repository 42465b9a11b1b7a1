package io.liana.scorecard;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a group is for; the same words as a review's. */
enum Goal {
  /** 拉新 */
  GROWTH,
  /** 活跃 */
  ACTIVITY,
  /** 转化、复购 */
  CONVERSION,
  /** 留存 */
  RETENTION;

  static final List<String> CODES = Arrays.stream(values()).map(Goal::code).toList();

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Goal of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
