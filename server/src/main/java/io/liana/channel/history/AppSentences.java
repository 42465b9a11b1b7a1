package io.liana.channel.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All sentences of one app, in all languages we know: a table under {@code resources/history}. */
final class AppSentences {
  private final Map<String, Sentences> byKind = new HashMap<>();
  private final Map<String, Set<String>> words = new HashMap<>();
  private final Pattern listBreak;
  private final @Nullable Pattern joint; // an "and" without blanks around it: Bo和Chen

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

    /** The one with the most words of its own: "{by} 將 {who} 加入群組" before "{who} 加入群組". */
    @Nullable Fit best(String normal) {
      Fit fit = better(null, normal, byFirst.get(normal.charAt(0)));
      fit = better(fit, normal, byLast.get(normal.charAt(normal.length() - 1)));
      return better(fit, normal, others);
    }

    private static @Nullable Fit better(
        @Nullable Fit known, String normal, @Nullable List<Sentence> sentences) {
      Fit best = known;
      if (sentences != null) {
        for (Sentence sentence : sentences) {
          if (best == null || sentence.weight() > best.weight()) {
            Sentence.Match match = sentence.match(normal);
            best = match == null ? best : new Fit(match, sentence.weight());
          }
        }
      }
      return best;
    }
  }

  /**
   * @param weight characters of the sentence itself
   */
  private record Fit(Sentence.Match match, int weight) {}

  private AppSentences(String table) {
    var spaced = new ArrayList<>(List.of(", ", "、"));
    var unspaced = new ArrayList<String>();
    for (String[] row : Table.rows(table)) {
      String kind = row[0];
      String said = row[2];
      if (kind.equals("and")) {
        boolean joins = Character.isIdeographic(said.charAt(0));
        (joins ? unspaced : spaced).add(joins ? said : " " + said + " ");
      } else if (said.indexOf('{') < 0) {
        words.computeIfAbsent(kind, k -> new HashSet<>()).add(placeholder(Sentence.normal(said)));
      } else {
        byKind.computeIfAbsent(kind, k -> new Sentences()).add(kind, said);
      }
    }
    listBreak = anyOf(spaced);
    joint = unspaced.isEmpty() ? null : anyOf(unspaced);
  }

  private static Pattern anyOf(List<String> texts) {
    return Pattern.compile(String.join("|", texts.stream().map(Pattern::quote).toList()));
  }

  /** Versions of an app write {@code <Media omitted>} with and without capitals and full stop. */
  private static String placeholder(String normal) {
    return normal.startsWith("<") ? normal.toLowerCase(Locale.ROOT).replace(".>", ">") : normal;
  }

  static AppSentences of(String table) {
    return new AppSentences(table);
  }

  /** Whether the app says exactly this. */
  boolean says(String kind, String said) {
    return kind.equals(whichOf(said, kind));
  }

  /** Which of these kinds the app says with this; null when somebody else said it. */
  @Nullable String whichOf(String line, String... kinds) {
    String normal = Sentence.normal(line);
    for (String kind : kinds) {
      boolean said = words.getOrDefault(kind, Set.of()).contains(placeholder(normal));
      if (said || find(normal, kind) != null) {
        return kind;
      }
    }
    return null;
  }

  /** The sentence of these kinds that fits best; of equals the one of the earlier kind. */
  Sentence.@Nullable Match match(String said, String... kinds) {
    String normal = Sentence.normal(said);
    Fit best = null;
    for (String kind : kinds) {
      Fit fit = find(normal, kind);
      if (fit != null && (best == null || fit.weight() > best.weight())) {
        best = fit;
      }
    }
    return best == null ? null : best.match();
  }

  private @Nullable Fit find(String normal, String kind) {
    Sentences sentences = byKind.get(kind);
    return sentences == null || normal.isEmpty() ? null : sentences.best(normal);
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
        names.addAll(apart(name.strip(), known));
      }
    }
    return names.stream().map(name -> plain(name, known)).toList();
  }

  /** 小明和小红 are two, 陈和平 is one: a name has two characters, or is known. */
  private List<String> apart(String name, NameBook known) {
    if (joint == null || known.knows(name)) {
      return List.of(name);
    }
    List<String> parts = List.of(joint.split(name, -1));
    boolean people =
        parts.stream().allMatch(part -> known.knows(part.strip()) || part.strip().length() > 1);
    return people ? parts.stream().map(String::strip).toList() : List.of(name);
  }

  /** Lists put the polite word behind every name, the sentence only behind the last. */
  private String plain(String name, NameBook known) {
    for (String polite : words.getOrDefault("polite", Set.of())) {
      if (name.endsWith(polite) && name.length() > polite.length() && !known.knows(name)) {
        return name.substring(0, name.length() - polite.length());
      }
    }
    return name;
  }
}
