package io.liana.segment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of one value. What is not known meets {@link Op#UNKNOWN}, {@link Op#IS_NOT} and
 * nothing else.
 *
 * @param values for {@link Op#IS} and {@link Op#IS_NOT} one or more, any of which will do; none for
 *     {@link Op#KNOWN} and {@link Op#UNKNOWN}; otherwise one, for times as a number of days
 */
record Comparison(Op op, List<Value> values) {

  enum Op {
    IS,
    IS_NOT,
    BELOW,
    AT_MOST,
    ABOVE,
    AT_LEAST,
    /** The text with {@code *} for anything; regular expressions differ from engine to engine. */
    LIKE,
    KNOWN,
    UNKNOWN,
    /** Of times: in the last days, and not in the future. */
    WITHIN,
    /** Of times: at least so many days ago. */
    BEFORE;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Comparison {
    values = List.copyOf(values);
  }

  boolean holds(@Nullable Value value, Instant now) {
    if (value == null) {
      return op == Op.UNKNOWN || op == Op.IS_NOT;
    }
    return switch (op) {
      case IS -> values.contains(value);
      case IS_NOT -> !values.contains(value);
      case BELOW -> number(value) < amount();
      case AT_MOST -> number(value) <= amount();
      case ABOVE -> number(value) > amount();
      case AT_LEAST -> number(value) >= amount();
      case LIKE -> value instanceof Value.Word(String text) && like(text, pattern());
      case KNOWN -> true;
      case UNKNOWN -> false;
      case WITHIN ->
          value instanceof Value.At(Instant at)
              && at.isAfter(now.minus(days()))
              && !at.isAfter(now);
      case BEFORE -> value instanceof Value.At(Instant at) && !at.isAfter(now.minus(days()));
    };
  }

  /** When this may hold no longer, or begin to, though nothing happens; null for never. */
  @Nullable Instant turns(@Nullable Value value, Instant now) {
    if ((op != Op.WITHIN && op != Op.BEFORE) || !(value instanceof Value.At(Instant at))) {
      return null;
    }
    if (op == Op.WITHIN && at.isAfter(now)) {
      return at;
    }
    Instant over = at.plus(days());
    return over.isAfter(now) ? over : null;
  }

  Duration days() {
    return Duration.ofDays((long) amount());
  }

  double amount() {
    return number(values.getFirst());
  }

  String pattern() {
    return values.getFirst() instanceof Value.Word(String text) ? text : "";
  }

  private static double number(Value value) {
    return value instanceof Value.Amount(double number) ? number : Double.NaN;
  }

  // Each star takes as little as it can; only the last one ever has to take more.
  private static boolean like(String text, String pattern) {
    int t = 0;
    int p = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
