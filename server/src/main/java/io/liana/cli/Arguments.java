package io.liana.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The words after the command's name, sorted into options and operands. */
final class Arguments {
  private final Map<String, List<String>> options;
  private final List<String> operands;

  private Arguments(Map<String, List<String>> options, List<String> operands) {
    this.options = options;
    this.operands = operands;
  }

  /**
   * Understands {@code --name value}, {@code --name=value}, {@code --flag} and {@code --} (operands
   * only from here).
   */
  static Arguments parse(List<String> words, List<Option> known) {
    var options = new LinkedHashMap<String, List<String>>();
    var operands = new ArrayList<String>();
    Deque<String> rest = new ArrayDeque<>(words);
    while (!rest.isEmpty()) {
      String word = rest.removeFirst();
      if (word.equals("--")) {
        operands.addAll(rest);
        break;
      }
      if (!word.startsWith("--")) {
        operands.add(word);
        continue;
      }
      int equals = word.indexOf('=');
      String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
      Option option = named(name, known);
      String value = "";
      if (option.takesValue()) {
        value = equals < 0 ? next(rest, option) : word.substring(equals + 1);
      } else if (equals >= 0) {
        throw new UsageError("--" + name + " is a switch and takes no value.");
      }
      options.computeIfAbsent(name, anyName -> new ArrayList<>()).add(value);
    }
    return new Arguments(options, List.copyOf(operands));
  }

  boolean has(String name) {
    return options.containsKey(name);
  }

  /** The last one given, as people repeat an option to overrule an earlier one. */
  Optional<String> value(String name) {
    return Optional.ofNullable(options.get(name)).map(List::getLast);
  }

  String value(String name, String otherwise) {
    return value(name).orElse(otherwise);
  }

  String required(String name) {
    return value(name).orElseThrow(() -> new UsageError("--" + name + " is missing."));
  }

  int number(String name, int otherwise, int min, int max) {
    Optional<String> text = value(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below, together with numbers out of range
    }
    throw new UsageError(
        "--%s must be a whole number from %d to %d, not '%s'."
            .formatted(name, min, max, text.get()));
  }

  List<String> operands() {
    return operands;
  }

  /** The one operand, e.g. the FILE of {@code backup FILE}. */
  String operand(String what) {
    if (operands.size() != 1) {
      throw new UsageError(
          operands.isEmpty()
              ? what + " is missing."
              : "One " + what + " is expected, not " + operands.size() + ".");
    }
    return operands.getFirst();
  }

  private static String next(Deque<String> rest, Option option) {
    if (rest.isEmpty() || rest.getFirst().startsWith("--")) {
      throw new UsageError("--" + option.name() + " needs a value: " + option.spelling());
    }
    return rest.removeFirst();
  }

  private static Option named(String name, List<Option> known) {
    return known.stream()
        .filter(option -> option.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new UsageError("There is no option --" + name + " here."));
  }
}
