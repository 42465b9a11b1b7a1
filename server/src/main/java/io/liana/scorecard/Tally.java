package io.liana.scorecard;

/** One share, counted. */
sealed interface Tally {
  /** Nothing to divide by; a code says why. */
  record Unknown(String why) implements Tally {}

  /**
   * @param of above 0
   */
  record Counted(long hits, long of) implements Tally {
    double share() {
      return (double) hits / of;
    }

    /** Of so few that one more or less changes much. */
    boolean few() {
      return of < 30;
    }
  }

  static Tally of(long hits, long of, String unknown) {
    return of == 0 ? new Unknown(unknown) : new Counted(hits, of);
  }
}
