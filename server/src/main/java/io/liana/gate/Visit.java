package io.liana.gate;

import io.liana.kernel.MemberId;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One visitor on one page.
 *
 * @param visitor the number in the cookie
 * @param code the live code they came by
 * @param returning had been here before they scanned, which plans look at
 * @param arms by which the page is what it is for them, as {@code 7:b}
 */
record Visit(
    long id,
    long page,
    long visitor,
    String code,
    @Nullable MemberId member,
    boolean returning,
    @Nullable Instant passedAt,
    Set<String> arms) {

  /** How far they came at one gate. */
  record Progress(String gate, State state, int tries) {}

  enum State {
    SEEN,
    STARTED,
    /** For a person to decide, or for money to come. */
    WAITING,
    PASSED,
    REFUSED;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }
}
