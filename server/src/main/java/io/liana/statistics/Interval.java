package io.liana.statistics;

/**
 * From low to high; an open end is infinite.
 *
 * @param low at most {@code high}
 */
public record Interval(double low, double high) {
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  static Interval around(double middle, double halfWidth) {
    return new Interval(middle - halfWidth, middle + halfWidth);
  }
}
