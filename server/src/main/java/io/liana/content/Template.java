package io.liana.content;

import io.liana.kernel.Problem;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A text with variables: {@code {name}}, or {@code {name|friend}} with what to say when the name is
 * not known.
 */
public record Template(String text) {
  public static final int LONGEST = 2_000;
  private static final Pattern VARIABLE =
      Pattern.compile("\\{([a-z][a-z0-9_]{0,29})(?:\\|([^{}]{0,100}))?}");

  // A name that turns the direction of writing around would turn our own words around, too.
  private static final Pattern TURNS_WRITING = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069]");

  /**
   * @param known the variables that may be used
   * @throws Problem {@code template_too_long} or {@code unknown_variable}
   */
  public static Template parse(String text, Set<String> known) {
    if (text.length() > LONGEST) {
      throw Problem.invalid(
          "template_too_long",
          "A text may have at most %d characters; this one has %d."
              .formatted(LONGEST, text.length()));
    }
    var template = new Template(text);
    for (String variable : template.variables()) {
      if (!known.contains(variable)) {
        throw Problem.invalid(
            "unknown_variable",
            "There is no variable {%s} here; there are %s.".formatted(variable, known),
            Map.of("variable", variable));
      }
    }
    return template;
  }

  public Set<String> variables() {
    Set<String> names = new LinkedHashSet<>();
    var matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /** Fills the variables in; one that is absent or blank becomes its fallback, or nothing. */
  public String render(Map<String, String> values) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            match -> {
              String given = values.getOrDefault(match.group(1), "");
              String value = TURNS_WRITING.matcher(given).replaceAll("");
              String fallback = match.group(2) == null ? "" : match.group(2);
              return java.util.regex.Matcher.quoteReplacement(value.isBlank() ? fallback : value);
            });
  }
}
