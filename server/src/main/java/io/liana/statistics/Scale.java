package io.liana.statistics;

/** How a difference is told. The two may disagree about significance; say which one is shown. */
public enum Scale {
  /** Treatment − control, in the metric's own unit. */
  ABSOLUTE,
  /**
   * (Treatment − control) ÷ |control|: a fraction, with its sign also where the control is below
   * zero.
   */
  RELATIVE
}
