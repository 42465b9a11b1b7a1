package io.liana.scorecard;

import java.util.Locale;

/** What somebody is to a group, by what they did in four weeks; docs/metrics.md says when. */
enum PlayedRole {
  /** 意见领袖 */
  AUTHORITY,
  /** 答疑者 */
  SOLVER,
  /** 专家 */
  EXPERT,
  /** 培训者 */
  TRAINER,
  /** 资源寻找者 */
  RESOURCE_FINDER,
  /** 创新者 */
  INNOVATOR,
  /** 执行者 */
  EXECUTOR,
  /** 活跃者 */
  ACTIVE,
  /** 潜水者 */
  LURKER,
  /** 可能流失 */
  AT_RISK;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
