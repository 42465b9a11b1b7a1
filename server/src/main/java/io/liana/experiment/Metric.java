package io.liana.experiment;

import java.util.Locale;

/** What an arm is judged by, per member within the days of the experiment after the exposure. */
public enum Metric {
  /** Share of members who said something. */
  SPOKE,
  /** Share of members who are still in the group at the end of the days. */
  STAYED,
  /** Messages of a member. */
  MESSAGES,
  /** Days on which a member said something. */
  ACTIVE_DAYS,
  /** Messages ÷ days with a message, over all members of an arm together. */
  MESSAGES_PER_ACTIVE_DAY;

  /** Of members, each of whom did it or did not. */
  public boolean isShare() {
    return this == SPOKE || this == STAYED;
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Metric of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
