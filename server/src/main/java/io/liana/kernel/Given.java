package io.liana.kernel;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller gave, checked before anything is done with it: either a value the database can
 * keep, or a 400 {@code invalid_request} that names the field.
 */
public final class Given {
  private static final int LONGEST_SEARCH = 200;
  private static final int LONGEST_ECHO = 40;

  private Given() {}

  public static Problem wrong(String field, String detail) {
    return Problem.invalid(
        "invalid_request", "%s %s.".formatted(field, detail), Map.of("field", field));
  }

  /** The text without blanks around it. */
  public static String text(String field, @Nullable String value, int shortest, int longest) {
    if (value == null) {
      throw wrong(field, "is missing");
    }
    return sized(field, storable(field, value).strip(), shortest, longest);
  }

  /** The text as it was given, e.g. a password: its blanks belong to it. */
  public static String exact(String field, @Nullable String value, int shortest, int longest) {
    if (value == null) {
      throw wrong(field, "is missing");
    }
    return sized(field, value, shortest, longest);
  }

  private static String sized(String field, String text, int shortest, int longest) {
    int length = text.codePointCount(0, text.length());
    if (length < shortest || length > longest) {
      throw wrong(
          field,
          "must have %d to %d characters, this one has %d".formatted(shortest, longest, length));
    }
    return text;
  }

  public static String oneOf(
      String field, @Nullable String value, String otherwise, List<String> known) {
    if (value == null || value.isEmpty()) {
      return otherwise;
    }
    if (!known.contains(value)) {
      throw notOneOf(field, value, known);
    }
    return value;
  }

  /** Null when nothing was given. */
  public static @Nullable String oneOf(String field, @Nullable String value, List<String> known) {
    return value == null || value.isEmpty() ? null : oneOf(field, value, "", known);
  }

  /** Null when nothing was given. */
  public static @Nullable LocalDate day(String field, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return null;
    }
    try {
      if (value.length() == 10) { // LocalDate also reads years no database can keep
        return LocalDate.parse(value);
      }
    } catch (DateTimeParseException e) {
      throw notADay(field, value);
    }
    throw notADay(field, value);
  }

  /**
   * For {@code column ilike all (:q)}: every word must be contained, and what a caller types is
   * never a wildcard. Empty, which every text matches, when nothing was given.
   */
  public static String[] words(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      return new String[0];
    }
    String clean = text(field, value, 1, LONGEST_SEARCH);
    return Arrays.stream(clean.split("[\\s\\u3000]+"))
        .filter(word -> !word.isEmpty())
        .map(word -> '%' + word.replaceAll("[\\\\%_]", "\\\\$0") + '%')
        .toArray(String[]::new);
  }

  /** PostgreSQL keeps neither NUL nor half a surrogate pair. */
  private static String storable(String field, String value) {
    if (value.codePoints().anyMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF))) {
      throw wrong(field, "contains a character that is none");
    }
    return value;
  }

  /** A wrong value as a sentence may repeat it. */
  static String echo(String value) {
    return value.length() <= LONGEST_ECHO ? value : value.substring(0, LONGEST_ECHO) + "…";
  }

  private static Problem notADay(String field, String value) {
    return wrong(field, "must be a day like 2026-11-22, not '%s'".formatted(echo(value)));
  }

  private static Problem notOneOf(String field, String value, List<String> known) {
    return Problem.invalid(
        "invalid_request",
        "%s must be one of %s, not '%s'.".formatted(field, String.join(", ", known), echo(value)),
        Map.of("field", field, "known", known));
  }
}
