package io.liana.channel;

/**
 * A foreign text as PostgreSQL can keep it: it knows neither NUL nor half a surrogate pair, and a
 * hostile message must not become a poison event.
 */
public final class Storable {
  private static final int REPLACEMENT = 0xFFFD;

  private Storable() {}

  public static String text(String text) {
    boolean clean = true;
    for (int i = 0; i < text.length() && clean; i++) {
      char c = text.charAt(i);
      clean = c != 0 && !Character.isSurrogate(c);
    }
    if (clean) {
      return text;
    }
    var kept = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c != 0)
        .map(c -> c >= 0xD800 && c <= 0xDFFF ? REPLACEMENT : c)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /** The same, cut off where it is too long, never inside a pair. */
  public static String text(String text, int longest) {
    String clean = text(text);
    if (clean.length() <= longest) {
      return clean;
    }
    boolean insidePair = Character.isHighSurrogate(clean.charAt(longest - 1));
    return clean.substring(0, insidePair ? longest - 1 : longest);
  }
}
