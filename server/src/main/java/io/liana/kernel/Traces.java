package io.liana.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What gives a person away in a text somebody else wrote: their keys, handles and names. A name of
 * one or two characters is a word like any other, so it counts only where it is called by
 * {@code @}; a key of one to three, only where it stands in quotes.
 */
public final class Traces {
  private static final int SHORTEST_NAME = 3; // code points
  private static final int SHORTEST_KEY = 4;

  private final Set<String> words = new TreeSet<>();
  private final Pattern pattern;

  private Traces(Collection<String> keys, Collection<String> names) {
    List<String> alternatives = new ArrayList<>();
    for (String key : withNumbers(keys)) {
      boolean small = key.length() < SHORTEST_KEY;
      words.add(small ? '"' + key + '"' : key);
      alternatives.add(small ? "(?<=\")" + Pattern.quote(key) + "(?=\")" : alone(key));
    }
    for (String name : names) {
      if (name.isBlank()) {
        continue;
      }
      boolean small = name.codePointCount(0, name.length()) < SHORTEST_NAME;
      words.add(small ? '@' + name : name);
      alternatives.add(small ? "(?<=@)" + alone(name) : alone(name));
    }
    // The longer first: "Chen" must not leave the rest of "Chen Li" standing.
    alternatives.sort((a, b) -> b.length() - a.length());
    pattern = Pattern.compile(alternatives.isEmpty() ? "(?!)" : String.join("|", alternatives));
  }

  public static Traces of(Collection<String> keys, Collection<String> names) {
    return new Traces(keys, names);
  }

  /** For {@code like any}: what holds none of these has no trace. */
  public String[] likes() {
    Set<String> likes = new TreeSet<>();
    for (String word : words) {
      likes.add(like(word));
      likes.add(like(escaped(word, "\\u%04x")));
      likes.add(like(escaped(word, "\\u%04X")));
    }
    return likes.toArray(String[]::new);
  }

  public boolean in(String text) {
    return pattern.matcher(text).find()
        || words.stream()
            .filter(word -> !word.equals(escaped(word, "\\u%04x")))
            .anyMatch(
                word ->
                    text.contains(escaped(word, "\\u%04x"))
                        || text.contains(escaped(word, "\\u%04X")));
  }

  public String strike(String text, String token) {
    return pattern.matcher(text).replaceAll(Matcher.quoteReplacement(token));
  }

  /** Where a platform's number has a word before it, the number alone is a key as well. */
  private static Set<String> withNumbers(Collection<String> keys) {
    Set<String> all = new TreeSet<>(keys);
    keys.stream()
        .filter(key -> key.matches("[a-z]{2,8}[0-9]{5,}"))
        .forEach(key -> all.add(key.replaceFirst("^[a-z]+", "")));
    return all;
  }

  /** Where a letter or digit would go on, the word is another one: 1001 is not in 10012. */
  private static String alone(String word) {
    String before = isWord(word.charAt(0)) ? "(?<![A-Za-z0-9])" : "";
    String after = isWord(word.charAt(word.length() - 1)) ? "(?![A-Za-z0-9])" : "";
    return before + Pattern.quote(word) + after;
  }

  private static boolean isWord(char c) {
    return c < 128 && Character.isLetterOrDigit(c);
  }

  /** As JSON writes it in ASCII: bodies are kept as a platform sent them. */
  private static String escaped(String word, String form) {
    return word.chars()
        .mapToObj(c -> c < 128 ? String.valueOf((char) c) : form.formatted(c))
        .collect(Collectors.joining());
  }

  private static String like(String word) {
    return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }
}
