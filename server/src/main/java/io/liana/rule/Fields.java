package io.liana.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads one JSON object field by field. What is wrong goes to {@code problems} and something
 * harmless is returned, so that one look finds every mistake.
 */
final class Fields {
  private final JsonNode node;
  private final String rule;
  private final String path;
  private final List<RuleProblem> problems;
  private final Set<String> read = new HashSet<>();

  Fields(JsonNode node, String rule, String path, List<RuleProblem> problems) {
    this.node = node;
    this.rule = rule;
    this.path = path;
    this.problems = problems;
    if (!node.isObject()) {
      problem("", "not_an_object", Map.of());
    }
  }

  void problem(String field, String code, Map<String, Object> params) {
    String where = field.isEmpty() ? path : path.isEmpty() ? field : path + "." + field;
    problems.add(new RuleProblem(rule, where, code, params));
  }

  @Nullable JsonNode take(String field) {
    read.add(field);
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? null : value;
  }

  private @Nullable JsonNode need(String field) {
    JsonNode value = take(field);
    if (value == null) {
      problem(field, "missing", Map.of());
    }
    return value;
  }

  /** Call last: a field nobody read is a typing error, and its author believes it works. */
  void nothingElse() {
    if (node.isObject()) {
      for (String field : node.propertyNames()) {
        if (!read.contains(field)) {
          problem(field, "unknown_field", Map.of());
        }
      }
    }
  }

  String text(String field, int longest) {
    JsonNode value = need(field);
    String text = value == null ? null : text(field, value, longest);
    return text == null ? "" : text;
  }

  @Nullable String optionalText(String field, int longest) {
    JsonNode value = take(field);
    return value == null ? null : text(field, value, longest);
  }

  private @Nullable String text(String field, JsonNode value, int longest) {
    if (!value.isString()) {
      problem(field, "not_a_text", Map.of());
      return null;
    }
    String text = value.stringValue();
    if (text.isBlank()) {
      problem(field, "empty", Map.of());
    } else if (text.length() > longest) {
      problem(field, "too_long", Map.of("longest", longest, "length", text.length()));
    }
    return text;
  }

  int whole(String field, int least, int most) {
    JsonNode value = need(field);
    return value == null ? least : whole(field, value, least, most);
  }

  int wholeOr(String field, int otherwise, int least, int most) {
    JsonNode value = take(field);
    return value == null ? otherwise : whole(field, value, least, most);
  }

  private int whole(String field, JsonNode value, int least, int most) {
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      problem(field, "not_a_whole_number", Map.of());
      return least;
    }
    int number = value.intValue();
    if (number < least || number > most) {
      problem(field, "out_of_range", Map.of("least", least, "most", most, "value", number));
      return least;
    }
    return number;
  }

  double ratioOr(String field, double otherwise, double least) {
    JsonNode value = take(field);
    if (value == null) {
      return otherwise;
    }
    if (!value.isNumber() || value.doubleValue() < least || value.doubleValue() > 1) {
      problem(field, "out_of_range", Map.of("least", least, "most", 1));
      return otherwise;
    }
    return value.doubleValue();
  }

  boolean flagOr(String field, boolean otherwise) {
    JsonNode value = take(field);
    if (value == null) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      problem(field, "not_true_or_false", Map.of());
      return otherwise;
    }
    return value.booleanValue();
  }

  <E extends Enum<E>> E oneOf(String field, Class<E> choices, E otherwise) {
    JsonNode value = need(field);
    return value == null ? otherwise : choice(field, value, choices, otherwise);
  }

  <E extends Enum<E>> List<E> someOf(String field, Class<E> choices) {
    List<E> chosen = new ArrayList<>();
    for (JsonNode value : array(field, 1, choices.getEnumConstants().length)) {
      chosen.add(choice(field, value, choices, choices.getEnumConstants()[0]));
    }
    return chosen;
  }

  private <E extends Enum<E>> E choice(String field, JsonNode value, Class<E> all, E otherwise) {
    for (E one : all.getEnumConstants()) {
      if (value.isString() && one.name().toLowerCase(Locale.ROOT).equals(value.stringValue())) {
        return one;
      }
    }
    problem(
        field,
        "not_a_choice",
        Map.of(
            "choices",
            Arrays.stream(all.getEnumConstants())
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .toList()));
    return otherwise;
  }

  /** A list of texts; absent is empty when {@code fewest} is 0. */
  List<String> texts(String field, int fewest, int most, int longest) {
    List<String> texts = new ArrayList<>();
    int i = 0;
    for (JsonNode value : array(field, fewest, most)) {
      String text = text(field + "." + i++, value, longest);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  List<JsonNode> array(String field, int fewest, int most) {
    JsonNode value = fewest == 0 ? take(field) : need(field);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      problem(field, "not_a_list", Map.of());
      return List.of();
    }
    if (value.size() < fewest || value.size() > most) {
      problem(field, "wrong_count", Map.of("fewest", fewest, "most", most, "count", value.size()));
    }
    List<JsonNode> items = new ArrayList<>();
    value.forEach(items::add);
    return items.size() > most ? items.subList(0, most) : items;
  }
}
