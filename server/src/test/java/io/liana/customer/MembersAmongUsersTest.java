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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Members beside people who only use the product: tables of both come in, and a job programme whose
 * effect is known by lot (+1,794) is asked for over HTTP.
 */
class MembersAmongUsersTest {
  private static final String JOINED = "2026-06-10T04:00:00Z";
  private static final String EIGHT = "age,educ,black,hisp,marr,nodegree,re74,re75";

  private static RunningLiana liana;
  private static Visitor script;

  private Riverside riverside;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            new TurnableClock(Instant.parse("2026-09-15T02:00:00Z")),
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
  }

  @Test
  void by_lot_the_plain_difference_is_the_truth_and_stands_beside_all_other_methods()
      throws IOException {
    JsonNode expected = cases().at("/nsw_experimental/expected");
    earnings(rows("nsw"), EIGHT);
    JsonNode answer = uplift("");
    assertThat(answer.path("members").asInt()).isEqualTo(185);
    assertThat(answer.path("others").asInt()).isEqualTo(260);
    assertThat(answer.path("fresh").asInt() + answer.path("incomplete").asInt()).isZero();
    near(answer, "naive", expected.path("diff_in_means").asDouble(), 0.01);
    near(answer, "regression", expected.path("ols_all_covariates").asDouble(), 0.05);
    near(
        answer, "difference_in_differences", expected.path("did_re78_minus_re75").asDouble(), 0.05);
    assertThat(answer.path("estimates").size()).as("none stands alone").isEqualTo(6);
    JsonNode said = answer.at("/headline/estimate");
    assertThat(said.path("method").asString()).isEqualTo("doubly_robust");
    assertThat(said.path("low").asDouble()).isPositive().isLessThan(1794);
    assertThat(said.path("high").asDouble()).isGreaterThan(1794);
  }

  @Test
  void a_survey_misleads_and_weighting_recovers_the_truth() throws IOException {
    JsonNode expected = cases().at("/cps_15992/expected");
    List<double[]> rows = new ArrayList<>();
    rows("nsw").stream().filter(row -> row[0] == 1).forEach(rows::add);
    rows("cps").stream().filter(row -> row[0] == 0).forEach(rows::add);
    assertThat(rows).hasSize(16_177);
    String rich = EIGHT + ",age2,age3,educ2,no74,no75,educ_re74";
    earnings(rows, rich);
    JsonNode answer = uplift("&traits=" + rich);
    near(answer, "naive", expected.path("naive_diff_in_means").asDouble(), 0.01);
    near(answer, "weighting", expected.path("ipw_att_hajek_rich_logit").asDouble(), 1);
    near(answer, "difference_in_differences", expected.path("did_re75_to_re78").asDouble(), 0.05);
    near(answer, "doubly_robust", 1584.53, 1); // with numpy, apart from this code: ADR 35
    assertThat(estimate(answer, "doubly_robust").path("low").asDouble()).isLessThan(1794);
    assertThat(estimate(answer, "doubly_robust").path("high").asDouble()).isGreaterThan(1794);
    assertThat(estimate(answer, "matching").path("effect").asDouble()).isPositive();
    assertThat(answer.path("doubts").toString()).contains("few_effective");
    JsonNode fewer = uplift("&traits=" + EIGHT + ",age2");
    near(fewer, "regression", expected.path("ols_with_controls").asDouble(), 1);
  }

  @Test
  void where_no_user_is_like_a_member_not_even_the_plain_difference_is_said() {
    List<String> joining = IntStream.range(0, 40).mapToObj(i -> "in" + i).toList();
    Map<String, String> numbers = heard(joining);
    var users = new StringBuilder("user,first_seen,invited,member,score,plan\n");
    var orders = new StringBuilder("order,contact,at,amount\n");
    var chance = new Random(7);
    for (int i = 0; i < 40; i++) {
      users.append("in%d,2025-01-01,1,%s,%d,gold\n".formatted(i, numbers.get("in" + i), 900 + i));
      users.append("out%d,2025-01-01,%d,,%d,free\n".formatted(i, i % 2, i));
      orders.append("a%d,in%d,2026-07-20,%d\n".formatted(i, i, 100 + chance.nextInt(50)));
    }
    users.append("late,2026-06-02,1,,5,free\n").append("odd,2025-01-01,0,,,free\n");
    keep("product-users", users.toString());
    keep("purchases", orders.toString());
    JsonNode answer = uplift("&traits=score");
    assertThat(answer.path("members").asInt()).isEqualTo(40);
    assertThat(answer.path("others").asInt()).isEqualTo(40);
    assertThat(answer.path("invited").asInt()).isEqualTo(20);
    assertThat(answer.path("fresh").asInt()).isEqualTo(1);
    assertThat(answer.path("incomplete").asInt()).isEqualTo(1);
    assertThat(answer.path("offered").toString()).isEqualTo("[\"plan\",\"score\"]");
    assertThat(answer.path("estimates")).isEmpty();
    assertThat(answer.at("/headline/why").toString()).contains("no_overlap");
    assertThat(script.get(path("&traits=shoe")).text()).contains("which no user has");
  }

  @Test
  void a_table_is_looked_at_first_counts_once_and_is_taken_back() {
    String table = "user_id,first_seen,town\n7,2025-03-01,Wuhan\n8,2025-03-02,Xi'an\n";
    JsonNode seen = post("product-users/csv?keep=false", table).json();
    assertThat(seen.at("/counts/fresh").asInt()).isEqualTo(2);
    assertThat(seen.path("traits").toString()).isEqualTo("[\"town\"]");
    assertThat(seen.path("batch").isNull()).isTrue();
    assertThat(people()).isZero();
    String first = keep("product-users", table).at("/batch/id").asString();
    JsonNode again = keep("product-users", table.replace("Wuhan", "Hankou"));
    assertThat(again.at("/counts/known").asInt()).isEqualTo(2);
    assertThat(again.at("/counts/fresh").asInt()).isZero();
    assertThat(again.at("/counts/differing").asInt()).isEqualTo(1);
    assertThat(people()).isEqualTo(2);
    takeBack(first);
    JsonNode batches =
        script.get("/communities/" + riverside.community() + "/purchase-batches").json();
    assertThat(batches.at("/items/0/about").asString()).isEqualTo("users");
    assertThat(batches.at("/items/0/counts/fresh").asInt()).isEqualTo(2);
    assertThat(people()).isEqualTo(2);
    takeBack(again.at("/batch/id").asString());
    assertThat(people()).isZero();
  }

  @Test
  void what_is_wrong_is_named_and_keeps_no_other_out() {
    JsonNode seen =
        keep(
            "product-users",
            """
            user,first_seen,invited,town
            1,2025-03-01,1,Wuhan
            2,2031-01-01,1,Wuhan
            =1+1,2025-03-01,1,Wuhan
            4,2025-03-01,perhaps,Wuhan
            5,2025-03-01,1,=HYPERLINK("x")
            1,2025-03-01,1,Wuhan
            7,2025-13-01,1,Wuhan
            """);
    assertThat(seen.at("/counts/fresh").asInt()).isEqualTo(1);
    assertThat(
            seen.path("wrong")
                .valueStream()
                .map(one -> one.path("line").asInt() + " " + one.path("field").asString()))
        .containsExactly("3 first_seen", "4 user", "5 invited", "6 town", "7 user", "8 first_seen");
    String wide = IntStream.range(0, 5_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    assertThat(post("product-users/csv", wide + "\n").text()).contains("more than 200 columns");
    assertThat(post("product-users/csv", "user,first_seen\n" + "x".repeat(20_000)).text())
        .contains("a cell of more than 10,000 characters in line 2");
    assertThat(post("product-users/csv", "a,a\n1,2\n").text()).contains("the column 'a' twice");
    Visitor.Answer bytes =
        script.send(
            "POST",
            "/communities/" + riverside.community() + "/product-users/csv",
            BodyPublishers.ofByteArray("user\nJos\u00e9".getBytes(StandardCharsets.ISO_8859_1)),
            "text/csv");
    assertThat(bytes.code()).isEqualTo("file_encoding_wrong");
    assertThat(post("product-users/csv?keep=true", "user\n1\n").text()).contains("first_seen");
    Visitor.Answer one =
        script.post(
            "/communities/" + riverside.community() + "/product-users",
            Map.of(
                "users",
                List.of(
                    Map.of("user", "9", "first_seen", "2025-01-01", "traits", Map.of("a", "1")))));
    assertThat(one.json().at("/counts/fresh").asInt()).as(one.text()).isEqualTo(1);
    assertThat(
            script.post("/communities/999999/product-users", Map.of("users", List.of())).status())
        .isEqualTo(404);
  }

  // ---- the parts these are made of

  private static JsonNode cases() throws IOException {
    return new JsonMapper().readTree(Files.readString(SharedData.path("cases/causal_nsw.json")));
  }

  /** From treat to re78. */
  private static List<double[]> rows(String file) throws IOException {
    return Files.readAllLines(SharedData.path("data/lalonde-nsw/" + file + "_mixtape.csv")).stream()
        .skip(1)
        .map(line -> Arrays.stream(line.split(",")).skip(2).mapToDouble(Double::parseDouble))
        .map(java.util.stream.DoubleStream::toArray)
        .toList();
  }

  /** Earnings of 1975 are orders before the window, those of 1978 after it. */
  private void earnings(List<double[]> rows, String traits) {
    List<String> treated =
        IntStream.range(0, rows.size())
            .filter(i -> rows.get(i)[0] == 1)
            .mapToObj(i -> "p" + i)
            .toList();
    Map<String, String> numbers = heard(treated);
    var users = new StringBuilder("user,first_seen,member," + traits + "\n");
    var orders = new StringBuilder("order,contact,at,amount\n");
    for (int i = 0; i < rows.size(); i++) {
      double[] row = rows.get(i);
      String who = "p" + i;
      users.append(who).append(",2025-01-01,").append(numbers.getOrDefault(who, ""));
      for (String trait : traits.split(",")) {
        users
            .append(',')
            .append(
                new BigDecimal(trait(row, trait))
                    .setScale(9, RoundingMode.HALF_EVEN)
                    .toPlainString());
      }
      users.append('\n');
      order(orders, "b" + i, who, "2026-05-01", row[8]);
      order(orders, "a" + i, who, "2026-07-20", row[9]);
    }
    keep("product-users", users.toString());
    keep("purchases", orders.toString());
  }

  private static void order(
      StringBuilder orders, String number, String who, String day, double money) {
    if (money > 0) {
      orders.append(
          "%s,%s,%s,%s\n"
              .formatted(
                  number, who, day, new BigDecimal(money).setScale(2, RoundingMode.HALF_EVEN)));
    }
  }

  private static double trait(double[] row, String name) {
    return switch (name) {
      case "age2" -> row[1] * row[1];
      case "age3" -> row[1] * row[1] * row[1];
      case "educ2" -> row[2] * row[2];
      case "no74" -> row[7] == 0 ? 1 : 0;
      case "no75" -> row[8] == 0 ? 1 : 0;
      case "educ_re74" -> row[2] * row[7];
      default -> row[1 + List.of(EIGHT.split(",")).indexOf(name)];
    };
  }

  /** They say something on the day they join; their numbers. */
  private Map<String, String> heard(List<String> names) {
    String key = "u" + riverside.groupId();
    String said =
        names.stream()
            .map(
                who ->
                    """
                    {"id":"%s-%s","type":"message","at":"%s","sender":{"id":"%s-%s","name":"%s"},"text":"Hello"}"""
                        .formatted(key, who, JOINED, key, who, who))
            .collect(Collectors.joining("\n"));
    Visitor.Answer told =
        script.send(
            "POST",
            "/groups/" + riverside.groupId() + "/events",
            BodyPublishers.ofString(said),
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
              numbers.put(event.substring(event.lastIndexOf('-') + 1), row.getString("member_id"));
            },
            riverside.groupId().value());
    assertThat(numbers.keySet()).containsAll(names);
    return numbers;
  }

  private Visitor.Answer post(String path, String table) {
    return script.send(
        "POST",
        "/communities/" + riverside.community() + "/" + path,
        BodyPublishers.ofString(table),
        "text/csv");
  }

  private JsonNode keep(String what, String table) {
    Visitor.Answer answer = post(what + "/csv?keep=true", table);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private void takeBack(String batch) {
    assertThat(script.post("/purchase-batches/" + batch + "/take-back", Map.of()).status())
        .isEqualTo(200);
  }

  private int people() {
    return liana
        .bean(JdbcTemplate.class)
        .queryForObject(
            "select count(distinct u.person_id) from customer_user u join customer_person p on p.id = u.person_id where p.community_id = ?",
            Integer.class,
            riverside.community().value());
  }

  private static JsonNode estimate(JsonNode answer, String method) {
    return answer
        .path("estimates")
        .valueStream()
        .filter(one -> one.path("method").asString().equals(method))
        .findFirst()
        .orElseThrow(() -> new AssertionError(method + " in " + answer));
  }

  private static void near(JsonNode answer, String method, double effect, double by) {
    assertThat(estimate(answer, method).path("effect").asDouble())
        .as(method)
        .isCloseTo(effect, within(by));
  }

  private JsonNode uplift(String query) {
    Visitor.Answer answer = script.get(path(query));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private String path(String query) {
    return "/communities/"
        + riverside.community()
        + "/customers/uplift?from=2026-06-01&among=users"
        + query;
  }
}
