package io.liana.review;

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

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
