package io.liana.channel.history;

/** Characters one does not see: direction marks and the many kinds of blank. */
final class Marks {
  private Marks() {}

  static boolean isDirection(char c) {
    return (c >= '\u200E' && c <= '\u200F')
        || (c >= '\u202A' && c <= '\u202E')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\u061C'
        || c == '\uFEFF';
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\u00A0' || c == '\u202F' || c == '\u2009' || c == '\u3000';
  }

  /** Without direction marks, blanks made plain, trimmed: how names and app sentences compare. */
  static String plain(String text) {
    boolean clean = true;
    for (int i = 0; i < text.length() && clean; i++) {
      char c = text.charAt(i);
      clean = c < '\u00A0' || !(isDirection(c) || isBlank(c));
    }
    if (clean) {
      return text.strip();
    }
    var plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isDirection(c)) {
        plain.append(isBlank(c) ? ' ' : c);
      }
    }
    return plain.toString().strip();
  }
}
