package io.liana.moderation;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Words looked for all at once in a folded text (Aho–Corasick over a double-array trie). Immutable:
 * to change the words build another one and swap the reference ({@link LiveLexicon}).
 *
 * <p>Words are matched in the glued view, so inserted signs do not hide them; a hit then has to
 * prove itself on the plain view. Words of an alphabet must begin and end where a word does ({@code
 * ass} is not in {@code class}); spaces or clause ends inside a hit are allowed only when the whole
 * word was s p a c e d out.
 */
public final class Lexicon {
  private static final Lexicon EMPTY = new Lexicon(new TreeMap<>());
  private static final int LONGEST_TERM = 250;
  private static final int SPACED_OUT_FROM = 3; // two letters apart are chance, three are intent

  /** Terms that look the same once glued, each with the places of its own separators. */
  private record Entry(List<LexiconTerm> terms, List<Long> separators) {}

  private final @Nullable Trie words;
  private final int size;

  private Lexicon(TreeMap<String, Entry> entries) {
    size = entries.values().stream().mapToInt(e -> e.terms.size()).sum();
    if (entries.isEmpty()) {
      words = null;
    } else {
      words = new Trie(entries);
    }
  }

  public static Lexicon empty() {
    return EMPTY;
  }

  /** Terms without a letter, digit or ideograph, and those over 250 characters, are left out. */
  public static Lexicon of(Collection<LexiconTerm> terms) {
    TreeMap<String, Entry> entries = new TreeMap<>();
    for (LexiconTerm term : terms) {
      FoldedText folded = TextNormaliser.fold(term.word());
      if (folded.gluedLength == 0 || folded.gluedLength > LONGEST_TERM) {
        continue;
      }
      Entry entry =
          entries.computeIfAbsent(
              folded.glued(), g -> new Entry(new ArrayList<>(1), new ArrayList<>(1)));
      entry.terms.add(term);
      entry.separators.add(separators(folded));
    }
    return new Lexicon(entries);
  }

  /** Number of terms. */
  public int size() {
    return size;
  }

  /** Every occurrence, overlapping ones included, by where they end. */
  public List<LexiconMatch> find(FoldedText text) {
    if (words == null || text.gluedLength == 0) {
      return List.of();
    }
    Hits hits = new Hits(text);
    words.scan(text, hits);
    return hits.found == null ? List.of() : hits.found;
  }

  public List<LexiconMatch> find(String text) {
    return find(TextNormaliser.fold(text));
  }

  /** Bit i is set when something stands between glued characters i and i + 1, up to the 64th. */
  private static long separators(FoldedText term) {
    long bits = 0;
    for (int i = 0; i + 1 < Math.min(term.gluedLength, Long.SIZE + 1); i++) {
      if (gap(term, i) > 0) {
        bits |= 1L << i;
      }
    }
    return bits;
  }

  private static int gap(FoldedText text, int i) {
    return text.firstPlain[i + 1] - text.lastPlain[i] - 1;
  }

  private static final class Hits {
    private final FoldedText text;
    private @Nullable List<LexiconMatch> found;

    Hits(FoldedText text) {
      this.text = text;
    }

    void hit(int begin, int end, Entry entry) {
      if (cutsAWord(begin - 1, begin) || cutsAWord(end - 1, end)) {
        return;
      }
      for (int i = 0; i < entry.terms.size(); i++) {
        if (holds(begin, end, entry.separators.get(i))) {
          if (found == null) {
            found = new ArrayList<>(2);
          }
          int start = text.originalStart(text.firstPlain[begin]);
          int stop = text.originalEnd(text.lastPlain[end - 1]);
          found.add(new LexiconMatch(entry.terms.get(i), start, stop));
        }
      }
    }

    /** True when two letters, or two digits, touch each other across the border of the hit. */
    private boolean cutsAWord(int left, int right) {
      if (left < 0 || right >= text.gluedLength) {
        return false;
      }
      byte kind = CharacterFolds.kind(text.glued[left]);
      return kind != CharacterFolds.HAN
          && kind == CharacterFolds.kind(text.glued[right])
          && gap(text, left) == 0;
    }

