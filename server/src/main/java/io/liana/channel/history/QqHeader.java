package io.liana.channel.history;

import org.jspecify.annotations.Nullable;

/**
 * The start of a message in a QQ log: {@code 2004-11-15 3:01:01 name(12345)} or {@code
 * name<a@b.c>}.
 *
 * @param id null in logs that have names only
 */
record QqHeader(Stamp stamp, String shape, String name, @Nullable String id) {
  private static final int LONGEST_NAME = 60;

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

  /** {@code 2010-01-06 16:57:28 name}: what older versions write, and anybody may type. */
  static @Nullable QqHeader withoutId(String line) {
    Stamp stamp = StampScanner.stamp(line);
    if (stamp == null || stamp.bracket() || stamp.time().second() < 0) {
      return null;
    }
    boolean named = stamp.end() < line.length() && Marks.isBlank(line.charAt(stamp.end()));
    String name = named ? Marks.plain(line.substring(stamp.end())) : "";
    return name.isEmpty() || name.length() > LONGEST_NAME
        ? null
        : new QqHeader(stamp, stamp.shape(), name, null);
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
