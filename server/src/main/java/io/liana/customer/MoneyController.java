package io.liana.customer;

import io.liana.customer.Asked.Question;
import io.liana.customer.Books.Basis;
import io.liana.customer.Books.Cohort;
import io.liana.customer.Books.Ladder;
import io.liana.customer.Books.Move;
import io.liana.customer.Books.Repurchase;
import io.liana.customer.MovementListing.Currency;
import io.liana.kernel.Caller;
import io.liana.kernel.Given;
import io.liana.kernel.Permission;
import io.liana.statistics.Rfm;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** RFM, cohorts, repurchase and the price ladder over HTTP. */
@RestController
@RequestMapping("/api/v1/communities/{community}/customers")
class MoneyController {
  private static final int MOVEMENT_DAYS = 30;
  private static final int MOST_STEPS = 8;
  private static final List<String> BASES =
      Arrays.stream(Basis.values()).map(MoneyController::code).toList();

  private final Asked asked;

  MoneyController(Asked asked) {
    this.asked = asked;
  }

  record CurrencyAnswer(String code, int orders, int customers, long money, long nobody) {
    static CurrencyAnswer of(Currency one) {
      return new CurrencyAnswer(
          one.code(), one.orders(), one.customers(), one.money(), one.nobody());
    }
  }

  record CellAnswer(String cell, int customers, long money, double recency, double orders) {}

  record MoveAnswer(@Nullable String from, String to, int customers) {}

  record CohortAnswer(String month, int size, int[] active, long[] money) {}

  record MeanAnswer(double recency, double orders, double money) {}

  record RepurchaseAnswer(
      int customers, int again, @Nullable Double rate, int intervals, int @Nullable [] days) {}

  /**
   * @param first the first day anything is known of
   * @param partial the last month is not over
   * @param topFifth share of the money; null of nothing
   */
  record MoneyAnswer(
      List<CurrencyAnswer> currencies,
      String currency,
      String basis,
      LocalDate first,
      LocalDate last,
      LocalDate before,
      LocalDate until,
      boolean partial,
      int customers,
      int orders,
      long money,
      @Nullable MeanAnswer means,
      @Nullable Double topFifth,
      List<CellAnswer> cells,
      List<MoveAnswer> moves,
      List<CohortAnswer> cohorts,
      RepurchaseAnswer repurchase,
      Ladder ladder) {}

  @GetMapping
  @Permission("customer:read")
  MoneyAnswer money(
      @PathVariable String community,
      @RequestParam(required = false) @Nullable String currency,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(defaultValue = "net") String basis,
      @RequestParam(required = false) @Nullable String steps,
      Caller caller) {
    Question question = asked.about(community, currency, until, caller);
    LocalDate end = question.until();
    LocalDate given = Given.day("before", before);
    LocalDate begin = given == null ? end.minusDays(MOVEMENT_DAYS) : given;
    if (!begin.isBefore(end)) {
      throw Given.wrong("before", "must be before until");
    }
    Basis counted = basis(basis);
    long[] ladder = steps(steps);
    Books books = question.books();
    List<Rfm.Scored> scored = Rfm.score(books.bought(end, counted), end);
    List<Rfm.Customer> customers = scored.stream().map(Rfm.Scored::customer).toList();
    long money = customers.stream().mapToLong(Rfm.Customer::money).sum();
    return new MoneyAnswer(
        question.currencies().stream().map(CurrencyAnswer::of).toList(),
        question.currency().code(),
        code(counted),
        question.currency().first(),
        question.currency().last(),
        begin,
        end,
        !end.equals(YearMonth.from(end).atEndOfMonth()),
        customers.size(),
        customers.stream().mapToInt(Rfm.Customer::orders).sum(),
        money,
        customers.isEmpty() ? null : means(scored),
        money <= 0 ? null : Rfm.topFifth(customers),
        cells(scored),
        books.moves(begin, end, counted).stream().map(MoneyController::answer).toList(),
        books.cohorts(end, counted).stream().map(MoneyController::answer).toList(),
        answer(books.repurchase(end, counted)),
        books.ladder(end, ladder));
  }

