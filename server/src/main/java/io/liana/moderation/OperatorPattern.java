package io.liana.moderation;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * A pattern an operator wrote. It runs on an engine whose time is linear in the text (RE2), over a
 * text of bounded length, and with a bounded number of states: no pattern can stall the server.
 */
public final class OperatorPattern {
  /** As on other platforms; longer patterns are lists and belong into a lexicon. */
  public static final int LONGEST_PATTERN = 250;

  /** Characters of a message a pattern looks at. */
  public static final int LONGEST_TEXT = 2_000;

  /** States the pattern may unfold to; {@code (a{99}){99}} is short to write and slow to run. */
  static final int MOST_STATES = 1_000;

  private final Pattern pattern;
  private final String category;

  private OperatorPattern(Pattern pattern, String category) {
    this.pattern = pattern;
    this.category = category;
  }

  /**
   * @throws IllegalArgumentException with a sentence an operator understands, when the pattern is
   *     too long, unfolds too far or is not a pattern
   */
  public static OperatorPattern compile(String source, String category) {
    if (source.isBlank()) {
      throw new IllegalArgumentException("the pattern is empty");
    }
    if (source.length() > LONGEST_PATTERN) {
      throw new IllegalArgumentException(
          "the pattern has %d characters, at most %d are allowed"
              .formatted(source.length(), LONGEST_PATTERN));
    }
    if (source.contains("\\Q") || PatternSize.of(source) > MOST_STATES) {
      throw new IllegalArgumentException("the pattern repeats too much, or quotes with \\Q");
    }
    try {
      return new OperatorPattern(
          Pattern.compile(source, Pattern.CASE_INSENSITIVE | Pattern.DOTALL), category);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("not a pattern: " + e.getMessage(), e);
    }
  }

  public String category() {
    return category;
  }

  public String source() {
    return pattern.pattern();
  }

  /**
   * First match: in the original text where possible, else in the folded readings ({@code we*w} is
   * also read {@code wew}) with the whole message as evidence.
   */
  public Optional<Finding> find(FoldedText text) {
    String original = cut(text.original());
    Matcher matcher = pattern.matcher(original);
    if (matcher.find() && matcher.end() > matcher.start()) {
      return Optional.of(finding(text.original(), matcher.start(), matcher.end()));
    }
    boolean read =
        matches(text.plain())
            || (text.separators() > 0 && (matches(text.spaced()) || matches(text.closed())));
    return read ? Optional.of(finding(text.original(), 0, original.length())) : Optional.empty();
  }

  private boolean matches(String reading) {
    Matcher matcher = pattern.matcher(cut(reading));
    return matcher.find() && matcher.end() > matcher.start();
  }

  private Finding finding(String text, int start, int end) {
    return Finding.exact(
        Finding.Kind.PATTERN, category, Finding.Level.ENFORCE, text, start, end, "pattern.matched");
  }

  private static String cut(String text) {
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
  }
}
