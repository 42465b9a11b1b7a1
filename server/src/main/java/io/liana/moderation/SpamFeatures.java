package io.liana.moderation;

import java.util.Arrays;
import java.util.List;

/**
 * What the detector sees of a message: its character n-grams, hashed, and a few dozen facts counted
 * by the text kernel. The same code serves training and judging.
 */
public final class SpamFeatures {
  /** Hash buckets of the n-grams; the facts follow behind them. */
  public static final int BUCKETS = 1 << 17;

  private static final int LONGEST_GRAM = 3;
  private static final int SHORT_MESSAGE = 12; // short messages are also a feature as a whole
  private static final int MOST_CHARACTERS = 600; // later text adds cost, not evidence
  private static final float FACT_WEIGHT =
      0.1f; // beside n-grams of unit length; best of 0.05 … 0.3 by cross-validation

  /** Facts, by the order of their weights in the model. */
  enum Fact {
    ALWAYS,
    CONTACT,
    LINK,
    INVITE,
    PHONE,
    QQ,
    QQ_GROUP,
    WECHAT,
    MESSENGER,
    EMAIL,
    ACCOUNT,
    HIDDEN_LINK,
    BARE_NUMBER,
    MENTIONED_NUMBER,
    PRICE,
    COUNTED_GOODS,
    QUESTION,
    DISGUISED_WORD,
    MANY_LINES,
    SIGN,
    MANY_SIGNS,
    MANY_SYMBOLS,
    MANY_DIGITS,
    LENGTH_0,
    LENGTH_1,
    LENGTH_2,
    LENGTH_3,
    LENGTH_4,
    LENGTH_5,
    LENGTH_6,
    TWO_TRADES,
    CONTACT_AND_TRADE
  }

  private static final Fact[] LENGTHS = {
    Fact.LENGTH_0,
    Fact.LENGTH_1,
    Fact.LENGTH_2,
    Fact.LENGTH_3,
    Fact.LENGTH_4,
    Fact.LENGTH_5,
    Fact.LENGTH_6
  };

  /** Number of weights a model has. */
  public static final int SIZE = BUCKETS + Fact.values().length + AdvertWords.GROUPS.size();

  private int[] index = new int[256];
  private float[] value = new float[256];
  private int count;

  private SpamFeatures() {}

  /** Features of a text, for training. */
  public static SpamFeatures of(String text) {
    FoldedText folded = TextNormaliser.fold(text);
    return of(folded, ContactPatterns.scan(folded), AdvertWords.LEXICON.find(folded));
  }

  static SpamFeatures of(FoldedText text, List<Contact> contacts, List<LexiconMatch> words) {
    SpamFeatures features = new SpamFeatures();
    features.addGrams(text);
    features.addFacts(text, contacts, words);
    return features;
  }

  /** Number of features present. */
  public int count() {
    return count;
  }

  /** Weight index of the i-th feature. */
  public int index(int i) {
    return index[i];
  }

  /** Strength of the i-th feature. */
  public float value(int i) {
    return value[i];
  }

  /** Sum of strength × weight. */
  double dot(float[] weights) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += weights[index[i]] * value[i];
    }
    return sum;
  }

  /** Distinct n-grams of the plain view, digits alike, scaled to unit length together. */
  private void addGrams(FoldedText text) {
    char[] chars = new char[Math.min(text.length, MOST_CHARACTERS) + 2];
    int length = 0;
    chars[length++] = '^';
    for (int i = 0; i < text.length && length < chars.length - 1; i++) {
      byte kind = text.kind(i);
      boolean blank = kind == CharacterFolds.SPACE || text.plain[i] == '\n';
      char c = kind == CharacterFolds.DIGIT ? '0' : blank ? ' ' : text.plain[i];
      if (c != ' ' || chars[length - 1] != ' ') {
        chars[length++] = c;
      }
    }
    chars[length++] = '$';
    int[] seen = new int[Integer.highestOneBit(length * LONGEST_GRAM) * 4];
    for (int start = 0; start < length; start++) {
      int hash = 0x811C9DC5;
      for (int n = 1; n <= LONGEST_GRAM && start + n <= length; n++) {
        hash = (hash ^ chars[start + n - 1]) * 0x01000193;
        addOnce(mix(hash + n), seen);
      }
    }
    if (length <= SHORT_MESSAGE + 2) {
      int hash = 7;
      for (int i = 0; i < length; i++) {
        hash = hash * 31 + chars[i];
      }
      addOnce(mix(hash), seen);
    }
    Arrays.fill(value, 0, count, (float) (1 / Math.sqrt(Math.max(1, count))));
  }

  private void addOnce(int bucket, int[] seen) {
    int mask = seen.length - 1;
    int slot = bucket & mask;
    while (seen[slot] != 0) {
      if (seen[slot] == bucket + 1) {
        return;
      }
      slot = (slot + 1) & mask;
    }
    seen[slot] = bucket + 1;
    add(bucket, 0);
  }

  private static int mix(int hash) {
    int h = hash ^ (hash >>> 15);
    h *= 0x2C1B3C6D;
    return (h ^ (h >>> 12)) & (BUCKETS - 1);
  }

  private void addFacts(FoldedText text, List<Contact> contacts, List<LexiconMatch> words) {
    add(BUCKETS + Fact.ALWAYS.ordinal(), 1);
    boolean[] facts = MessageFacts.of(text, contacts);
    int first = BUCKETS + Fact.values().length;
    boolean[] groups = new boolean[AdvertWords.GROUPS.size()];
    int distinct = 0;
    for (LexiconMatch word : words) {
      int group = AdvertWords.group(word.term());
      distinct += groups[group] ? 0 : 1;
      groups[group] = true;
    }
    facts[Fact.TWO_TRADES.ordinal()] = distinct >= 3;
    facts[Fact.CONTACT_AND_TRADE.ordinal()] = distinct > 0 && !contacts.isEmpty();
    facts[LENGTHS[lengthClass(text.length)].ordinal()] = true;
    for (int i = 0; i < facts.length; i++) {
      if (facts[i]) {
        add(BUCKETS + i, FACT_WEIGHT);
      }
    }
    for (int i = 0; i < groups.length; i++) {
      if (groups[i]) {
        add(first + i, FACT_WEIGHT);
      }
    }
  }

  /** Doubling classes: under 4 characters, under 8, … 128 and more. */
  private static int lengthClass(int length) {
    int classOf = 0;
    for (int limit = 4; length >= limit && classOf < LENGTHS.length - 1; limit *= 2) {
      classOf++;
    }
    return classOf;
  }

  private void add(int at, float strength) {
    if (count == index.length) {
      index = Arrays.copyOf(index, count * 2);
      value = Arrays.copyOf(value, count * 2);
    }
    index[count] = at;
    value[count++] = strength;
  }
}
