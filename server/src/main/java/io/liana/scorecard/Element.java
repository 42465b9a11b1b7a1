package io.liana.scorecard;

import java.util.Locale;

/** What makes a community: 五要素. */
enum Element {
  /** 同好 */
  INTEREST,
  /** 结构 */
  STRUCTURE,
  /** 输出 */
  OUTPUT,
  /** 运营 */
  OPERATION,
  /** 复制 */
  REPLICATION;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
