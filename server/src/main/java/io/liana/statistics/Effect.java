package io.liana.statistics;

/** What a comparison says about the difference treatment − control, or why it says nothing. */
public sealed interface Effect {
  /**
   * @param estimate on the scale asked for
   * @param error standard error of the estimate
   * @param p two-sided unless asked otherwise
   */
  record Measured(double estimate, double error, Interval interval, double p) implements Effect {}

  record Refused(Refusal why) implements Effect {}
}
