package io.liana.experiment;

import java.util.Locale;

/**
 * What an arm is judged by, per member or visitor within the days of the experiment after the
 * exposure.
 */
public enum Metric {
  /** Share of members who said something. */
  SPOKE,
  /** Share of members, or of visitors who joined, who are in the group at the end of the days. */
  STAYED,
  /** Messages of a member. */
  MESSAGES,
  /** Days on which a member said something. */
  ACTIVE_DAYS,
  /** Messages ÷ days with a message, over all members of an arm together. */
  MESSAGES_PER_ACTIVE_DAY,
  /** Share of members who left and came in again. */
  CAME_BACK,
  /** Share of visitors who did what a gate asks. */
  ANSWERED,
  /** Share of visitors whom a page let through. */
  ADMITTED,
  /** Share of visitors who came into a group. */
  JOINED,
  /** Share of visitors who came into a group and ordered for the first time. */
  ORDERED;

  /** Of units, each of which did it or did not. */
  public boolean isShare() {
    return switch (this) {
      case MESSAGES, ACTIVE_DAYS, MESSAGES_PER_ACTIVE_DAY -> false;
      case SPOKE, STAYED, CAME_BACK, ANSWERED, ADMITTED, JOINED, ORDERED -> true;
    };
  }

  /** Whether it is known of what is assigned. */
  boolean tells(Unit unit) {
    return switch (this) {
      case SPOKE, MESSAGES, ACTIVE_DAYS, MESSAGES_PER_ACTIVE_DAY, CAME_BACK -> unit != Unit.VISITOR;
      case ANSWERED, ADMITTED, JOINED, ORDERED -> unit == Unit.VISITOR;
      case STAYED -> true;
    };
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Metric of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
