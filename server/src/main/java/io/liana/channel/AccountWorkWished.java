package io.liana.channel;

import java.time.Duration;

/**
 * A person has to do something for a connected account that belongs to no group of it; published in
 * a transaction. The same key twice is wished once.
 *
 * @param name what people call the account
 * @param kind code of what is to be done, e.g. {@code moment}
 * @param within how soon
 */
public record AccountWorkWished(
    String platform, String account, String name, String key, Kind kind, Duration within) {

  public enum Kind {
    /** Staff publish a moment on their phones. */
    MOMENT,
    /** The corporation is running out of codes that lead in. */
    WAYS_LOW;

    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
