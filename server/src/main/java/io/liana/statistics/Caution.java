package io.liana.statistics;

/** What to keep in mind beside a conclusion. */
public enum Caution {
  /** An arm has fewer than thirty units. */
  SMALL_ARM,
  /** Fewer than five expected in a cell: exact test and score interval were used. */
  FEW_HITS,
  /** With fewer than a hundred units an arm the sequential interval is too narrow. */
  TOO_EARLY_FOR_LOOKS,
  /** The spread is more than three times the mean: a few units may carry the result. */
  OUTLIERS,
  /**
   * The difference and the relative difference disagree about significance; p is the difference's.
   */
  SCALES_DISAGREE
}
