package io.liana.analyst;

import io.liana.kernel.Problem;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the engine says went wrong, as an analyst can use it: the first sentence and the line. */
final class Troubles {
  private static final Pattern LINE = Pattern.compile("\\n\\s*LINE (\\d+):");
  private static final Pattern PATH = Pattern.compile("(?:/[\\w.-]+){2,}");
  private static final int LONGEST = 500;

  private Troubles() {}

  /**
   * @param at the character it happened at; negative when unknown
   */
  static Problem wrong(String message, String sql, int at) {
    int line = at < 0 ? 0 : (int) sql.substring(0, Math.min(at, sql.length())).lines().count();
    return wrong(message, Math.max(line, at < 0 ? 0 : 1));
  }

  static Problem wrong(String raw) {
    Matcher found = LINE.matcher(raw);
    boolean has = found.find();
    return wrong(
        has ? raw.substring(0, found.start()) : raw, has ? Integer.parseInt(found.group(1)) : 0);
  }

  private static Problem wrong(String raw, int line) {
    String message = PATH.matcher(raw.strip()).replaceAll("…");
    String shown = message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message;
    return Problem.invalid(
        "sql_wrong",
        line == 0 ? shown : "Line %d: %s".formatted(line, shown),
        Map.of("message", shown, "line", line));
  }
}
