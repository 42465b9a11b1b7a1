package io.liana.acquisition;

import io.liana.acquisition.Target.Door;
import io.liana.acquisition.Target.Pool;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One scan to be written down.
 *
 * @param seat where a seat is wanted; null when it leads somewhere without seats
 * @param visitor by the cookie; a new one where there was none
 * @param met arms of experiments that had a say in where it leads
 * @param network of the visitor, not the address
 */
record Scan(
    KnownCode code,
    Instant at,
    long visitor,
    Visit visit,
    Result result,
    @Nullable Wish seat,
    Set<String> met,
    String network) {

  record Wish(LivePlan plan, Pool pool) {}

  enum Result {
    /** To an address, or to a door with a seat. */
    LED,
    /** A seat was wanted and none was free. */
    FULL,
    /** To a page with words. */
    WORDS,
    /** To a page with gates, from which who passes them comes back. */
    PAGE,
    /** Too many of one browser or network in a minute: counted apart, no seat. */
    REFUSED,
    /** No person: counted apart, no seat. */
    ROBOT;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What became of it, once it is on disk: the door where a seat was wanted and free. */
  record Kept(@Nullable Door door) {}
}
