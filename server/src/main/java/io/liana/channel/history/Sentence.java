package io.liana.channel.history;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One sentence an app writes, with places for names: {@code {by} added {who}}. Compared without
 * direction marks, final full stops and regard to the shape of quotes.
 */
final class Sentence {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+|\\*)}");

  /** What a sentence said; each part may be missing. */
  record Match(String kind, @Nullable String who, @Nullable String by, @Nullable String text) {}

  private final String kind;
  private final Pattern pattern;
  private final String literal;
  private final int weight;

  Sentence(String kind, String template) {
    this.kind = kind;
    var regex = new StringBuilder();
    String longest = "";
    int from = 0;
    String normal = normal(template);
    Matcher places = PLACE.matcher(normal);
    while (places.find()) {
      String between = normal.substring(from, places.start());
      longest = longerWord(longest, between);
      regex.append(literally(between)).append(place(places.group(1)));
      from = places.end();
    }
    String rest = normal.substring(from);
    this.literal = longerWord(longest, rest);
    this.weight = PLACE.matcher(normal).replaceAll("").replace(" ", "").length();
    this.pattern = Pattern.compile(regex.append(literally(rest)).toString(), Pattern.DOTALL);
  }

  /** A blank stands for any number of them. */
  private static String literally(String text) {
    return text.isEmpty() ? "" : Pattern.quote(text).replaceAll(" +", "\\\\E +\\\\Q");
  }

  private static String longerWord(String longest, String text) {
    String longer = longest;
    for (String word : text.split(" +")) {
      longer = word.length() > longer.length() ? word : longer;
    }
    return longer;
  }

  private static String place(String name) {
    return switch (name) {
      case "*" -> ".*?";
      case "nick" -> "(?<who>\\S+)";
      case "mask" -> "[^\\]]*";
      case "chan" -> "\\S+";
      case "word" -> "(?<text>\\S+)";
      case "text" -> "(?<text>.+?)";
      default -> "(?<" + name.toLowerCase(Locale.ROOT) + ">.+?)";
    };
  }

  String kind() {
    return kind;
  }

  /** How many characters are its own; the more, the more it says. */
  int weight() {
    return weight;
  }

  /**
   * @param said already {@link #normal}
   */
  @Nullable Match match(String said) {
    if (!said.contains(literal)) {
      return null;
    }
    Matcher matcher = pattern.matcher(said);
    if (!matcher.matches()) {
      return null;
    }
    return new Match(kind, group(matcher, "who"), group(matcher, "by"), group(matcher, "text"));
  }

  private static @Nullable String group(Matcher matcher, String name) {
    String said = matcher.namedGroups().containsKey(name) ? matcher.group(name) : null;
    return said == null ? null : unquoted(said.strip());
  }

  private static String unquoted(String text) {
    if (text.length() < 2) {
      return text;
    }
    char first = text.charAt(0);
    char last = text.charAt(text.length() - 1);
    boolean quoted =
        (first == '"' && last == '"')
            || (first == '“' && last == '”')
            || (first == '«' && last == '»')
            || (first == '„' && (last == '“' || last == '”'))
            || (first == '「' && last == '」');
    return quoted ? text.substring(1, text.length() - 1).strip() : text;
  }

  static String normal(String said) {
    String plain = Marks.plain(said).replace('’', '\'');
    int end = plain.length();
    while (end > 1 && (plain.charAt(end - 1) == '.' || plain.charAt(end - 1) == '。')) {
      end--;
    }
    return plain.substring(0, end);
  }
}
