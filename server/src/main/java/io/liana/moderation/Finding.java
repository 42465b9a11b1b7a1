package io.liana.moderation;

/**
 * One thing found in a message, with the evidence for it. Findings are facts; what to do about them
 * is for the rules to decide.
 *
 * @param kind what was found
 * @param category finer name: a lexicon category ({@code loan}), a contact ({@code phone}), an
 *     invite's platform ({@code discord}), or the kind itself
 * @param score confidence in [0,1]; 1 for what is exact, the model's probability for an advert
 * @param level which threshold the score reached
 * @param matched the member's own characters from {@code start} to {@code end}
 * @param start offset of the evidence in the original text, inclusive
 * @param end offset of the evidence in the original text, exclusive
 * @param reason stable code the console translates, such as {@code link.outside_allow_list}
 */
public record Finding(
    Kind kind,
    String category,
    double score,
    Level level,
    String matched,
    int start,
    int end,
    String reason) {

  /** What a finding is about. */
  public enum Kind {
    /** The whole message reads like an advert, by the learned detector. */
    ADVERT,
    /** A word of a lexicon. */
    KEYWORD,
    /** A pattern an operator wrote. */
    PATTERN,
    /** A phone number, QQ or WeChat account, e-mail address … somebody is to be reached at. */
    CONTACT,
    /** A link to a domain outside the allow-list. */
    LINK,
    /** An invitation to another group. */
    INVITE,
    /** More mentions than allowed. */
    MENTIONS
  }

  /** How sure we are: from REVIEW on a human looks, from ENFORCE on the ladder acts by itself. */
  public enum Level {
    NONE,
    REVIEW,
    ENFORCE;

    /** True when this level is {@code other} or stronger. */
    public boolean reaches(Level other) {
      return compareTo(other) >= 0;
    }
  }

  static Finding exact(
      Kind kind, String category, Level level, String text, int start, int end, String reason) {
    return new Finding(kind, category, 1, level, text.substring(start, end), start, end, reason);
  }
}
