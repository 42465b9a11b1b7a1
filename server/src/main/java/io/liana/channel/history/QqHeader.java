package io.liana.channel.history;

import org.jspecify.annotations.Nullable;

/**
 * The start of a message in a QQ log: {@code 2004-11-15 3:01:01 name(12345)} or {@code
 * name<a@b.c>}.
 */
record QqHeader(Stamp stamp, String shape, String name, String id) {

  static @Nullable QqHeader of(String line) {
    int end = line.length();
    while (end > 0 && Marks.isBlank(line.charAt(end - 1))) {
      end--;
    }
    if (end < 12 || (line.charAt(end - 1) != ')' && line.charAt(end - 1) != '>')) {
      return null;
    }
    char close = line.charAt(end - 1);
    int open = line.lastIndexOf(close == ')' ? '(' : '<', end - 1);
    if (open < 8 || !isId(line, open + 1, end - 1, close == ')')) {
      return null;
    }
    Stamp stamp = StampScanner.stamp(line);
    if (stamp == null || stamp.bracket() || stamp.end() >= open) {
      return null;
    }
    if (!Marks.isBlank(line.charAt(stamp.end()))) {
      return null;
    }
    String name = Marks.plain(line.substring(stamp.end(), open));
    return new QqHeader(stamp, stamp.shape(), name, line.substring(open + 1, end - 1));
  }

  private static boolean isId(String line, int from, int to, boolean number) {
    if (from >= to) {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = line.charAt(i);
      if (number ? c < '0' || c > '9' : c == '<' || Marks.isBlank(c)) {
        return false;
      }
    }
    return number || line.substring(from, to).contains("@");
  }
}