    private boolean holds(int begin, int end, long separators) {
      int gaps = 0;
      int strange = 0;
      for (int i = begin; i + 1 < end; i++) {
        if (i - begin >= Long.SIZE) {
          break; // as good as certain by now
        }
        boolean expected = (separators >> (i - begin) & 1) == 1;
        int width = gap(text, i);
        if (expected && width == 0 && sameWord(i)) {
          return false; // "we w" is not "wew", "abc.com" is not "abccom"
        }
        if (width > 0) {
          gaps++;
          if (!expected && !insertedOnly(i)) {
            strange++;
          }
        }
      }
      int letters = end - begin;
      return strange == 0 || (letters >= SPACED_OUT_FROM && gaps == letters - 1);
    }

    private boolean sameWord(int i) {
      return CharacterFolds.kind(text.glued[i]) != CharacterFolds.HAN
          && CharacterFolds.kind(text.glued[i + 1]) != CharacterFolds.HAN;
    }

    /** Signs are free to insert; a space between ideographs too; a clause end is not. */
    private boolean insertedOnly(int i) {
      boolean latin = sameWord(i);
      boolean space = false;
      boolean stop = false;
      for (int p = text.lastPlain[i] + 1; p < text.firstPlain[i + 1]; p++) {
        space |= text.kind(p) == CharacterFolds.SPACE;
        stop |= text.kind(p) == CharacterFolds.STOP;
      }
      return latin ? !space : !stop;
    }
  }

  /**
   * The trie's own loop asks an interface for each character and spreads a state over four arrays.
   * This one reads the array, keeps a state in one place, and does not begin a word in the middle
   * of another.
   */
  private static final class Trie extends AhoCorasickDoubleArrayTrie<Entry> {
    private static final int ROOT = 0;
    private static final int CELL = 2; // a state has 1 << 2 numbers, in this order:
    private static final int BASE = 0;
    private static final int CHECK = 1;
    private static final int FAIL = 2;
    private static final int ENDS = 3; // 1 when words end here

    private final int[] cells;

    /** A bit for each character some word begins with: most of a chat is none of them. */
    private final long[] firsts = new long[0x10000 / Long.SIZE];

    /** The trie numbers words in the order of the map; its own array is one of plain objects. */
    private final Entry[] entries;

    Trie(TreeMap<String, Entry> words) {
      build(words);
      entries = words.values().toArray(new Entry[0]);
      cells = new int[check.length << CELL];
      for (int state = 0; state < check.length; state++) {
        int cell = state << CELL;
        cells[cell + BASE] = base[state];
        cells[cell + CHECK] = check[state];
        cells[cell + FAIL] = state < fail.length ? fail[state] : ROOT;
        cells[cell + ENDS] = state < output.length && output[state] != null ? 1 : 0;
      }
      for (String word : words.keySet()) {
        firsts[word.charAt(0) >> 6] |= 1L << word.charAt(0);
      }
    }

    void scan(FoldedText text, Hits hits) {
      char[] glued = text.glued;
      char[] places = text.firstPlain;
      int length = text.gluedLength;
      int state = ROOT;
      for (int i = 0; i < length; i++) {
        char c = glued[i];
        if (state == ROOT
            && ((firsts[c >> 6] & 1L << c) == 0 || i > 0 && insideAWord(glued, places, i))) {
          continue;
        }
        int next = next(state, c);
        while (next < 0) {
          state = cells[(state << CELL) + FAIL];
          next = next(state, c);
        }
        state = next;
        if (cells[(state << CELL) + ENDS] != 0) {
          for (int word : output[state]) {
            hits.hit(i + 1 - l[word], i + 1, entries[word]);
          }
        }
      }
    }

    /**
     * A letter or digit of ASCII right behind one of its kind: {@link Hits} would refuse the hit.
     */
    private static boolean insideAWord(char[] glued, char[] places, int i) {
      char c = glued[i];
      char before = glued[i - 1];
      return c < 0x80
          && before < 0x80
          && (c >= 'a') == (before >= 'a')
          && places[i] - places[i - 1] == 1;
    }

    /** The state behind this character; the root when it has none, −1 when another has none. */
    private int next(int state, char c) {
      int from = cells[(state << CELL) + BASE];
      int to = from + c + 1;
      int cell = (to << CELL) + CHECK;
      if (cell < cells.length && cells[cell] == from) {
        return to;
      }
      return state == ROOT ? ROOT : -1;
    }
  }
}
