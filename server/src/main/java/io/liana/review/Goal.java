package io.liana.review;

import java.util.Locale;
import java.util.Set;

/** What a period is for, and which ratios tell whether it was reached. */
enum Goal {
  GROWTH(Set.of(Ratio.ACQUISITION, Ratio.REFERRAL)),
  ACTIVITY(Set.of(Ratio.ACTIVITY)),
  CONVERSION(Set.of(Ratio.CONVERSION, Ratio.REPURCHASE)),
  RETENTION(Set.of(Ratio.ACTIVITY, Ratio.REPURCHASE));

  final Set<Ratio> shownBy;

  Goal(Set<Ratio> shownBy) {
    this.shownBy = shownBy;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Goal of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
