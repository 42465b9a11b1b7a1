package io.liana.alert;

import io.liana.kernel.CommunityId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is watched, and when it rings.
 *
 * @param eachGroup every group on its own; otherwise the community as a whole
 * @param days how many whole days are one number: the last ones
 * @param evenWhenQuiet also in the quiet hours of the community
 * @param mutedUntil the first day it is looked at again; null when it is not muted
 * @param lookedAt the last day it was looked at
 * @param taskKey of the desk's task it raised last
 */
record Alert(
    long id,
    CommunityId community,
    Wish wish,
    @Nullable LocalDate mutedUntil,
    @Nullable LocalDate lookedAt,
    @Nullable String taskKey,
    Instant madeAt) {

  record Wish(
      String name, Metric metric, boolean eachGroup, int days, Rule rule, boolean evenWhenQuiet) {}

  /** Which way a number went that rings. */
  enum Way {
    UP,
    DOWN,
    BOTH;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Way of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }

    boolean rings(double more) {
      return switch (this) {
        case UP -> more > 0;
        case DOWN -> more < 0;
        case BOTH -> more != 0;
      };
    }
  }

  sealed interface Rule {
    /** Above (UP) or below (DOWN) a number. */
    record Threshold(Way way, double value) implements Rule {}

    /**
     * By at least so much of what it was in as many days before, and hardly by chance.
     *
     * @param by e.g. 0.2 for a fifth
     */
    record Change(Way way, double by) implements Rule {}

    /** Outside of what the weekday and eight weeks let expect; of one day. */
    record Outside(Way way) implements Rule {}

    default String code() {
      return switch (this) {
        case Threshold _ -> "threshold";
        case Change _ -> "change";
        case Outside _ -> "band";
      };
    }

    Way way();
  }
}
