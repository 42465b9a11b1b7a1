package io.liana.moderation;

/**
 * Folds a text to one spelling: width, case, accents, traditional characters, look-alikes,
 * invisible and inserted characters, and the usual disguises of contact words ({@code 薇信}, {@code
 * vx} …). One pass over a table; no pattern, so no text can stall it.
 */
public final class TextNormaliser {
  /** What lies beyond is not looked at: longer than any platform's message. */
  static final int LONGEST = 5_000;

  private static final int KIND_SHIFT = 16; // three bits above the folded character

  /** Folds to nothing, to several characters, or is half of a pair: not one to one. */
  private static final int IRREGULAR = 1 << 19;

  /** A contact word or its disguise may start here. */
  private static final int CONTACT_START = 1 << 20;

  /** Read as a digit although it is an ideograph. */
  private static final int HAN_DIGIT = 1 << 21;

  /** A dot, a colon or what stands for a dot: an address may be here. */
  private static final int ADDRESS = 1 << 22;

  /** Ends {@code 微信}, or is the {@code v} that stands for it. */
  private static final int NAME_CUE = 1 << 23;

  /** For each character its folded form, kind and bits: one load where it is hot. */
  private static final int[] ENTRY = new int[0x10000];

  static {
    for (int c = 0; c < 0x10000; c++) {
      char folded = CharacterFolds.fold((char) c);
      boolean irregular =
          folded == 0 || CharacterFolds.isLong(folded) || Character.isSurrogate((char) c);
      ENTRY[c] = irregular ? IRREGULAR : entryOf(folded);
    }
  }

  private TextNormaliser() {}

  public static FoldedText fold(String text) {
    int end = Math.min(text.length(), LONGEST);
    FoldedText folded = new FoldedText(text, end);
    int seen = 0;
    int hanDigits = 0;
    long tally = 0;
    int glued = 0;
    int at = 0;
    char[] plain = folded.plain;
    text.getChars(0, end, plain, 0); // folded in place
    char[] letters = folded.glued;
    char[] places = folded.firstPlain;
    for (; at < end; at++) {
      int entry = ENTRY[plain[at]];
      if ((entry & IRREGULAR) != 0) {
        break;
      }
      seen |= entry;
      hanDigits += entry / HAN_DIGIT & 1;
      int kind = entry >> KIND_SHIFT & 7;
      tally += FoldedText.TALLY[kind];
      plain[at] = (char) entry;
      letters[glued] = (char) entry;
      places[glued] = (char) at;
      glued += kind >= CharacterFolds.LETTER ? 1 : 0;
    }
    folded.length = at;
    folded.gluedLength = glued;
    folded.tally = tally;
    folded.hanDigits = hanDigits;
    folded.mayHoldAddress = (seen & ADDRESS) != 0;
    folded.mayHoldContactWord = (seen & CONTACT_START) != 0;
    folded.mayAnnounceName = (seen & NAME_CUE) != 0;
    if (at < end) {
      foldIrregular(text, at, end, folded);
    }
    if (folded.mayHoldContactWord) {
      ContactWords.canonicalise(folded);
    }
    return folded;
  }

  /** The rest of a text from its first character that does not fold one to one. */
  private static void foldIrregular(String text, int start, int end, FoldedText folded) {
    folded.keepOrigins();
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      char f = pair ? CharacterFolds.foldBeyond(text.codePointAt(i)) : CharacterFolds.fold(c);
      if (CharacterFolds.isLong(f)) {
        for (char part : CharacterFolds.longForm(f)) {
          append(folded, part, i);
        }
      } else if (f != 0) {
        append(folded, f, i);
      }
      i += pair ? 1 : 0;
    }
  }

  private static void append(FoldedText folded, char f, int originalOffset) {
    int entry = entryOf(f);
    folded.mayHoldAddress |= (entry & ADDRESS) != 0;
    folded.mayHoldContactWord |= (entry & CONTACT_START) != 0;
    folded.mayAnnounceName |= (entry & NAME_CUE) != 0;
    folded.hanDigits += entry / HAN_DIGIT & 1;
    folded.signs += f == CharacterFolds.SIGN ? 1 : 0;
    folded.append(f, originalOffset);
  }

  private static int entryOf(char folded) {
    int entry = folded | CharacterFolds.kind(folded) << KIND_SHIFT;
    entry |= ContactWords.mayStart(folded) ? CONTACT_START : 0;
    entry |= NumberScanner.hanDigit(folded) ? HAN_DIGIT : 0;
    entry |= folded == '信' || folded == 'v' ? NAME_CUE : 0;
    return entry | (LinkScanner.addressSign(folded) ? ADDRESS : 0);
  }
}
