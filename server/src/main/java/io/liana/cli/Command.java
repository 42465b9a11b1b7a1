package io.liana.cli;

import java.io.IOException;
import java.util.List;

/** One verb of the command line. */
interface Command {
  /** What is typed: {@code import}. */
  String name();

  /** One line for the list of commands. */
  String summary();

  /** What stands after the name besides options: {@code FILE…}. Empty if nothing does. */
  default String operands() {
    return "";
  }

  /**
   * Its own options; {@code --data}, {@code --database-url}, {@code --json}, {@code --help} exist
   * everywhere.
   */
  default List<Option> options() {
    return List.of();
  }

  /**
   * Does it and returns an {@link ExitCode}. Under {@code --json} standard output gets exactly one
   * JSON document, by {@link Terminal#result}. Throw {@link UsageError} for a wrong command line;
   * {@link ApiFailure}, {@code CannotStart} and {@link IOException} may simply pass through, {@link
   * Main} says them in one sentence.
   */
  int run(Arguments arguments, LocalServer server, Terminal terminal)
      throws IOException, InterruptedException;
}
