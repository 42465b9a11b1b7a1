package io.liana.moderation;

/**
 * Estimates how many states a pattern unfolds to: one for each character, groups multiplied by
 * their repetition. Never too low for what RE2 accepts; read in one pass without recursion into the
 * engine.
 */
final class PatternSize {
  private static final long HUGE = 1_000_000_000L;
  private final String source;
  private int at;

  private PatternSize(String source) {
    this.source = source;
  }

  static long of(String source) {
    return new PatternSize(source).sequence();
  }

  /** Size up to the closing bracket of this group or the end. Nesting is bounded by the length. */
  private long sequence() {
    long total = 0;
    while (at < source.length() && source.charAt(at) != ')') {
      long atom = atom();
      total = Math.min(HUGE, total + atom * Math.max(1, repetitions()));
    }
    return total;
  }

  private long atom() {
    char c = source.charAt(at++);
    if (c == '\\' && at < source.length()) {
      at++;
      return 2; // classes such as \p{Han} cost more than a character
    }
    if (c == '[') {
      skipClass();
      return 2;
    }
    if (c == '(') {
      long inside = sequence();
      at++;
      return inside + 2;
    }
    return 1;
  }

  private void skipClass() {
    if (at < source.length() && source.charAt(at) == '^') {
      at++;
    }
    if (at < source.length() && source.charAt(at) == ']') {
      at++;
    }
    while (at < source.length() && source.charAt(at) != ']') {
      at += source.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }

  /** The largest number in {@code {n,m}} behind an atom; several in a row multiply. */
  private long repetitions() {
    long product = 1;
    while (at < source.length() && source.charAt(at) == '{') {
      int close = source.indexOf('}', at);
      String inside = close < 0 ? "" : source.substring(at + 1, close);
      if (!inside.matches("\\d{1,9}(,\\d{0,9})?")) {
        return product;
      }
      String[] bounds = inside.split(",");
      product = Math.min(HUGE, product * Math.max(1, Long.parseLong(bounds[bounds.length - 1])));
      at = close + 1;
      if (at < source.length() && source.charAt(at) == '?') {
        at++;
      }
    }
    return product;
  }
}
