package io.liana.kernel;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a longer list.
 *
 * @param nextCursor opaque; null on the last page
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

  /**
   * Cuts a query that asked for one row more than {@code limit}: the extra row only tells that
   * there is a next page.
   */
  public static <T> Page<T> of(List<T> limitPlusOne, int limit, Function<T, String> cursor) {
    if (limitPlusOne.size() <= limit) {
      return new Page<>(limitPlusOne, null);
    }
    List<T> items = List.copyOf(limitPlusOne.subList(0, limit));
    return new Page<>(items, cursor.apply(items.getLast()));
  }
}
