package io.liana.kernel;

import org.jspecify.annotations.Nullable;

/** Which part of a list is asked for; a controller takes one as a parameter. */
public record Paging(@Nullable String cursor, @Nullable String limit) {
  private static final int USUAL = 50;
  private static final int MOST = 200;

  public int size() {
    if (limit == null || limit.isEmpty()) {
      return USUAL;
    }
    try {
      int size = Integer.parseInt(limit);
      if (size >= 1 && size <= MOST) {
        return size;
      }
    } catch (NumberFormatException e) {
      throw outOfRange(limit);
    }
    throw outOfRange(limit);
  }

  /** Null for the first page. */
  public @Nullable Cursor after() {
    return cursor == null || cursor.isEmpty() ? null : Cursor.read(cursor);
  }

  private static Problem outOfRange(String limit) {
    return Given.wrong(
        "limit",
        "must be a whole number from 1 to %d, not '%s'".formatted(MOST, Given.echo(limit)));
  }
}
