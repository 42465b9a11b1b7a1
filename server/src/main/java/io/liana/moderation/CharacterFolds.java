package io.liana.moderation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One table from a character to the character a reader takes it for: width, case, accents,
 * traditional → simplified, look-alikes, enclosed letters and digits. Invisible characters fold to
 * nothing.
 */
final class CharacterFolds {
  /** Invisible: dropped. */
  static final byte NOTHING = 0;

  /** White space inside a line. */
  static final byte SPACE = 1;

  /** Punctuation, signs, emoji: what people insert to break a word up. */
  static final byte SYMBOL = 2;

  /** Ends a sentence or clause: words on its two sides rarely belong together. */
  static final byte STOP = 3;

  /** A letter of an alphabet; words are runs of them. */
  static final byte LETTER = 4;

  static final byte DIGIT = 5;

  /** An ideograph or syllable: no word boundaries between them. */
  static final byte HAN = 6;

  /** What an emoji or another sign beyond the basic plane folds to. */
  static final char SIGN = '\uFFFC';

  private static final String STOPS = ",!?;。、\n\r\u2028\u2029";

  /** Folded forms of more than one character are private-use indexes into this list. */
  private static final char FIRST_LONG = '\uE000';

  private static final char LAST_LONG = '\uF8FF';
  private static final List<char[]> LONG_FORMS = new ArrayList<>();

  private static final char[] FOLD = new char[0x10000];
  private static final byte[] KIND = new byte[0x10000];
  private static final Map<Integer, Character> BEYOND_BASIC = new HashMap<>();

  static {
    Map<Integer, Character> spelled = new HashMap<>();
    readPairs("traditional.txt", spelled);
    readPairs("look-alikes.txt", spelled);
    for (int c = 0; c < 0x10000; c++) {
      KIND[c] = kindOfFolded((char) c);
    }
    for (int c = 0; c < 0x10000; c++) {
      FOLD[c] = Character.isSurrogate((char) c) ? SIGN : foldOf((char) c, spelled);
    }
    for (int[] range : new int[][] {{0x1D400, 0x1D7FF}, {0x1F100, 0x1F1FF}, {0x2F800, 0x2FA1F}}) {
      for (int c = range[0]; c <= range[1]; c++) {
        String form = normalForm(Character.toString(c), spelled);
        if (form.length() == 1 && KIND[form.charAt(0)] >= LETTER) {
          BEYOND_BASIC.put(c, form.charAt(0));
        }
      }
    }
    spelled.forEach(
        (c, target) -> {
          if (c > 0xFFFF) {
            BEYOND_BASIC.put(c, target);
          }
        });
  }

  private CharacterFolds() {}

  /** The folded character, 0 for nothing, or a long form (see {@link #longForm}). */
  static char fold(char c) {
    return FOLD[c];
  }

  /** The folded form of a character beyond the basic plane; 0 for nothing. */
  static char foldBeyond(int codePoint) {
    if (codePoint >= 0xE0000) {
      return 0; // tags and variation selectors
    }
    if (codePoint >= 0x20000 && codePoint < 0x2F800) {
      return '〓'; // rare ideographs: no word of ours contains one
    }
    return BEYOND_BASIC.getOrDefault(codePoint, SIGN);
  }

  static boolean isLong(char folded) {
    return folded >= FIRST_LONG && folded <= LAST_LONG;
  }

  static char[] longForm(char folded) {
    return LONG_FORMS.get(folded - FIRST_LONG);
  }

  /** Kind of a folded character. */
  static byte kind(char folded) {
    return KIND[folded];
  }

  private static char foldOf(char c, Map<Integer, Character> spelled) {
    if (c < 0x80) {
      return Character.toLowerCase(c);
    }
    if (c >= FIRST_LONG && c <= LAST_LONG) {
      return SIGN;
    }
    if (c == '…' || c == '⋯') {
      return '…'; // three dots by the normal form, but frequent, and no part of an address
    }
    String form = normalForm(String.valueOf(c), spelled);
    if (form.length() == 1) {
      return form.charAt(0);
    }
    if (form.isEmpty()) {
      return 0;
    }
    LONG_FORMS.add(form.toCharArray());
    return (char) (FIRST_LONG + LONG_FORMS.size() - 1);
  }

  private static String normalForm(String s, Map<Integer, Character> spelled) {
    int codePoint = s.codePointAt(0);
    Character direct = spelled.get(codePoint);
    if (direct != null) {
      return direct.toString();
    }
    if (ordinaryHan(codePoint)) {
      return s;
    }
    if (invisible(codePoint)) {
      return "";
    }
    int digit = Character.isDigit(codePoint) ? Character.digit(codePoint, 10) : -1;
    if (digit >= 0) {
      return Integer.toString(digit);
    }
    String lower = Normalizer.normalize(s, Normalizer.Form.NFKC).toLowerCase(java.util.Locale.ROOT);
    StringBuilder out = new StringBuilder(lower.length());
    for (int i = 0; i < lower.length(); i++) {
      char c = withoutAccent(lower.charAt(i));
      char folded = spelled.getOrDefault((int) c, c);
      boolean decoration = lower.length() > 1 && KIND[folded] < LETTER && KIND[folded] != SYMBOL;
      boolean bracket = lower.length() > 2 && (folded == '(' || folded == ')');
      if (!decoration && !bracket && !invisible(folded)) {
        out.append(folded);
      }
    }
    return out.toString();
  }

  /** Accents go from alphabets only: a kana without its voicing mark is another letter. */
  private static char withoutAccent(char c) {
    if (c < 0xC0 || c > 0x1FFF && !(c >= 0x2C60 && c < 0x2C80)) {
      return c;
    }
    return Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD).charAt(0);
  }

  private static byte kindOfFolded(char c) {
    if (c == 0) {
      return NOTHING;
    }
    if (STOPS.indexOf(c) >= 0) {
      return STOP;
    }
    if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u2800' || c < ' ') {
      return SPACE;
    }
    if (c >= '0' && c <= '9') {
      return DIGIT;
    }
    if (Character.isLetter(c)) {
      return syllable(c) ? HAN : LETTER;
    }
    return c == '〇' ? HAN : SYMBOL;
  }

  private static boolean syllable(char c) {
    return Character.isIdeographic(c)
        || (c >= 0x3041 && c <= 0x318F) // kana, bopomofo, hangul jamo
        || (c >= 0xAC00 && c <= 0xD7A3);
  }

  private static boolean ordinaryHan(int c) {
    return (c >= 0x3400 && c <= 0x9FFF && c != 0x4DC0) || (c >= 0xAC00 && c <= 0xD7A3);
  }

  private static boolean invisible(int c) {
    return switch (Character.getType(c)) {
      case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
      default -> c == 0x3164 || c == 0x115F || c == 0x1160 || c == 0xFFA0; // hangul fillers
    };
  }

  /** Each line: the target, then every character that folds to it. */
  private static void readPairs(String name, Map<Integer, Character> into) {
    for (String line : lines(name)) {
      char target = line.charAt(0);
      line.substring(1).codePoints().forEach(c -> into.putIfAbsent(c, target));
    }
  }

  /** Lines of a table beside the program, without remarks and blank lines. */
  static List<String> lines(String name) {
    try (InputStream in = CharacterFolds.class.getResourceAsStream("/moderation/" + name);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in, name), StandardCharsets.UTF_8))) {
      return reader.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
