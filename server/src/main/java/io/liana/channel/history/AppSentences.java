package io.liana.channel.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All sentences of one app, in all languages we know: a table under {@code resources/history}. */
final class AppSentences {
  private final Map<String, Sentences> byKind = new HashMap<>();
  private final Map<String, Set<String>> words = new HashMap<>();
  private final Pattern listBreak;

  /** The sentences of one kind, found by the character they begin or else end with. */
  private static final class Sentences {
    private final Map<Character, List<Sentence>> byFirst = new HashMap<>();
    private final Map<Character, List<Sentence>> byLast = new HashMap<>();
    private final List<Sentence> others = new ArrayList<>();

    void add(String kind, String template) {
      String normal = Sentence.normal(template);
      char first = normal.charAt(0);
      char last = normal.charAt(normal.length() - 1);
      var sentence = new Sentence(kind, template);
      if (first != '{') {
        byFirst.computeIfAbsent(first, c -> new ArrayList<>()).add(sentence);
      } else if (last != '}') {
        byLast.computeIfAbsent(last, c -> new ArrayList<>()).add(sentence);
      } else {
        others.add(sentence);
      }
    }

    Sentence.@Nullable Match match(String normal) {
      Sentence.Match match = match(normal, byFirst.get(normal.charAt(0)));
      if (match == null) {
        match = match(normal, byLast.get(normal.charAt(normal.length() - 1)));
      }
      return match == null ? match(normal, others) : match;
    }

    private static Sentence.@Nullable Match match(
        String normal, @Nullable List<Sentence> sentences) {
      if (sentences != null) {
        for (Sentence sentence : sentences) {
          Sentence.Match match = sentence.match(normal);
          if (match != null) {
            return match;
          }
        }
      }
      return null;
    }
  }

  private AppSentences(String table) {
    var ands = new ArrayList<String>();
    for (String[] row : Table.rows(table)) {
      String kind = row[0];
      String said = row[2];
      if (kind.equals("and")) {
        boolean spaced =
            Character.isLetter(said.charAt(0)) && !Character.isIdeographic(said.charAt(0));
        ands.add(spaced ? " " + said + " " : said);
      } else if (said.indexOf('{') < 0) {
        words.computeIfAbsent(kind, k -> new HashSet<>()).add(Sentence.normal(said));
      } else {
        byKind.computeIfAbsent(kind, k -> new Sentences()).add(kind, said);
      }
    }
    String joined = String.join("|", ands.stream().map(Pattern::quote).toList());
    listBreak = Pattern.compile(joined.isEmpty() ? ", " : ", |" + joined);
  }

  static AppSentences of(String table) {
    return new AppSentences(table);
  }

  /** Whether the app says exactly this. */
  boolean says(String kind, String said) {
    return kind.equals(whichOf(said, kind));
  }

  /** Which of these kinds the app says with this; null when somebody else said it. */
  @Nullable String whichOf(String said, String... kinds) {
    String normal = Sentence.normal(said);
    for (String kind : kinds) {
      if (words.getOrDefault(kind, Set.of()).contains(normal) || find(normal, kind) != null) {
        return kind;
      }
    }
    return null;
  }

  /** The first sentence of these kinds, in this order, that fits. */
  Sentence.@Nullable Match match(String said, String... kinds) {
    String normal = Sentence.normal(said);
    for (String kind : kinds) {
      Sentence.Match match = find(normal, kind);
      if (match != null) {
        return match;
      }
    }
    return null;
  }

  private Sentence.@Nullable Match find(String normal, String kind) {
    Sentences sentences = byKind.get(kind);
    return sentences == null || normal.isEmpty() ? null : sentences.match(normal);
  }

  Set<String> words(String kind) {
    return words.getOrDefault(kind, Set.of());
  }

  /** "Bo, Chen and Dev" are three people, unless somebody goes by that whole name. */
  List<String> people(String list, NameBook known) {
    if (known.knows(list)) {
      return List.of(list);
    }
    var names = new ArrayList<String>();
    for (String name : listBreak.split(list)) {
      if (!name.isBlank()) {
        names.add(name.strip());
      }
    }
    return names;
  }
}
