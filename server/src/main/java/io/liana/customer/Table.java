package io.liana.customer;

import io.liana.content.Csv;
import io.liana.customer.Columns.Field;
import io.liana.customer.LineReading.Read;
import io.liana.customer.LineReading.Written;
import io.liana.customer.Movement.Kind;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a table of order lines says. The lines of one order are added up: what was paid is one
 * movement, what was given back another. A line that is wrong is told by its number and keeps no
 * other out.
 */
final class Table {
  private static final int MOST_LINES = 2_000_000;
  private static final int MOST_ORDERS = 1_000_000;
  private static final int MOST_WRONG = 100;
  private static final int SAMPLES = 5;

  private final LineReading reading;
  private final String shop;
  private final @Nullable String told;
  private final Map<Key, Sum> sums = new LinkedHashMap<>();
  private final List<Wrong> wrong = new ArrayList<>();
  private final List<List<String>> samples = new ArrayList<>();
  private List<String> header = List.of();
  private @Nullable Columns columns;
  private int lines;
  private int nobody;
  private int refunds;
  private int wrongLines;

  private record Key(String number, Kind kind) {}

  /**
   * @param line its number in the file, from 1, the header included
   */
  record Wrong(int line, String field, String detail) {}

  /**
   * @param lines besides the header
   * @param nobody lines that name no buyer
   * @param refunds lines that give money back
   * @param wrong the first hundred
   */
  record Said(
      List<String> header,
      Columns columns,
      List<List<String>> samples,
      List<Movement> movements,
      int lines,
      int nobody,
      int refunds,
      int wrongLines,
      List<Wrong> wrong) {}

  private static final class Sum {
    final Read first;
    BigDecimal amount;
    Instant at;

    Sum(Read first) {
      this.first = first;
      this.amount = first.amount();
      this.at = first.at();
    }

    void add(Read line) {
      amount = amount.add(line.amount());
      at = line.at().isBefore(at) ? line.at() : at;
    }
  }

  private Table(LineReading reading, String shop, @Nullable String told) {
    this.reading = reading;
    this.shop = shop;
    this.told = told;
  }

  /**
   * @param told which column is which; null to guess
   */
  static Said read(
      InputStream file, Charset encoding, LineReading reading, String shop, @Nullable String told) {
    var table = new Table(reading, shop, told);
    Csv.read(file, encoding, MOST_LINES, table::line);
    if (table.columns == null) {
      throw Given.wrong("file", "is empty");
    }
    return table.said(table.columns);
  }

  /** The same for lines a program gives. */
  static List<Movement> of(List<Written> lines, LineReading reading, String shop) {
    var table = new Table(reading, shop, null);
    for (Written line : lines) {
      table.add(reading.read(line));
    }
    return table.movements();
  }

  private void line(Csv.Line line) {
    if (columns == null) {
      header = line.cells();
      columns = told == null ? Columns.guess(header) : Columns.of(told, header);
      return;
    }
    lines++;
    if (samples.size() < SAMPLES) {
      samples.add(line.cells());
    }
    if (!columns.missing().isEmpty()) {
      return; // shown with its first lines, so that somebody can tell which column is which
    }
    try {
      add(reading.read(written(columns, line)));
    } catch (Problem problem) {
      if (!problem.params().containsKey("field")) {
        throw problem; // the file's, not the line's
      }
      wrongLines++;
      if (wrong.size() < MOST_WRONG) {
        wrong.add(
            new Wrong(
                line.number(),
                String.valueOf(problem.params().get("field")),
                String.valueOf(problem.getMessage())));
      }
    }
  }

  private static Written written(Columns columns, Csv.Line line) {
    return new Written(
        columns.cell(Field.ORDER, line),
        columns.cell(Field.CONTACT, line),
        columns.cell(Field.MEMBER, line),
        columns.cell(Field.AT, line),
        columns.cell(Field.AMOUNT, line),
        columns.cell(Field.QUANTITY, line),
        columns.cell(Field.PRICE, line),
        columns.cell(Field.KIND, line),
        columns.cell(Field.CURRENCY, line));
  }

  private void add(Read line) {
    var key = new Key(line.order(), line.kind());
    Sum sum = sums.get(key);
    if (sum == null) {
      if (sums.size() >= MOST_ORDERS) {
        throw Problem.invalid(
            "too_many_orders", "A file may have 1,000,000 orders.", Map.of("limit", MOST_ORDERS));
      }
      sums.put(key, new Sum(line));
    } else if (!sum.first.currency().equals(line.currency())) {
      throw Given.wrong("currency", "is another than in the lines before of this order");
    } else if (!java.util.Objects.equals(sum.first.contact(), line.contact())) {
      throw Given.wrong("contact", "is another than in the lines before of this order");
    } else {
      sum.add(line);
    }
    nobody += line.contact() == null && line.member() == null ? 1 : 0;
    refunds += line.kind() == Kind.REFUND ? 1 : 0;
  }

  private List<Movement> movements() {
    return sums.values().stream()
        .map(
            sum -> {
              Read first = sum.first;
              int digits = Currency.getInstance(first.currency()).getDefaultFractionDigits();
              return new Movement(
                  shop,
                  first.order(),
                  first.kind(),
                  first.contact() == null && first.member() != null
                      ? "#" + first.member()
                      : first.contact(),
                  first.member(),
                  first.currency(),
                  sum.amount
                      .setScale(digits, RoundingMode.HALF_EVEN)
                      .movePointRight(digits)
                      .longValueExact(),
                  sum.at);
            })
        .toList();
  }

  private Said said(Columns read) {
    return new Said(header, read, samples, movements(), lines, nobody, refunds, wrongLines, wrong);
  }
}
