package io.liana.review;

import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.util.Locale;

/** The six ratios; docs/metrics.md says what each divides by what. */
enum Ratio {
  /** 引流转化率 */
  ACQUISITION,
  /** 活跃度 */
  ACTIVITY,
  /** 成交转化率 */
  CONVERSION,
  /** 复购率 */
  REPURCHASE,
  /** 裂变倍增率: no share, it may be above one. */
  REFERRAL,
  /** 复制成功率 */
  REPLICATION;

  private static final double MOST_BROUGHT = 1000; // whom members bring may be more than they are

  /**
   * @param field as it is called where it was given
   * @throws Problem 400 for what cannot be reached
   */
  double target(String field, double given) {
    if (!(given >= 0 && given <= (this == REFERRAL ? MOST_BROUGHT : 1))) {
      throw Given.wrong(field, "must be a fraction from 0 to 1");
    }
    return given;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
