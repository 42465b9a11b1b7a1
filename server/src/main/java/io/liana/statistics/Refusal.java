package io.liana.statistics;

/** Why there is no answer. */
public enum Refusal {
  /** An arm has fewer than two units. */
  TOO_FEW,
  /** The units of an arm do not differ (or the sums given contradict each other). */
  NO_VARIANCE,
  /** A relative difference to nothing: the control's mean is zero. */
  NO_BASELINE
}
