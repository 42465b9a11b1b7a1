package io.liana.channel.history;

import io.liana.kernel.Problem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out in which order an export writes its dates, from all of its dates: an order that makes
 * one of them impossible is out, one that no phone uses with this separator is out while another is
 * left, and of those left the one in which time does not run backwards is taken. When that does not
 * settle it, it asks.
 */
final class DateOrders {
  private static final Map<String, Set<DateOrder>> USUAL = usual();

  private static final class Evidence {
    boolean impossible;
    String example = "";
    long stepsBack;
    long trace;
    @Nullable LocalDate last;
  }

  private final Map<DateOrder, Evidence> evidence = new EnumMap<>(DateOrder.class);
  private final Set<DateOrder> usualHere = EnumSet.allOf(DateOrder.class);
  private final String file;

  DateOrders(String file) {
    this.file = file;
    for (DateOrder order : DateOrder.values()) {
      evidence.put(order, new Evidence());
    }
  }

  void see(Stamp.Day day, String line) {
    usualHere.retainAll(
        USUAL.getOrDefault(
            day.separator() + " " + day.yearPlace(), EnumSet.allOf(DateOrder.class)));
    evidence.forEach(
        (order, found) -> {
          LocalDate date = day.in(order);
          if (date == null) {
            found.example = found.impossible ? found.example : beginning(line);
            found.impossible = true;
            return;
          }
          if (found.last != null && date.isBefore(found.last)) {
            found.stepsBack++;
          }
          found.trace = found.trace * 31 + date.toEpochDay();
          found.last = date;
        });
  }

  DateOrder decide() {
    var left = new ArrayList<Map.Entry<DateOrder, Evidence>>(evidence.entrySet());
    left.removeIf(entry -> entry.getValue().impossible);
    if (left.isEmpty()) {
      throw split();
    }
    if (left.stream().anyMatch(entry -> usualHere.contains(entry.getKey()))) {
      left.removeIf(entry -> !usualHere.contains(entry.getKey()));
    }
    left.sort(Comparator.comparingLong(entry -> entry.getValue().stepsBack));
    Evidence best = left.getFirst().getValue();
    boolean sameDates = left.stream().allMatch(entry -> entry.getValue().trace == best.trace);
    if (left.size() == 1 || sameDates || clearlyBetter(best, left.get(1).getValue())) {
      return left.getFirst().getKey();
    }
    throw unclear(left.stream().map(entry -> entry.getKey().code()).sorted().toList());
  }

  /**
   * A late delivery may step back over midnight now and then; a wrong order does so every month.
   */
  private static boolean clearlyBetter(Evidence best, Evidence next) {
    return next.stepsBack > 3 * best.stepsBack;
  }

  private Problem split() {
    String notDmy = evidence.getOrDefault(DateOrder.DMY, new Evidence()).example;
    String notMdy = evidence.getOrDefault(DateOrder.MDY, new Evidence()).example;
    return Problem.invalid(
        "date_order_split",
        "%s: \"%s\" cannot be day/month and \"%s\" cannot be month/day. Say which is right with --date-order dmy, mdy or ymd; the lines that do not fit are then listed as unreadable."
            .formatted(file, notDmy, notMdy),
        Map.of("file", file, "options", List.of("dmy", "mdy", "ymd")));
  }

  private Problem unclear(List<String> options) {
    return Problem.invalid(
        "date_order_unclear",
        "%s: its dates can be read as %s. Say which with --date-order."
            .formatted(file, String.join(" or ", options)),
        Map.of("file", file, "options", options));
  }

  private static String beginning(String line) {
    return line.substring(0, Math.min(line.length(), 30));
  }

  private static Map<String, Set<DateOrder>> usual() {
    var usual = new HashMap<String, Set<DateOrder>>();
    for (String[] row : Table.rows("date-order.tsv")) {
      var orders = EnumSet.noneOf(DateOrder.class);
      for (String order : row[2].split(" ")) {
        orders.add(DateOrder.valueOf(order.toUpperCase(Locale.ROOT)));
      }
      usual.put(row[0] + " " + row[1], orders);
    }
    return usual;
  }
}
