package io.liana.moderation;

import java.util.Arrays;

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
  final String original;
  char[] plain;
  byte[] kinds;

  /** For each plain character the offset of the original one. */
  char[] from;

  int length;

  char[] glued;

  /** For each glued character the first plain index it stands for … */
  char[] firstPlain;

  /** … and the last, inclusive. */
  char[] lastPlain;

  int gluedLength;

  int digits;
  int letters;
  int symbols;
  int stops;
  int signs;
  int hanDigits;
  int disguises;
  boolean mayHoldContactWord;

  FoldedText(String original) {
    this.original = original;
    int capacity = Math.min(original.length(), TextNormaliser.LONGEST);
    plain = new char[capacity];
    kinds = new byte[capacity];
    from = new char[capacity];
    glued = new char[capacity];
    firstPlain = new char[capacity];
    lastPlain = new char[capacity];
  }

  void append(char c, int originalOffset) {
    byte kind = CharacterFolds.kind(c);
    int at = length;
    if (at == plain.length) {
      growPlain();
    }
    plain[at] = c;
    kinds[at] = kind;
    from[at] = (char) originalOffset;
    length = at + 1;
    if (kind >= CharacterFolds.LETTER) {
      appendGlued(c, at, at);
    }
  }

  void appendGlued(char c, int first, int last) {
    int at = gluedLength;
    if (at == glued.length) {
      growGlued();
    }
    glued[at] = c;
    firstPlain[at] = (char) first;
    lastPlain[at] = (char) last;
    gluedLength = at + 1;
  }

  private void growPlain() {
    int capacity = plain.length * 2 + 8;
    plain = Arrays.copyOf(plain, capacity);
    kinds = Arrays.copyOf(kinds, capacity);
    from = Arrays.copyOf(from, capacity);
  }

  private void growGlued() {
    int capacity = glued.length * 2 + 8;
    glued = Arrays.copyOf(glued, capacity);
    firstPlain = Arrays.copyOf(firstPlain, capacity);
    lastPlain = Arrays.copyOf(lastPlain, capacity);
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
    return symbols + stops == 0 ? plain() : spaced() + ' ' + closed() + ' ' + plain();
  }

  private boolean separates(int i) {
    return kinds[i] == CharacterFolds.SYMBOL || kinds[i] == CharacterFolds.STOP;
  }

  /** Offset in the original text of a plain character. */
  int originalStart(int plainIndex) {
    return from[plainIndex];
  }

  /** Offset in the original text just behind a plain character, its low surrogate included. */
  int originalEnd(int plainIndex) {
    int at = from[plainIndex];
    return Math.min(original.length(), at + Character.charCount(original.codePointAt(at)));
  }
}
