package io.liana.cli;

import java.io.PrintStream;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a command speaks. Standard output carries the answer (under {@code --json} exactly one JSON
 * document), standard error everything else, so that both can be piped.
 */
final class Terminal {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final PrintStream out;
  private final PrintStream err;
  private final boolean interactive;
  private final boolean json;

  Terminal(PrintStream out, PrintStream err, boolean interactive, boolean json) {
    this.out = out;
    this.err = err;
    this.interactive = interactive;
    this.json = json;
  }

  boolean json() {
    return json;
  }

  /** A line for a person; silent under {@code --json}. */
  void say(String line) {
    if (!json) {
      out.println(line);
    }
  }

  /** The answer for a script; silent without {@code --json}. */
  void result(Object value) {
    if (json) {
      out.println(JSON.writeValueAsString(value));
    }
  }

  /** Raw text on standard output, e.g. a report that is itself the answer. */
  void print(String text) {
    out.println(text);
  }

  /** What is going on; for a person, on standard error, also under {@code --json}. */
  void note(String line) {
    err.println(line);
  }

  /** Says why it failed: the sentence to a person, and the code with it to a script. */
  void fail(String code, String sentence) {
    err.println("liana: " + sentence);
    result(Map.of("error", Map.of("code", code, "detail", sentence)));
  }

  /** A bar on a terminal; silent when standard error is a file or a pipe. */
  void progress(String what, long done, long total) {
    if (!interactive) {
      return;
    }
    int width = 30;
    double share = total <= 0 ? 0 : Math.min(1, (double) done / total);
    int full = (int) (share * width);
    err.printf(
        "\r%s [%s%s] %3d %%  ",
        what, "█".repeat(full), "·".repeat(width - full), (int) (share * 100));
    err.flush();
  }

  /** Ends a progress bar's line. */
  void progressDone() {
    if (interactive) {
      err.println();
    }
  }
}
