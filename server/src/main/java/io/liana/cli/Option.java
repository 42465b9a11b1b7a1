package io.liana.cli;

import org.jspecify.annotations.Nullable;

/**
 * One {@code --name} of a command.
 *
 * @param placeholder what stands for the value in the help, e.g. {@code FILE}; null for a switch
 * @param meaning one line for the help
 */
record Option(String name, @Nullable String placeholder, String meaning) {
  static Option flag(String name, String meaning) {
    return new Option(name, null, meaning);
  }

  static Option value(String name, String placeholder, String meaning) {
    return new Option(name, placeholder, meaning);
  }

  boolean takesValue() {
    return placeholder != null;
  }

  String spelling() {
    return placeholder == null ? "--" + name : "--" + name + " " + placeholder;
  }
}
