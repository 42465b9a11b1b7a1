package io.liana.moderation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The built-in words adverts are made of, by category. */
final class AdvertWords {
  private static final List<LexiconTerm> TERMS = load();

  static final Lexicon LEXICON = Lexicon.of(TERMS);

  /** Category and level to a running number, for the detector. */
  static final Map<String, Integer> GROUPS = groups();

  private AdvertWords() {}

  static int group(LexiconTerm term) {
    return GROUPS.getOrDefault(key(term), 0);
  }

  private static String key(LexiconTerm term) {
    return term.category() + ':' + term.level();
  }

  private static Map<String, Integer> groups() {
    Map<String, Integer> groups = new LinkedHashMap<>();
    TERMS.forEach(term -> groups.putIfAbsent(key(term), groups.size()));
    return groups;
  }

  private static List<LexiconTerm> load() {
    List<LexiconTerm> terms = new ArrayList<>();
    for (String line : CharacterFolds.lines("advert-words.txt")) {
      String[] columns = line.split("\t", 3);
      Finding.Level level = columns[1].equals("review") ? Finding.Level.REVIEW : Finding.Level.NONE;
      for (String word : columns[2].split("\\|")) {
        terms.add(new LexiconTerm(word, columns[0], level));
      }
    }
    return terms;
  }
}
