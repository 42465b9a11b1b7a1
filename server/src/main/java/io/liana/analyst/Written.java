package io.liana.analyst;

import io.liana.kernel.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A statement with its parameters found: {@code :from} becomes {@code $1}, which is bound and never
 * pasted. Comments and the last semicolon become blanks, so that it can stand inside another; every
 * character keeps its place, so that the engine's messages point where the analyst looks.
 *
 * @param parameters in the order of their numbers
 */
record Written(String text, List<String> parameters) {
  private static final int MOST = 20;

  /**
   * @param given names of parameters there are values for
   */
  static Written read(String sql, Set<String> given) {
    var text = new StringBuilder(sql);
    List<String> parameters = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end =
          c == '\'' || c == '"'
              ? quoted(text, at)
              : text.indexOf("--", at) == at
                  ? line(text, at)
                  : text.indexOf("/*", at) == at ? block(text, at) : at + 1;
      if (c == '-' && end > at + 1 || c == '/' && end > at + 1) {
        blank(text, at, end);
      } else if (c == '$' && at + 1 < text.length() && !Character.isDigit(text.charAt(at + 1))) {
        throw Given.wrong("sql", "may not quote by $: use 'apostrophes'");
      } else if (c == ':' && begins(text, at)) {
        end = at + 1;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
          end++;
        }
        String name = text.substring(at + 1, end);
        if (!given.contains(name)) {
          throw Given.wrong("parameters", "has no value for :" + name);
        }
        if (!parameters.contains(name)) {
          parameters.add(name);
        }
        if (parameters.size() > MOST) {
          throw Given.wrong("parameters", "may be %d at most".formatted(MOST));
        }
        String number = "$" + (parameters.indexOf(name) + 1);
        String padded = number + " ".repeat(Math.max(0, end - at - number.length()));
        text.replace(at, end, padded);
        end = at + padded.length();
      }
      at = end;
    }
    String whole = text.toString().stripTrailing();
    return new Written(
        whole.endsWith(";") ? whole.substring(0, whole.length() - 1) : whole,
        List.copyOf(parameters));
  }

  /** A name right after a colon that is no part of {@code ::date}. */
  private static boolean begins(StringBuilder text, int at) {
    return at + 1 < text.length()
        && Character.isLetter(text.charAt(at + 1))
        && (at == 0 || text.charAt(at - 1) != ':');
  }

  private static int quoted(StringBuilder text, int at) {
    int end = text.indexOf(String.valueOf(text.charAt(at)), at + 1);
    return end < 0 ? text.length() : end + 1; // a doubled quote begins the next
  }

  private static int line(StringBuilder text, int at) {
    int end = text.indexOf("\n", at);
    return end < 0 ? text.length() : end;
  }

  private static int block(StringBuilder text, int at) {
    int end = text.indexOf("*/", at + 2);
    return end < 0 ? text.length() : end + 2;
  }

  private static void blank(StringBuilder text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '\n') {
        text.setCharAt(i, ' ');
      }
    }
  }
}
