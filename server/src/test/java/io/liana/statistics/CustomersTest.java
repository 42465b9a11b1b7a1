package io.liana.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.liana.kit.SharedData;
import io.liana.statistics.BgNbd.History;
import io.liana.statistics.GammaGamma.Spending;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CustomersTest {
  private static final LocalDate CALIBRATED = LocalDate.of(1997, 9, 30);
  private static final BgNbd PUBLISHED = new BgNbd(0.243, 4.414, 0.793, 2.426);

  @Test
  void the_paper_about_cdnow_is_reproduced() throws IOException {
    List<History> customers = cdnow().stream().map(one -> one.history(CALIBRATED)).toList();
    assertThat(customers).hasSize(2357);
    assertThat(customers.stream().mapToInt(History::repeats).sum()).isEqualTo(2457);
    BgNbd.Fit fit = BgNbd.fit(customers);
    assertThat(fit.model().r()).isCloseTo(0.243, within(1e-3));
    assertThat(fit.model().alpha()).isCloseTo(4.414, within(1e-3));
    assertThat(fit.model().a()).isCloseTo(0.793, within(1e-3));
    assertThat(fit.model().b()).isCloseTo(2.426, within(1e-3));
    assertThat(fit.logLikelihood()).isCloseTo(-9582.4, within(0.05));
    double coming = customers.stream().mapToDouble(one -> fit.model().expected(one, 39)).sum();
    assertThat(coming).isCloseTo(1653.4, within(0.5));
  }

  @Test
  void what_the_model_foretells() throws IOException {
    BgNbd fitted = BgNbd.fit(cdnow().stream().map(one -> one.history(CALIBRATED)).toList()).model();
    JsonNode cases =
        JsonMapper.shared().readTree(SharedData.path("cases/clv_cdnow.json")).path("bg_nbd");
    cases
        .path("expected_purchases")
        .forEach(
            row ->
                assertThat(fitted.expected(row.path("t").asDouble()))
                    .isCloseTo(row.path("value").asDouble(), within(5e-4)));
    cases
        .path("pmf_n_purchases")
        .path("rows")
        .forEach(
            row -> {
              double p = row.path("p").asDouble();
              assertThat(PUBLISHED.chance(row.path("n").asInt(), row.path("t").asDouble()))
                  .isCloseTo(p, within(p * 1e-4));
            });
    assertThat(PUBLISHED.expected(new History(2, 30.43, 38.86), 39)).isCloseTo(1.226, within(1e-3));
  }

  @Test
  void who_bought_once_is_unknown_and_not_alive_for_certain() {
    assertThat(PUBLISHED.alive(new History(0, 0, 38.86))).isEmpty();
    assertThat(PUBLISHED.alive(new History(2, 30.43, 38.86)).orElseThrow()).isBetween(0.5, 0.99);
    assertThat(PUBLISHED.alive(new History(1000, 10, 100)).orElseThrow()).isZero();
  }

  @Test
  void what_a_purchase_is_worth_is_reproduced() throws IOException {
    List<Spending> customers =
        cdnow().stream()
            .map(
                one ->
                    new Spending(
                        one.history(CALIBRATED).repeats(), one.repeatMean(CALIBRATED) / 100))
            .toList();
    GammaGamma.Fit fit = GammaGamma.fit(customers);
    assertThat(customers.stream().filter(one -> one.repeats() > 0).count()).isEqualTo(946);
    assertThat(fit.model().p()).isCloseTo(6.25, within(1e-3));
    assertThat(fit.model().q()).isCloseTo(3.744, within(1e-3));
    assertThat(fit.model().v()).isCloseTo(15.444, within(5e-3));
    assertThat(fit.logLikelihood()).isCloseTo(-4055.92, within(0.01));
    JsonNode first =
        JsonMapper.shared()
            .readTree(SharedData.path("cases/clv_cdnow.json"))
            .path("gamma_gamma")
            .path("conditional_expected_value_first10");
    for (int i = 0; i < 10; i++) {
      assertThat(fit.model().expected(customers.get(i)))
          .isCloseTo(first.get(i).asDouble(), within(0.1));
    }
  }

  @Test
  void the_whole_cohort_is_fitted_within_five_seconds() throws IOException {
    List<History> sample = cdnow().stream().map(one -> one.history(CALIBRATED)).toList();
    List<Spending> spending = new ArrayList<>();
    List<History> customers = new ArrayList<>();
    for (int i = 0; i < 23_570; i++) {
      History one = sample.get(i % sample.size());
      // A day's shift keeps the customers from being the same ten times over.
      double shift = i / sample.size() / 70.0;
      customers.add(new History(one.repeats(), one.last(), one.age() + shift));
      spending.add(new Spending(one.repeats(), 20 + i % 37));
    }
    // The processor's time, so that the test does not depend on who else computes meanwhile.
    var clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    BgNbd.Fit fit = BgNbd.fit(customers);
    GammaGamma.fit(spending);
    double seconds = (clock.getCurrentThreadCpuTime() - start) / 1e9;
    assertThat(fit.model().r()).isCloseTo(0.243, within(0.01));
    System.out.printf("23,570 customers fitted in %.2f s of processor time%n", seconds);
    assertThat(seconds).isLessThan(5);
  }

  @Test
  void too_few_who_came_back_are_refused() {
    assertThatThrownBy(() -> BgNbd.fit(List.of(new History(1, 2, 3))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GammaGamma.fit(List.of(new Spending(1, 2))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GammaGamma(6, 0.9, 15).expected(new Spending(1, 2)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_real_shop_is_scored_as_others_counted_it() throws IOException {
    Map<Long, Map<String, Long>> invoices = new TreeMap<>();
    Map<Long, LocalDate> last = new HashMap<>();
    double revenue = readShop(invoices, last);
    // The reference counts whole days of 24 hours up to 10 December, 0:00: days up to the 9th.
    LocalDate today = LocalDate.of(2011, 12, 9);
    List<Rfm.Customer> customers =
        invoices.entrySet().stream()
            .map(
                one ->
                    new Rfm.Customer(
                        one.getKey(),
                        last.get(one.getKey()),
                        one.getValue().size(),
                        one.getValue().values().stream().mapToLong(Long::longValue).sum()))
            .toList();
    assertThat(customers).hasSize(4338);
    assertThat(customers.stream().mapToInt(Rfm.Customer::orders).sum()).isEqualTo(18_532);
    assertThat(customers.stream().filter(one -> one.orders() > 1).count()).isEqualTo(2845);
    assertThat(revenue).isCloseTo(8_911_407.90, within(0.01));
    assertThat(Rfm.topFifth(customers)).isCloseTo(0.7462, within(5e-5));
    List<Rfm.Scored> scored = Rfm.score(customers, today);
    double n = scored.size();
    assertThat(scored.stream().mapToLong(Rfm.Scored::recency).sum() / n)
        .isCloseTo(92.06, within(0.005));
    assertThat(customers.stream().mapToInt(Rfm.Customer::orders).sum() / n)
        .isCloseTo(4.272, within(0.0005));
    assertThat(customers.stream().mapToLong(Rfm.Customer::money).sum() / n / 100)
        .isCloseTo(2054.27, within(0.01));
    // Money hardly repeats, so its fifths are fifths.
    for (int score = 1; score <= 5; score++) {
      int wanted = score;
      assertThat(scored.stream().filter(one -> one.m() == wanted).count()).isBetween(866L, 869L);
    }
    assertThat(Rfm.count(scored).values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(4338);
    assertThat(Rfm.count(scored)).containsKeys(Rfm.Cell.values());
  }

  @Test
  void equal_customers_get_equal_scores() {
    assertThat(Rfm.quintiles(new double[] {1, 1, 1, 1, 9})).containsExactly(1, 1, 1, 1, 5);
    assertThat(Rfm.quintiles(new double[] {3, 1, 2, 5, 4})).containsExactly(3, 1, 2, 5, 4);
    assertThat(Rfm.cell(5, 5, 5)).isEqualTo(Rfm.Cell.CHAMPION);
    assertThat(Rfm.cell(1, 1, 5)).isEqualTo(Rfm.Cell.MUST_NOT_LOSE);
    assertThat(Rfm.cell(1, 1, 1)).isEqualTo(Rfm.Cell.LOST);
    assertThat(Rfm.cell(5, 1, 1)).isEqualTo(Rfm.Cell.NEW);
  }

  /** In the order of their ids; amounts in cents. */
  private static List<Purchases> cdnow() throws IOException {
    Map<String, Map<LocalDate, Long>> customers = new TreeMap<>();
    for (String line : Files.readAllLines(SharedData.path("data/cdnow/CDNOW_sample.txt"))) {
      String[] cell = line.strip().split("\\s+");
      LocalDate day = LocalDate.parse(cell[2], DateTimeFormatter.BASIC_ISO_DATE);
      customers
          .computeIfAbsent(cell[1], id -> new TreeMap<>())
          .merge(day, Math.round(Double.parseDouble(cell[4]) * 100), Long::sum);
    }
    return customers.values().stream().map(Purchases::of).toList();
  }

  /** Bought and paid only; the sum of price times quantity. */
  private static double readShop(Map<Long, Map<String, Long>> invoices, Map<Long, LocalDate> last)
      throws IOException {
    double revenue = 0;
    Set<String> kept = new HashSet<>();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(
                        SharedData.path("data/online-retail/online_retail.csv.gz"))),
                StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        // Only the description may hold commas: count from both ends.
        String[] cell = line.split(",", -1);
        int end = cell.length;
        String customer = cell[end - 2];
        int quantity = Integer.parseInt(cell[end - 5]);
        double price = Double.parseDouble(cell[end - 3]);
        if (customer.isEmpty() || quantity <= 0 || price <= 0) {
          continue;
        }
        long id = (long) Double.parseDouble(customer);
        LocalDate day = LocalDate.parse(cell[end - 4].substring(0, 10));
        revenue += quantity * price;
        kept.add(cell[0]);
        invoices
            .computeIfAbsent(id, any -> new HashMap<>())
            .merge(cell[0], Math.round(quantity * price * 100), Long::sum);
        last.merge(id, day, (a, b) -> a.isAfter(b) ? a : b);
      }
    }
    assertThat(kept).hasSize(18_532);
    return revenue;
  }
}
