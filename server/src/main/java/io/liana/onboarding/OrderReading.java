package io.liana.onboarding;

import io.liana.content.Csv;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes orders of what shops write; a row that is wrong is told by its number. */
final class OrderReading {
  static final int MOST_ROWS = 20_000;
  private static final int LONGEST = 100;
  private static final long MOST_MONEY = 1_000_000_000_000L; // 分

  /** What the columns are called, in either language. */
  private static final Map<String, List<String>> COLUMNS =
      Map.of(
          "order_id", List.of("order_id", "订单号", "订单编号"),
          "contact", List.of("contact", "phone", "手机号", "手机", "电话"),
          "name", List.of("name", "姓名", "收货人"),
          "amount", List.of("amount", "金额", "实付金额"),
          "paid_at", List.of("paid_at", "付款时间", "支付时间"));

  /**
   * @param row its number in the file, from 1, the header included
   */
  record Wrong(int row, String field, String detail) {}

  record Read(List<PaidOrder> orders, List<Wrong> wrong) {}

  private OrderReading() {}

  static Read csv(String text, ZoneId zone) {
    List<Csv.Line> lines = Csv.read(text, MOST_ROWS + 1);
    if (lines.isEmpty()) {
      throw Given.wrong("file", "is empty");
    }
    Map<String, Integer> columns = columns(lines.getFirst());
    List<PaidOrder> orders = new ArrayList<>();
    List<Wrong> wrong = new ArrayList<>();
    for (Csv.Line line : lines.subList(1, lines.size())) {
      try {
        orders.add(
            order(
                cell(line, columns, "order_id"),
                cell(line, columns, "contact"),
                cell(line, columns, "name"),
                cell(line, columns, "amount"),
                cell(line, columns, "paid_at"),
                zone));
      } catch (Problem problem) {
        wrong.add(
            new Wrong(
                line.number(),
                String.valueOf(problem.params().get("field")),
                String.valueOf(problem.getMessage())));
      }
    }
    return new Read(orders, wrong);
  }

  static PaidOrder order(
      @Nullable String id,
      @Nullable String contact,
      @Nullable String name,
      @Nullable String amount,
      @Nullable String paidAt,
      ZoneId zone) {
    String clean = PaidOrder.contact(Given.text("contact", contact, 1, LONGEST));
    if (clean.isEmpty()) {
      throw Given.wrong("contact", "is missing");
    }
    return new PaidOrder(
        Given.text("order_id", id, 1, LONGEST),
        clean,
        name == null ? "" : Given.text("name", name, 0, LONGEST),
        money(Given.text("amount", amount, 1, 20)),
        time(Given.text("paid_at", paidAt, 1, 40), zone));
  }

  private static Map<String, Integer> columns(Csv.Line header) {
    Map<String, Integer> found = new HashMap<>();
    for (int i = 0; i < header.cells().size(); i++) {
      String title = header.cell(i).toLowerCase(Locale.ROOT);
      int at = i;
      COLUMNS.forEach(
          (column, names) -> {
            if (names.contains(title)) {
              found.putIfAbsent(column, at);
            }
          });
    }
    for (String needed : List.of("order_id", "contact", "amount", "paid_at")) {
      if (!found.containsKey(needed)) {
        throw Given.wrong("file", "has no column " + needed);
      }
    }
    return found;
  }

  private static String cell(Csv.Line line, Map<String, Integer> columns, String column) {
    Integer at = columns.get(column);
    return at == null ? "" : line.cell(at);
  }

  /** Yuan with at most two places, as shops write it, e.g. {@code ¥1,299.00}. */
  private static long money(String text) {
    try {
      BigDecimal yuan = new BigDecimal(text.replaceAll("[¥￥,\\s]", ""));
      long cents = yuan.movePointRight(2).longValueExact();
      if (cents < 0 || cents > MOST_MONEY) {
        throw Given.wrong("amount", "must be 0 or more");
      }
      return cents;
    } catch (ArithmeticException | NumberFormatException e) {
      throw Given.wrong("amount", "must be like 199 or 199.50");
    }
  }

  private static Instant time(String text, ZoneId zone) {
    String clean = text.replace('/', '-').replace(' ', 'T');
    try {
      return clean.endsWith("Z")
          ? Instant.parse(clean)
          : clean.contains("T")
              ? LocalDateTime.parse(clean).atZone(zone).toInstant()
              : LocalDate.parse(clean).atStartOfDay(zone).toInstant();
    } catch (DateTimeParseException e) {
      throw Given.wrong("paid_at", "must be like 2026-11-16 or 2026-11-16 10:30:00");
    }
  }
}
