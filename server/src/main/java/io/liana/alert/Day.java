package io.liana.alert;

/**
 * One whole day of a metric.
 *
 * @param of what a share is a share of; 1 for a count
 */
record Day(long hits, long of) {
  static final Day NOTHING = new Day(0, 1);
  static final Day NOBODY = new Day(0, 0);

  /** NaN for a share of nobody. */
  double value() {
    return of == 0 ? Double.NaN : (double) hits / of;
  }
}
