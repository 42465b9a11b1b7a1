package io.liana.moderation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds phone, QQ and group numbers, also when the digits are hidden: {@code 壹叁捌…}, {@code 1-3-8},
 * {@code one three eight}, {@code 幺三八}, an {@code o} for a zero. One pass, no pattern.
 */
final class NumberScanner {
  private static final int SHORTEST = 5;
  private static final int LONGEST = 13;
  private static final int WIDEST_SEPARATOR = 2;
  private static final int MOST_GROUPS = 4; // 138 0013 8000, +86 138 0013 8000
  private static final int SHORTEST_SPELT = 6; // "one two three" is counting, six in a row is not
  private static final byte[] DIGIT_OF = digits();
  private static final String[][] SPELT = {
    {"zero", "ling", "oh"}, {"one", "yi", "yao"}, {"two", "er"}, {"three", "san"}, {"four", "si"},
    {"five", "wu"}, {"six", "liu"}, {"seven", "qi"}, {"eight", "ba"}, {"nine", "jiu"}
  };

  /** The words by their first letter, each with its digit in front. */
  private static final String[][] SPELT_BY_LETTER = speltByLetter();

  private final FoldedText text;
  private final List<Contact> found;
  private final StringBuilder number = new StringBuilder(16);
  private int groups;
  private int longestGroup;
  private boolean dotted;

  NumberScanner(FoldedText text, List<Contact> found) {
    this.text = text;
    this.found = found;
  }

  static boolean hanDigit(char c) {
    return c >= 0x80 && DIGIT_OF[c] >= 0;
  }

  void scanDigits() {
    int at = 0;
    while (at < text.length) {
      if (DIGIT_OF[text.plain[at]] >= 0) {
        at = run(at);
      } else {
        at++;
      }
    }
  }

  /** Reads one run of digits and returns where the search goes on. */
  private int run(int start) {
    number.setLength(0);
    groups = 1;
    longestGroup = 0;
    dotted = false;
    int inGroup = 0;
    int end = start;
    int at = start;
    while (at < text.length) {
      int digit = digitAt(at);
      if (digit >= 0) {
        number.append((char) ('0' + digit));
        at++;
        end = at;
        inGroup++;
        longestGroup = Math.max(longestGroup, inGroup);
        continue;
      }
      int next = behindSeparator(at);
      if (next < 0) {
        break;
      }
      dotted |= text.plain[at] == '.';
      groups++;
      inGroup = 0;
      at = next;
    }
    report(start, end);
    return end;
  }

  private int digitAt(int at) {
    char c = text.plain[at];
    int digit = DIGIT_OF[c];
    if (digit >= 0) {
      return digit;
    }
    boolean inside =
        at > 0
            && at + 1 < text.length
            && DIGIT_OF[text.plain[at - 1]] >= 0
            && DIGIT_OF[text.plain[at + 1]] >= 0;
    if (!inside || number.length() < 2) {
      return -1;
    }
    return c == 'o' ? 0 : c == 'l' || c == 'i' ? 1 : -1;
  }

  /** Where the digits go on behind one or two signs or spaces, or −1. */
  private int behindSeparator(int at) {
    int next = at;
    while (next < text.length && next - at < WIDEST_SEPARATOR && separator(next)) {
      next++;
    }
    return next > at && next < text.length && DIGIT_OF[text.plain[next]] >= 0 ? next : -1;
  }

  private boolean separator(int at) {
    byte kind = text.kind(at);
    char c = text.plain[at];
    return kind == CharacterFolds.SPACE
        || (kind == CharacterFolds.SYMBOL && c != ':' && c != '/' && c != '+' && c != '%');
  }

  private void report(int start, int end) {
    int count = number.length();
    if (count < SHORTEST || count > LONGEST) {
      return;
    }
    boolean plausible =
        groups == 1 || longestGroup <= 2 && groups >= count / 2 || groups <= MOST_GROUPS;
    if (!plausible) {
      return;
    }
    String digits = number.toString();
    String phone = mobile(digits, start);
    if (phone != null) {
      add("phone", phone, start, end);
      return;
    }
    if (dotted || count > 12) {
      return;
    }
    Cue cue = Cue.before(text, start);
    if (cue != null && !(cue == Cue.ACCOUNT && count < 6)) {
      add(cue.category, digits, start, end);
    }
  }

  /** A Chinese mobile number, with or without +86, or an international one behind a plus. */
  private @Nullable String mobile(String digits, int start) {
    boolean plus = start > 0 && text.plain[start - 1] == '+';
    String national =
        digits.startsWith("86") && digits.length() == 13 ? digits.substring(2) : digits;
    boolean chinese =
        national.length() == 11
            && national.charAt(0) == '1'
            && national.charAt(1) >= '3'
            && !(dotted && groups > 3);
    if (chinese) {
      return national;
    }
    return plus && digits.length() >= 10 ? digits : null;
  }

  /** Digits written out as words of an alphabet, six or more in a row. */
  void scanSpelt() {
    number.setLength(0);
    int first = -1;
    int end = 0;
    int at = 0;
    while (at < text.length) {
      if (text.kind(at) != CharacterFolds.LETTER) {
        at++;
        continue;
      }
      int wordEnd = at;
      while (wordEnd < text.length && text.kind(wordEnd) == CharacterFolds.LETTER) {
        wordEnd++;
      }
      int digit = speltDigit(at, wordEnd);
      if (digit >= 0) {
        first = number.isEmpty() ? at : first;
        number.append((char) ('0' + digit));
        end = wordEnd;
      } else {
        reportSpelt(first, end);
      }
      at = wordEnd;
    }
    reportSpelt(first, end);
  }

  private void reportSpelt(int first, int end) {
    if (number.length() >= SHORTEST_SPELT && number.length() <= LONGEST) {
      String digits = number.toString();
      String phone = mobile(digits, first);
      add(phone == null ? "account" : "phone", digits, first, end);
    }
    number.setLength(0);
  }

  private int speltDigit(int start, int end) {
    int length = end - start;
    int letter = text.plain[start] - 'a';
    if (length < 2 || length > 5 || letter < 0 || letter >= SPELT_BY_LETTER.length) {
      return -1;
    }
    for (String word : SPELT_BY_LETTER[letter]) {
      if (word.length() == length + 1 && same(word, start)) {
        return word.charAt(0) - '0';
      }
    }
    return -1;
  }

  private boolean same(String word, int start) {
    for (int i = 1; i < word.length(); i++) {
      if (text.plain[start + i - 1] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void add(String category, String value, int from, int to) {
    found.add(new Contact(Finding.Kind.CONTACT, category, value, from, to));
  }

  private static String[][] speltByLetter() {
    String[][] byLetter = new String[26][];
    for (int letter = 0; letter < byLetter.length; letter++) {
      List<String> words = new ArrayList<>();
      for (int digit = 0; digit < SPELT.length; digit++) {
        for (String word : SPELT[digit]) {
          if (word.charAt(0) == 'a' + letter) {
            words.add(digit + word);
          }
        }
      }
      byLetter[letter] = words.toArray(new String[0]);
    }
    return byLetter;
  }

  private static byte[] digits() {
    byte[] values = new byte[0x10000];
    Arrays.fill(values, (byte) -1);
    String[] forms = {
      "0零〇洞", "1一壹幺弌", "2二贰弍两", "3三叁弎参", "4四肆", "5五伍", "6六陆", "7七柒拐", "8八捌", "9九玖勾"
    };
    for (int digit = 0; digit < forms.length; digit++) {
      for (char c : forms[digit].toCharArray()) {
        values[c] = (byte) digit;
      }
    }
    return values;
  }
}
