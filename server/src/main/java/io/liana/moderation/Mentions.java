package io.liana.moderation;

import java.util.HashSet;
import java.util.Set;

/** Counts whom a message calls upon. */
public final class Mentions {
  private Mentions() {}

  /**
   * Distinct {@code @names} written in the text: an {@code @} that does not follow a letter or a
   * digit (so not an e-mail address), followed by one.
   */
  public static int inText(String text) {
    Set<String> names = new HashSet<>();
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      int end = at + 1;
      while (end < text.length() && partOfName(text.charAt(end))) {
        end++;
      }
      boolean starts = at == 0 || !asciiWord(text.charAt(at - 1));
      if (starts && end > at + 1) {
        names.add(text.substring(at + 1, end));
      }
    }
    return names.size();
  }

  /**
   * True when there are more mentions than the limit. The platform's own list counts when there is
   * one; names in the text are for platforms without, or when told to look.
   */
  public static boolean overLimit(String text, int platformMentions, int limit, boolean scanText) {
    int count = scanText ? Math.max(platformMentions, inText(text)) : platformMentions;
    return count > limit;
  }

  private static boolean partOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == ':';
  }

  private static boolean asciiWord(char c) {
    return c < 128 && Character.isLetterOrDigit(c);
  }
}