  /** One line a customer; who they are knows only the shop. */
  @GetMapping("/rfm.csv")
  @Permission("customer:read")
  ResponseEntity<byte[]> table(
      @PathVariable String community,
      @RequestParam(required = false) @Nullable String currency,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(defaultValue = "net") String basis,
      Caller caller) {
    Question question = asked.about(community, currency, until, caller);
    Map<Long, Long> members = new HashMap<>();
    for (Books.Customer one : question.books().customers()) {
      if (one.member() != null) {
        members.put(one.id(), one.member());
      }
    }
    var text =
        new StringBuilder(
            "\ufeffcustomer,member,recency_days,orders,money,currency,r,f,m,cell\r\n");
    for (Rfm.Scored one :
        Rfm.score(question.books().bought(question.until(), basis(basis)), question.until())) {
      Long member = members.get(one.customer().id());
      text.append(one.customer().id()).append(',');
      text.append(member == null ? "" : member.toString()).append(',');
      text.append(one.recency()).append(',').append(one.customer().orders()).append(',');
      text.append(one.customer().money()).append(',').append(question.currency().code());
      text.append(",%d,%d,%d,".formatted(one.r(), one.f(), one.m()));
      text.append(code(one.cell())).append("\r\n");
    }
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header(
            "Content-Disposition",
            "attachment; filename=\"rfm-%s.csv\"".formatted(question.until()))
        .body(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static List<CellAnswer> cells(List<Rfm.Scored> scored) {
    Map<Rfm.Cell, List<Rfm.Scored>> cells =
        scored.stream().collect(Collectors.groupingBy(Rfm.Scored::cell));
    return Arrays.stream(Rfm.Cell.values())
        .map(
            cell -> {
              List<Rfm.Scored> in = cells.getOrDefault(cell, List.of());
              return new CellAnswer(
                  code(cell),
                  in.size(),
                  in.stream().mapToLong(one -> one.customer().money()).sum(),
                  in.stream().mapToLong(Rfm.Scored::recency).average().orElse(0),
                  in.stream().mapToInt(one -> one.customer().orders()).average().orElse(0));
            })
        .toList();
  }

  private static MeanAnswer means(List<Rfm.Scored> scored) {
    return new MeanAnswer(
        scored.stream().mapToLong(Rfm.Scored::recency).average().orElse(0),
        scored.stream().mapToInt(one -> one.customer().orders()).average().orElse(0),
        scored.stream().mapToLong(one -> one.customer().money()).average().orElse(0));
  }

  private static MoveAnswer answer(Move move) {
    return new MoveAnswer(
        move.from() == null ? null : code(move.from()), code(move.to()), move.customers());
  }

  private static CohortAnswer answer(Cohort one) {
    return new CohortAnswer(one.month().toString(), one.size(), one.active(), one.money());
  }

  private static RepurchaseAnswer answer(Repurchase one) {
    return new RepurchaseAnswer(
        one.customers(),
        one.again(),
        one.customers() == 0 ? null : (double) one.again() / one.customers(),
        one.intervals(),
        one.days());
  }

  private static Basis basis(String text) {
    return Basis.valueOf(Given.oneOf("basis", text, "net", BASES).toUpperCase(Locale.ROOT));
  }

  private static long @Nullable [] steps(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    if (!text.matches("\\d{1,12}(,\\d{1,12}){0,7}")) {
      throw Given.wrong("steps", "must be up to %d prices like 9900,99900".formatted(MOST_STEPS));
    }
    return Arrays.stream(text.split(",", -1))
        .mapToLong(Long::parseLong)
        .sorted()
        .distinct()
        .toArray();
  }

  static String code(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
