package io.liana.customer;

import io.liana.customer.Movement.Kind;
import io.liana.kernel.Given;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what stands in the fields of one line; says which field is wrong, and why. */
final class LineReading {
  private static final int LONGEST = 100;
  private static final BigDecimal MOST = new BigDecimal("100000000000"); // whole units
  private static final int MOST_PLACES = 6;
  private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
  private static final Duration AHEAD = Duration.ofMinutes(10); // between a shop's clock and ours
  private static final List<String> REFUNDS =
      List.of("refund", "return", "cancel", "退款", "退货", "取消");
  private static final List<String> PAYMENTS = List.of("paid", "order", "sale", "付款", "支付", "交易");

  private final ZoneId zone;
  private final String currency;
  private final Instant now;

  /**
   * @param zone of times that name none
   * @param currency of lines that name none
   */
  LineReading(ZoneId zone, String currency, Instant now) {
    this.zone = zone;
    this.currency = currency(currency).getCurrencyCode();
    this.now = now;
  }

  /** What the shop wrote, field by field. */
  record Written(
      @Nullable String order,
      @Nullable String contact,
      @Nullable String member,
      @Nullable String at,
      @Nullable String amount,
      @Nullable String quantity,
      @Nullable String price,
      @Nullable String kind,
      @Nullable String currency) {}

  /**
   * @param amount in whole units, exact; negative for what is given back
   */
  record Read(
      String order,
      Kind kind,
      @Nullable String contact,
      @Nullable Long member,
      String currency,
      BigDecimal amount,
      Instant at) {}

  Read read(Written line) {
    String order = Given.text("order", line.order(), 1, LONGEST);
    String contact =
        line.contact() == null ? "" : Given.text("contact", line.contact(), 0, LONGEST);
    String clean = Movement.contact(contact);
    BigDecimal amount =
        line.amount() != null
            ? number("amount", line.amount())
            : number("quantity", line.quantity()).multiply(number("price", line.price()));
    Kind kind = kind(line.kind(), amount);
    BigDecimal signed = kind == Kind.REFUND ? amount.abs().negate() : amount;
    if (signed.abs().compareTo(MOST) > 0) {
      throw Given.wrong("amount", "is larger than any shop's");
    }
    return new Read(
        order,
        kind,
        clean.isEmpty() ? null : clean,
        line.member() == null ? null : member(line.member()),
        line.currency() == null ? currency : currency(line.currency()).getCurrencyCode(),
        signed,
        time(line.at()));
  }

  private static Kind kind(@Nullable String text, BigDecimal amount) {
    if (text == null) {
      return amount.signum() < 0 ? Kind.REFUND : Kind.PAID;
    }
    String said = text.strip().toLowerCase(Locale.ROOT);
    if (REFUNDS.contains(said)) {
      return Kind.REFUND;
    }
    if (!PAYMENTS.contains(said)) {
      throw Given.wrong("kind", "must be paid or refund");
    }
    if (amount.signum() < 0) {
      throw Given.wrong("amount", "is negative, and the line says it was paid");
    }
    return Kind.PAID;
  }

  /** As shops write it, e.g. {@code ¥1,299.00} or {@code -3}. */
  private static BigDecimal number(String field, @Nullable String text) {
    String bare = Given.text(field, text, 1, 30).replaceAll("[¥￥$€£,\\s]", "");
    if (!bare.matches("[+-]?\\d{1,15}(\\.\\d{1,9})?")) {
      throw Given.wrong(field, "must be like 199, -5 or 1,299.50");
    }
    BigDecimal number = new BigDecimal(bare);
    if (number.stripTrailingZeros().scale() > MOST_PLACES) {
      throw Given.wrong(field, "has more than six places");
    }
    return number;
  }

  static Long member(String text) {
    String bare = text.startsWith("#") ? text.substring(1) : text;
    if (!bare.matches("\\d{1,18}")) {
      throw Given.wrong("member", "must be a member's number");
    }
    return Long.valueOf(bare);
  }

  static Currency currency(String text) {
    try {
      Currency found = Currency.getInstance(text.strip().toUpperCase(Locale.ROOT));
      if (found.getDefaultFractionDigits() >= 0) {
        return found;
      }
    } catch (IllegalArgumentException e) {
      throw noCurrency();
    }
    throw noCurrency();
  }

  private static RuntimeException noCurrency() {
    return Given.wrong("currency", "must be like CNY");
  }

  private Instant time(@Nullable String text) {
    Instant at = parsed(Given.text("at", text, 1, 40));
    if (at.isAfter(now.plus(AHEAD))) {
      throw Given.wrong("at", "is in the future");
    }
    if (at.isBefore(EARLIEST)) {
      throw Given.wrong("at", "is before 1990");
    }
    return at;
  }

  private Instant parsed(String text) {
    String clean = text.replace('/', '-').replace(' ', 'T');
    try {
      if (!clean.contains("T")) {
        return LocalDate.parse(clean).atStartOfDay(zone).toInstant();
      }
      return clean.matches(".*T.*(Z|[+-]\\d\\d:\\d\\d)")
          ? OffsetDateTime.parse(clean).toInstant()
          : LocalDateTime.parse(clean).atZone(zone).toInstant();
    } catch (DateTimeParseException e) {
      throw Given.wrong("at", "must be like 2026-11-16 or 2026-11-16 10:30:00");
    }
  }
}
