package io.liana.moderation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the usual disguises of contact and trade words in their canonical spelling, so that a
 * lexicon needs one entry for {@code 微信}, {@code 薇信}, {@code v❤信} and {@code wx}.
 */
final class ContactWords {
  private static final int WIDEST_GAP = 3; // signs between two characters of one disguise
  private static final int SHORTEST_ACCOUNT = 5; // QQ numbers start at five digits

  /** An ambiguous disguise counts right behind one of these … */
  private static final String SURE_BEFORE = "加+进入扫私联q";

  /** … and never in front of one of these: a skirt, a ball player, a plane ticket. */
  private static final String NEVER_BEFORE = "子装摆员迷场赛票场发扫地";

  /** A plain one is the word itself, listed so that the names behind it are looked for. */
  private record Disguise(char[] text, char[] meant, boolean ambiguous, boolean plain) {}

  private static final Disguise[] NONE = {};

  /** For each first character the number of its list in {@link #LISTS}; 0 for none. */
  private static final byte[] LIST_OF = new byte[0x10000];

  private static final Disguise[][] LISTS = load();

  private ContactWords() {}

  static boolean mayStart(char folded) {
    return LIST_OF[folded] != 0;
  }

  /** Rewrites the glued view; the plain view and all offsets into the original stay. */
  static void canonicalise(FoldedText text) {
    int read = 0;
    int found = 0;
    FoldedText out = null;
    while (read < text.gluedLength) {
      Disguise disguise =
          LIST_OF[text.glued[read]] != 0 && !insideAWord(text, read - 1, (char) 0)
              ? longest(text, read)
              : null;
      if (disguise != null) {
        if (out == null) {
          out = text.gluedUpTo(read);
        }
        write(text, read, disguise, out);
        read += disguise.text.length;
        found += disguise.plain ? 0 : 1;
      } else {
        if (out != null) {
          out.appendGlued(text.glued[read], text.firstPlain[read], text.lastPlain[read]);
        }
        read++;
      }
    }
    if (out != null) {
      text.glued = out.glued;
      text.firstPlain = out.firstPlain;
      text.lastPlain = out.lastPlain;
      text.gluedLength = out.gluedLength;
      text.disguises = found;
      text.mayAnnounceName = true;
    }
  }

  /**
   * Every canonical character but the last stands at the start of the disguise, the last at its
   * end.
   */
  private static void write(FoldedText from, int at, Disguise disguise, FoldedText to) {
    int first = from.firstPlain[at];
    int last = from.lastPlain[at + disguise.text.length - 1];
    for (int i = 0; i < disguise.meant.length; i++) {
      boolean end = i == disguise.meant.length - 1;
      to.appendGlued(disguise.meant[i], end ? last : first, end ? last : first);
    }
  }

  private static @Nullable Disguise longest(FoldedText text, int at) {
    for (Disguise disguise : LISTS[LIST_OF[text.glued[at]]]) {
      if (stands(disguise, text, at)) {
        return disguise;
      }
    }
    return null;
  }

  private static boolean stands(Disguise disguise, FoldedText text, int at) {
    int end = at + disguise.text.length;
    if (end > text.gluedLength) {
      return false;
    }
    for (int i = 1; i < disguise.text.length; i++) {
      if (text.glued[at + i] != disguise.text[i]
          || text.firstPlain[at + i] - text.lastPlain[at + i - 1] > WIDEST_GAP + 1) {
        return false;
      }
    }
    char sign = signInside(text, at, end);
    if (insideAWord(text, at - 1, sign) || insideAWord(text, end - 1, sign)) {
      return false;
    }
    return !disguise.ambiguous || sure(text, at, end);
  }

  /** The sign that breaks up {@code v*x}, or 0. */
  private static char signInside(FoldedText text, int at, int end) {
    boolean broken = end - at > 1 && text.firstPlain[at + 1] - text.lastPlain[at] == 2;
    return broken ? text.plain[text.lastPlain[at] + 1] : 0;
  }

  /**
   * True between two letters of an alphabet that touch each other, or have nothing but the same
   * sign between them that breaks up the rest: the {@code v*x} of {@code v*x*y} is no contact word.
   */
  private static boolean insideAWord(FoldedText text, int left, char sign) {
    int right = left + 1;
    if (left < 0
        || right >= text.gluedLength
        || CharacterFolds.kind(text.glued[left]) != CharacterFolds.LETTER
        || CharacterFolds.kind(text.glued[right]) != CharacterFolds.LETTER) {
      return false;
    }
    int gap = text.firstPlain[right] - text.lastPlain[left] - 1;
    return gap == 0 || sign != 0 && gap == 1 && text.plain[text.lastPlain[left] + 1] == sign;
  }

  private static boolean sure(FoldedText text, int at, int end) {
    boolean followed = end < text.gluedLength && accountFollows(text, end);
    boolean refuted = end < text.gluedLength && NEVER_BEFORE.indexOf(text.glued[end]) >= 0;
    return followed || (!refuted && invited(text, text.firstPlain[at] - 1));
  }

  /** An inviting word just before, with at most a few signs between. */
  private static boolean invited(FoldedText text, int before) {
    for (int p = before; p >= 0 && before - p <= WIDEST_GAP; p--) {
      if (SURE_BEFORE.indexOf(text.plain[p]) >= 0) {
        return true;
      }
      if (text.kind(p) > CharacterFolds.SYMBOL) {
        return false;
      }
    }
    return false;
  }

  /** A letter, or at least five digits, close behind. */
  private static boolean accountFollows(FoldedText text, int at) {
    if (text.firstPlain[at] - text.lastPlain[at - 1] > WIDEST_GAP + 1) {
      return false;
    }
    if (CharacterFolds.kind(text.glued[at]) == CharacterFolds.LETTER) {
      return true;
    }
    int digits = at;
    while (digits < text.gluedLength
        && CharacterFolds.kind(text.glued[digits]) == CharacterFolds.DIGIT) {
      digits++;
    }
    return digits - at >= SHORTEST_ACCOUNT;
  }

  private static Disguise[][] load() {
    Map<Character, List<Disguise>> lists = new HashMap<>();
    for (String line : CharacterFolds.lines("spellings.txt")) {
      String[] columns = line.split("\t", 2);
      for (String word : columns[1].split(" ")) {
        boolean ambiguous = word.startsWith("?");
        char[] text = folded(ambiguous ? word.substring(1) : word);
        if (text.length > 0) {
          lists
              .computeIfAbsent(text[0], c -> new ArrayList<>())
              .add(
                  new Disguise(text, columns[0].toCharArray(), ambiguous, word.equals(columns[0])));
        }
      }
    }
    List<Disguise[]> arrays = new ArrayList<>(List.<Disguise[]>of(NONE));
    lists.forEach(
        (first, list) -> {
          list.sort(Comparator.comparingInt((Disguise d) -> d.text.length).reversed());
          LIST_OF[first] = (byte) arrays.size();
          arrays.add(list.toArray(NONE));
        });
    if (arrays.size() > Byte.MAX_VALUE) {
      throw new IllegalStateException("more than 127 first characters in spellings.txt");
    }
    return arrays.toArray(new Disguise[0][]);
  }

  private static char[] folded(String word) {
    StringBuilder out = new StringBuilder();
    for (char c : word.toCharArray()) {
      char f = CharacterFolds.fold(c);
      if (!CharacterFolds.isLong(f) && CharacterFolds.kind(f) >= CharacterFolds.LETTER) {
        out.append(f);
      }
    }
    return out.toString().toCharArray();
  }
}
