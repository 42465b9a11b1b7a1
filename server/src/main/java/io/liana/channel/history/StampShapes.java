package io.liana.channel.history;

import io.liana.kernel.Problem;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of time stamps in one file. A phone writes all of them alike, so a line in another
 * shape is part of a message that quotes a date.
 */
final class StampShapes {
  /** Two exports put into one file are both read; a handful of quoted stamps is not an export. */
  private static final int SMALLEST_SHARE = 4;

  private static final int AN_EXPORT = 20; // lines

  private static final class Seen {
    long count;
    final DateOrders orders;

    Seen(String file) {
      orders = new DateOrders(file);
    }
  }

  private final String file;
  private final @Nullable DateOrder given;
  private final Map<String, Seen> shapes = new HashMap<>();
  private final Map<String, DateOrder> decided = new HashMap<>();

  StampShapes(String file, @Nullable DateOrder given) {
    this.file = file;
    this.given = given;
  }

  void see(String shape, Stamp stamp, String line) {
    Seen seen = shapes.computeIfAbsent(shape, s -> new Seen(file));
    seen.count++;
    seen.orders.see(stamp.day(), line);
  }

  void decide() {
    long most = shapes.values().stream().mapToLong(seen -> seen.count).max().orElse(0);
    if (most == 0) {
      throw Problem.invalid(
          "nothing_found",
          "%s: no line with a date and a time.".formatted(file),
          Map.of("file", file));
    }
    shapes.forEach(
        (shape, seen) -> {
          boolean many = seen.count >= AN_EXPORT && seen.count * SMALLEST_SHARE >= most;
          if (many || seen.count * 2 >= most) {
            boolean yearFirst = shape.contains("first");
            decided.put(
                shape, given == null ? seen.orders.decide() : yearFirst ? DateOrder.YMD : given);
          }
        });
    shapes.clear();
  }

  boolean accepts(String shape) {
    return decided.containsKey(shape);
  }

  /** Null when there is no such day or time. */
  @Nullable LocalDateTime read(String shape, Stamp stamp) {
    DateOrder order = decided.get(shape);
    return order == null ? null : stamp.in(order);
  }

  @Nullable DateOrder dateOrder() {
    return decided.values().stream().distinct().count() == 1
        ? decided.values().iterator().next()
        : null;
  }
}
