package io.liana.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.SharedData;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What membership adds, over HTTP: from orders that came in and members who were really heard. */
class MembershipUpliftTest {
  private static final String EARLY = "2025-05-01T04:00:00Z";
  private static final String JOINED = "2026-06-10T04:00:00Z";
  private static final String AFTER = "2026-07-20T04:00:00Z";
  private static final String LAST = "2026-09-10T04:00:00Z";

  private static RunningLiana liana;
  private static Visitor script;

  private Riverside riverside;
  private final List<Map<String, Object>> lines = new ArrayList<>();

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            new TurnableClock(java.time.Instant.parse("2026-09-15T02:00:00Z")),
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.onboarding.threads=0");
    script = liana.script();
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void riverside() {
    riverside = Riverside.in(liana);
    lines.clear();
  }

  /**
   * Earnings of 1974, 1975 and 1978 stand for orders before, lately and after; age and schooling
   * for the days of these.
   */
  @Test
  void a_real_experiment_is_answered_and_the_plain_difference_is_the_files() throws IOException {
    List<String> rows = Files.readAllLines(SharedData.path("data/lalonde-nsw/nsw_mixtape.csv"));
    List<String> treated = new ArrayList<>();
    double[] after = new double[2];
    int[] people = new int[2];
    int fresh = 0;
    for (String row : rows.subList(1, rows.size())) {
      String[] cell = row.split(",");
      boolean joins = cell[2].equals("1");
      String who = "p" + cell[0];
      if (joins) {
        treated.add(who);
      }
      order(who, joins, later("2025-01-01", 3, cell[3]), cell[9]);
      order(who, joins, later("2026-04-10", 2, cell[4]), cell[10]);
      order(who, joins, AFTER, cell[11]);
      boolean bought = Double.parseDouble(cell[9]) > 0 || Double.parseDouble(cell[10]) > 0;
      if (bought) {
        people[joins ? 1 : 0]++;
        after[joins ? 1 : 0] += Double.parseDouble(cell[11]);
      } else {
        fresh += Double.parseDouble(cell[11]) > 0 ? 1 : 0;
      }
    }
    order("last", false, LAST, "1");
    members(treated);
    JsonNode answer = ask("");
    assertThat(answer.path("members").asInt()).isEqualTo(people[1]);
    assertThat(answer.path("others").asInt()).isEqualTo(people[0]);
    assertThat(answer.path("fresh").asInt()).isEqualTo(fresh + 1);
    double plain = after[1] / people[1] - after[0] / people[0];
    assertThat(estimate(answer, "naive").path("effect").asDouble()).isCloseTo(plain, within(0.01));
    assertThat(answer.path("estimates").valueStream().map(one -> one.path("method").asString()))
        .as("a plain difference never stands alone")
        .contains("regression", "weighting", "doubly_robust", "difference_in_differences");
    assertThat(answer.path("balance").size()).isGreaterThan(2);
    JsonNode headline = answer.path("headline");
    assertThat(headline.path("why")).as(answer.toString()).isEmpty();
    assertThat(headline.at("/estimate/low").asDouble()).isLessThan(plain);
    assertThat(headline.at("/estimate/high").asDouble()).isGreaterThan(plain);
  }

  @Test
  void where_nobody_is_like_the_members_no_headline_is_given() {
    List<String> joining = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      joining.add("rich" + i);
      order("rich" + i, true, EARLY, Integer.toString(90_000 + i * 100));
      order("rich" + i, true, AFTER, Integer.toString(500 + i));
      order("poor" + i, false, EARLY, Integer.toString(10 + i));
      order("poor" + i, false, AFTER, Integer.toString(5 + i));
    }
    order("last", false, LAST, "1");
    members(joining);
    JsonNode answer = ask("");
    assertThat(answer.path("members").asInt()).isEqualTo(40);
    assertThat(answer.path("others").asInt()).isEqualTo(40);
    assertThat(answer.at("/headline/estimate").isNull()).as(answer.toString()).isTrue();
    assertThat(answer.at("/headline/why").toString()).contains("no_overlap");
    JsonNode nobody = ask("&joining=1");
    assertThat(nobody.path("members").asInt()).isZero();
    assertThat(nobody.at("/headline/why").toString()).contains("too_few");
    assertThat(script.get(path("&days=0")).code()).isEqualTo("invalid_request");
  }

  // ---- the parts these are made of

  private static JsonNode estimate(JsonNode answer, String method) {
    return answer
        .path("estimates")
        .valueStream()
        .filter(one -> one.path("method").asString().equals(method))
        .findFirst()
        .orElseThrow();
  }

  private static String later(String day, int days, String times) {
    return LocalDate.parse(day).plusDays(days * Long.parseLong(times)) + "T04:00:00Z";
  }

  private void order(String who, boolean joins, String at, String amount) {
    BigDecimal money = new BigDecimal(amount).setScale(2, RoundingMode.HALF_EVEN);
    if (money.signum() > 0) {
      Map<String, Object> line = new HashMap<>();
      line.put("order", who + at);
      line.put("contact", who);
      line.put("at", at);
      line.put("amount", money.toPlainString());
      line.put("currency", "USD");
      if (joins) {
        line.put("member", who); // their number, once they are heard
      }
      lines.add(line);
    }
  }

  /** They say something on the day they join; then the shop tells its orders. */
  private void members(List<String> names) {
    String key = "u" + riverside.groupId();
    List<String> said =
        names.stream()
            .map(
                who ->
                    """
                    {"id":"%s-%s","type":"message","at":"%s","sender":{"id":"%s-%s","name":"%s"},"text":"Hello"}"""
                        .formatted(key, who, JOINED, key, who, who))
            .toList();
    Visitor.Answer told =
        script.send(
            "POST",
            "/groups/" + riverside.groupId() + "/events",
            BodyPublishers.ofString(String.join("\n", said)),
            "application/x-ndjson");
    assertThat(told.status()).as(told.text()).isEqualTo(202);
    liana.work();
    Map<String, String> numbers = new HashMap<>();
    liana
        .bean(JdbcTemplate.class)
        .query(
            "select event_key, member_id from channel_event where group_id = ? and kind = 'message'",
            row -> {
              String event = row.getString("event_key");
              String number = row.getString("member_id");
              names.stream()
                  .filter(who -> event.endsWith("-" + who))
                  .forEach(who -> numbers.put(who, number));
            },
            riverside.groupId().value());
    assertThat(numbers).hasSameSizeAs(names);
    lines.forEach(line -> line.computeIfPresent("member", (field, who) -> numbers.get(who)));
    Visitor.Answer taken =
        script.post("/communities/" + riverside.community() + "/purchases", Map.of("lines", lines));
    assertThat(taken.status()).as(taken.text()).isEqualTo(200);
  }

  private JsonNode ask(String query) {
    Visitor.Answer answer = script.get(path(query));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private String path(String query) {
    return "/communities/"
        + riverside.community()
        + "/customers/uplift?from=2026-06-01&outcome=spend"
        + query;
  }
}
