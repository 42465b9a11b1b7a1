package io.liana.channel.history;

import java.util.Locale;

/**
 * A line that could not be read, and why.
 *
 * @param line counts from 1
 * @param text how it begins
 */
public record Unreadable(String file, long line, Why why, String text) {
  private static final int SHOWN = 80;

  public enum Why {
    NO_SUCH_TIME("there is no such day or time"),
    NO_DATE_BEFORE("no date and time before it"),
    CUT("the file ends in the middle of this line"),
    NOT_IRC("not a line of an IRC log"),
    NO_TIME("no time that can be read"),
    NO_SENDER("a message without a sender"),
    UNKNOWN_TYPE("a type nobody knows"),
    CELLS("not as many cells as the header"),
    NOT_JSON("not a JSON object");

    private final String words;

    Why(String words) {
      this.words = words;
    }

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** For a terminal. */
    public String words() {
      return words;
    }
  }

  static Unreadable of(String file, long line, Why why, String text) {
    return new Unreadable(
        file, line, why, text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…");
  }
}
