package io.liana.statistics;

/** The one sentence: what may and may not be concluded about one arm against the control. */
public enum Conclusion {
  /** The arms did not get their shares: nothing may be concluded before it is known why. */
  BROKEN_SPLIT,
  /** Nothing could be computed; the refusal says why. */
  NO_ANSWER,
  /** The arms differ, and it may be said however often one has looked. */
  SHOWN,
  /** They differ if this is the one look that was planned; after daily looks it may be chance. */
  SHOWN_AT_PLANNED_END,
  /** They would differ alone, but with so many arms one such difference is to be expected. */
  LOST_BY_CORRECTION,
  /**
   * No difference is shown. Not the same as no difference: the interval says what is still
   * possible.
   */
  NOT_SHOWN
}
