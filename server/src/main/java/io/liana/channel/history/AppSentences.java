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
  private final Map<String, List<Sentence>> byKind = new HashMap<>();
  private final Map<String, Set<String>> words = new HashMap<>();
  private final Pattern listBreak;

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
        byKind.computeIfAbsent(kind, k -> new ArrayList<>()).add(new Sentence(kind, said));
      }
    }
    String joined = String.join("|", ands.stream().map(Pattern::quote).toList());
    listBreak = Pattern.compile(joined.isEmpty() ? ", " : ", |" + joined);
  }

  static AppSentences of(String table) {
    return new AppSentences(table);
  }

  /** Whether the app says exactly this; for words and placeholders without names in them. */
  boolean says(String kind, String said) {
    String normal = Sentence.normal(said);
    return words.getOrDefault(kind, Set.of()).contains(normal) || match(normal, kind) != null;
  }

  /** The first sentence of these kinds, in this order, that fits. */
  Sentence.@Nullable Match match(String said, String... kinds) {
    String normal = Sentence.normal(said);
    for (String kind : kinds) {
      for (Sentence sentence : byKind.getOrDefault(kind, List.of())) {
        Sentence.Match match = sentence.match(normal);
        if (match != null) {
          return match;
        }
      }
    }
    return null;
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
