package io.liana.delivery;

import io.liana.kernel.Actor;
import java.time.Instant;
import java.util.Locale;

/** What became of a command in doubt; published in the transaction that writes it down. */
public record DoubtSettled(String key, How how, Actor by, Instant at) {
  public enum How {
    /** It had happened. */
    ARRIVED,
    SENT_AGAIN,
    /** Nobody knows, and nobody needs to. */
    LET_BE;

    public boolean arrived() {
      return this == ARRIVED;
    }

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
