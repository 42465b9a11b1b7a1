package io.liana.moderation;

/**
 * Jaro–Winkler likeness of two texts in [0,1], for near-duplicate adverts and look-alike names.
 * Source: W. E. Winkler, 1990; prefix scale 0.1 over at most four characters, only from a Jaro
 * value of 0.7 on.
 */
public final class Similarity {
  private static final double PREFIX_SCALE = 0.1;
  private static final int PREFIX_CAP = 4;
  private static final double BOOST_FROM = 0.7;

  /** Longer texts are compared by their beginning: the cost grows with the square of the length. */
  private static final int COMPARED_LENGTH = 400;

  private Similarity() {}

  /** Likeness of {@code a} and {@code b}: 1 when equal, 0 when they share nothing. */
  public static double of(String a, String b) {
    if (a.equals(b)) {
      return 1;
    }
    String left = a.length() > COMPARED_LENGTH ? a.substring(0, COMPARED_LENGTH) : a;
    String right = b.length() > COMPARED_LENGTH ? b.substring(0, COMPARED_LENGTH) : b;
    double jaro = jaro(left, right);
    if (jaro < BOOST_FROM) {
      return jaro;
    }
    int prefix = 0;
    int cap = Math.min(PREFIX_CAP, Math.min(left.length(), right.length()));
    while (prefix < cap && left.charAt(prefix) == right.charAt(prefix)) {
      prefix++;
    }
    return jaro + prefix * PREFIX_SCALE * (1 - jaro);
  }

  private static double jaro(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return 0;
    }
    int window = Math.max(0, Math.max(a.length(), b.length()) / 2 - 1);
    boolean[] usedA = new boolean[a.length()];
    boolean[] usedB = new boolean[b.length()];
    int matches = 0;
    for (int i = 0; i < a.length(); i++) {
      int last = Math.min(b.length() - 1, i + window);
      for (int j = Math.max(0, i - window); j <= last; j++) {
        if (!usedB[j] && a.charAt(i) == b.charAt(j)) {
          usedA[i] = true;
          usedB[j] = true;
          matches++;
          break;
        }
      }
    }
    if (matches == 0) {
      return 0;
    }
    double m = matches;
    return (m / a.length() + m / b.length() + (m - transpositions(a, b, usedA, usedB)) / m) / 3;
  }

  /** Half the number of matched characters that stand in another order. */
  private static double transpositions(String a, String b, boolean[] usedA, boolean[] usedB) {
    int displaced = 0;
    int j = 0;
    for (int i = 0; i < a.length(); i++) {
      if (usedA[i]) {
        while (!usedB[j]) {
          j++;
        }
        if (a.charAt(i) != b.charAt(j)) {
          displaced++;
        }
        j++;
      }
    }
    return displaced / 2.0;
  }
}
