package io.liana.moderation;

/**
 * Folds a text to one spelling: width, case, accents, traditional characters, look-alikes,
 * invisible and inserted characters, and the usual disguises of contact words ({@code 薇信}, {@code
 * vx} …). One pass over a table; no pattern, so no text can stall it.
 */
public final class TextNormaliser {
  /** What lies beyond is not looked at: longer than any platform's message. */
  static final int LONGEST = 5_000;

  private TextNormaliser() {}

  public static FoldedText fold(String text) {
    FoldedText folded = new FoldedText(text);
    int end = Math.min(text.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      char f = CharacterFolds.fold(c);
      if (f == CharacterFolds.SIGN && Character.isHighSurrogate(c) && i + 1 < text.length()) {
        char low = text.charAt(i + 1);
        if (Character.isLowSurrogate(low)) {
          f = CharacterFolds.foldBeyond(Character.toCodePoint(c, low));
          take(folded, f, i);
          i++;
          continue;
        }
      }
      take(folded, f, i);
    }
    if (folded.mayHoldContactWord) {
      ContactWords.canonicalise(folded);
    }
    return folded;
  }

  private static void take(FoldedText folded, char f, int at) {
    if (f == 0) {
      return;
    }
    if (CharacterFolds.isLong(f)) {
      for (char c : CharacterFolds.longForm(f)) {
        count(folded, c);
        folded.append(c, at);
      }
      return;
    }
    count(folded, f);
    folded.append(f, at);
  }

  private static void count(FoldedText folded, char f) {
    switch (CharacterFolds.kind(f)) {
      case CharacterFolds.DIGIT -> folded.digits++;
      case CharacterFolds.LETTER -> folded.letters++;
      case CharacterFolds.STOP -> folded.stops++;
      case CharacterFolds.HAN -> {
        if (NumberScanner.hanDigit(f)) {
          folded.hanDigits++;
        }
      }
      case CharacterFolds.SYMBOL -> {
        folded.symbols++;
        if (f == CharacterFolds.SIGN) {
          folded.signs++;
        }
      }
      default -> {
        // spaces are not counted
      }
    }
    if (ContactWords.mayStart(f)) {
      folded.mayHoldContactWord = true;
    }
  }
}
