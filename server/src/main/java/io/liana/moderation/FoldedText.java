package io.liana.moderation;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text in the spelling a reader sees, in two views that both lead back to the original
 * characters:
 *
 * <ul>
 *   <li><b>plain</b>: folded, with spaces and symbols — for addresses and numbers;
 *   <li><b>glued</b>: letters, digits and ideographs only, contact words in their canonical
 *       spelling — for words, so that {@code w*e*w} and {@code 加 薇 信} are found.
 * </ul>
 *
 * Arrays are exposed inside the package and are read-only by convention: this is the hot path.
 */
public final class FoldedText {
  /** What a character of each kind adds to the tally: four counters of thirteen bits. */
  static final long[] TALLY = new long[8];

  private static final int COUNTER_BITS = 13; // counts to 8,191, beyond the longest text
  private static final int[] COUNTED = {
    CharacterFolds.SYMBOL, CharacterFolds.STOP, CharacterFolds.LETTER, CharacterFolds.DIGIT
  };

  static {
    for (int i = 0; i < COUNTED.length; i++) {
      TALLY[COUNTED[i]] = 1L << (i * COUNTER_BITS);
    }
  }

  final String original;
  char[] plain;
  int length;

  /** For each plain character the offset of the original one; null while they are the same. */
  private char @Nullable [] from;

  char[] glued;

  /** For each glued character the first plain index it stands for … */
  char[] firstPlain;

  /** … and the last, inclusive; the same array unless contact words were rewritten. */
  char[] lastPlain;

  int gluedLength;

  long tally;
  int signs;
  int hanDigits;
  int disguises;
  boolean mayHoldContactWord;
  boolean mayHoldAddress;

  /** A word behind which an account's name may follow. */
  boolean mayAnnounceName;

  FoldedText(String original, int capacity) {
    this.original = original;
    plain = new char[capacity];
    glued = new char[capacity + 1]; // one to spare: the fast loop writes before it counts
    firstPlain = new char[capacity + 1];
    lastPlain = firstPlain;
  }

  /** From here on plain characters remember where they came from. */
  void keepOrigins() {
    char[] origins = new char[plain.length];
    for (int i = 0; i < length; i++) {
      origins[i] = (char) i;
    }
    from = origins;
  }

  void append(char c, int originalOffset) {
    int at = length;
    if (at == plain.length) {
      plain = Arrays.copyOf(plain, at * 2 + 8);
    }
    char[] origins = Objects.requireNonNull(from);
    if (at == origins.length) {
      origins = Arrays.copyOf(origins, at * 2 + 8);
      from = origins;
    }
    plain[at] = c;
    origins[at] = (char) originalOffset;
    length = at + 1;
    byte kind = CharacterFolds.kind(c);
    tally += TALLY[kind];
    if (kind >= CharacterFolds.LETTER) {
      appendGlued(c, at, at);
    }
  }

  int letters() {
    return counter(2);
  }

  int digits() {
    return counter(3);
  }

  int symbols() {
    return counter(0);
  }

  /** Symbols and clause ends. */
  int separators() {
    return counter(0) + counter(1);
  }

  private int counter(int i) {
    return (int) (tally >> (i * COUNTER_BITS)) & ((1 << COUNTER_BITS) - 1);
  }

  byte kind(int plainIndex) {
    return CharacterFolds.kind(plain[plainIndex]);
  }

  void appendGlued(char c, int first, int last) {
    int at = gluedLength;
    if (at == glued.length) {
      int capacity = at * 2 + 8;
      boolean same = lastPlain == firstPlain;
      glued = Arrays.copyOf(glued, capacity);
      firstPlain = Arrays.copyOf(firstPlain, capacity);
      lastPlain = same ? firstPlain : Arrays.copyOf(lastPlain, capacity);
    }
    glued[at] = c;
    firstPlain[at] = (char) first;
    lastPlain[at] = (char) last;
    gluedLength = at + 1;
  }

  /** A copy of the glued view's beginning, to be continued with other spellings. */
  FoldedText gluedUpTo(int end) {
    FoldedText copy = new FoldedText(original, glued.length + 8);
    System.arraycopy(glued, 0, copy.glued, 0, end);
    System.arraycopy(firstPlain, 0, copy.firstPlain, 0, end);
    copy.lastPlain = copy.firstPlain.clone();
    copy.gluedLength = end;
    return copy;
  }

  /** The text as it came. */
  public String original() {
    return original;
  }

  /** Folded, with everything visible still in place. */
  public String plain() {
    return new String(plain, 0, length);
  }

  /** Letters, digits and ideographs only, contact words canonical. */
  public String glued() {
    return new String(glued, 0, gluedLength);
  }

  /** Folded, every symbol a space: {@code we*w} reads {@code we w}. */
  public String spaced() {
    char[] out = Arrays.copyOf(plain, length);
    for (int i = 0; i < length; i++) {
      if (separates(i)) {
        out[i] = ' ';
      }
    }
    return new String(out);
  }

  /** Folded, symbols taken out, spaces kept: {@code we*w} reads {@code wew}. */
  public String closed() {
    StringBuilder out = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      if (!separates(i)) {
        out.append(plain[i]);
      }
    }
    return out.toString();
  }

  /**
   * Everything a pattern of an operator is matched against: spaced, closed and plain reading, or
   * the plain one alone when they do not differ.
   */
  public String everyReading() {
    return separators() == 0 ? plain() : spaced() + ' ' + closed() + ' ' + plain();
  }

  private boolean separates(int i) {
    return kind(i) == CharacterFolds.SYMBOL || kind(i) == CharacterFolds.STOP;
  }

  /** Offset in the original text of a plain character. */
  int originalStart(int plainIndex) {
    return from == null ? plainIndex : from[plainIndex];
  }

  /** Offset in the original text just behind a plain character, its low surrogate included. */
  int originalEnd(int plainIndex) {
    int at = originalStart(plainIndex);
    return Math.min(original.length(), at + Character.charCount(original.codePointAt(at)));
  }
}
