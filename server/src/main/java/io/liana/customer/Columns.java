package io.liana.customer;

import io.liana.content.Csv;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which column of a table says what; guessed from its titles, or told by an operator. */
record Columns(Map<Field, Integer> at) {

  /** What may be known of a line, with the titles shops give it. */
  enum Field {
    ORDER("order", "order_id", "order id", "invoiceno", "invoice", "订单号", "订单编号", "主订单编号"),
    CONTACT(
        "contact",
        "phone",
        "customer",
        "customerid",
        "customer id",
        "email",
        "手机号",
        "手机",
        "电话",
        "买家",
        "客户编号"),
    MEMBER("member", "member_id", "成员编号"),
    AT("at", "paid_at", "date", "invoicedate", "order date", "付款时间", "支付时间", "下单时间", "日期"),
    AMOUNT("amount", "total", "金额", "实付金额", "买家实际支付金额", "退款金额"),
    QUANTITY("quantity", "qty", "数量", "商品数量"),
    PRICE("price", "unitprice", "unit price", "单价", "商品单价"),
    KIND("kind", "type", "类型", "交易类型"),
    CURRENCY("currency", "币种");

    private final List<String> titles;

    Field(String... titles) {
      this.titles = List.of(titles);
    }

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Columns guess(List<String> header) {
    var at = new EnumMap<Field, Integer>(Field.class);
    for (Field field : Field.values()) {
      for (int i = 0; i < header.size() && !at.containsKey(field); i++) {
        if (field.titles.contains(header.get(i).strip().toLowerCase(Locale.ROOT))) {
          at.put(field, i);
        }
      }
    }
    return new Columns(at);
  }

  /**
   * As told: {@code order:0,at:4}.
   *
   * @throws Problem 400 for a field or a column that is none
   */
  static Columns of(String told, List<String> header) {
    var at = new EnumMap<Field, Integer>(Field.class);
    for (String one : told.split(",", -1)) {
      String[] pair = one.split(":", -1);
      Field field =
          java.util.Arrays.stream(Field.values())
              .filter(known -> known.code().equals(pair[0]))
              .findFirst()
              .orElseThrow(() -> Given.wrong("columns", "must be like order:0,at:4"));
      if (pair.length != 2 || !pair[1].matches("\\d{1,3}")) {
        throw Given.wrong("columns", "must be like order:0,at:4");
      }
      int column = Integer.parseInt(pair[1]);
      if (column >= header.size()) {
        throw Given.wrong("columns", "names column %d of %d".formatted(column, header.size()));
      }
      at.put(field, column);
    }
    return new Columns(at);
  }

  /** What has to be there and is not; empty when lines can be read. */
  List<String> missing() {
    return java.util.stream.Stream.of(
            has(Field.ORDER) ? "" : "order",
            has(Field.AT) ? "" : "at",
            has(Field.AMOUNT) || (has(Field.QUANTITY) && has(Field.PRICE)) ? "" : "amount")
        .filter(one -> !one.isEmpty())
        .toList();
  }

  boolean has(Field field) {
    return at.containsKey(field);
  }

  /** Null when the table has no such column, or nothing in it. */
  @Nullable String cell(Field field, Csv.Line line) {
    Integer column = at.get(field);
    String cell = column == null ? "" : line.cell(column);
    return cell.isEmpty() ? null : cell;
  }
}
