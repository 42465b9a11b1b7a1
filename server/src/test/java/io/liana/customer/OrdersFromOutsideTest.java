package io.liana.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.insight.FactTables;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.SharedData;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Orders come in as shops write them, and what they say is what others counted. */
class OrdersFromOutsideTest {
  private static final String ORDERS =
      """
      订单号,手机号,实付金额,付款时间
      A-1,138 0000 0001,"1,299.00",2026-11-01 10:30:00
      A-2,13800000002,99,2026-11-02
      A-1,+86 138-0000-0001,-299,2026-11-05
      A-3,,5,2026-11-03
      A-4,13800000004,five,2026-11-03
      A-5,13800000005,7,2027-01-01
      A-6,13800000005,7,1789-07-14
      """;

  private static RunningLiana liana;
  private static Visitor script;

  private String community;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            new TurnableClock(Instant.parse("2026-11-16T02:00:00Z")),
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
    community = Riverside.in(liana).community().toString();
  }

  @Test
  void a_table_is_looked_at_first_and_wrong_lines_are_told_by_number() {
    JsonNode looked = csv(ORDERS, "").json();
    assertThat(looked.path("columns").toString())
        .isEqualTo("{\"amount\":2,\"at\":3,\"contact\":1,\"order\":0}");
    assertThat(looked.path("batch").isNull()).isTrue();
    assertThat(looked.path("wrong").toString())
        .contains("\"line\":6,\"field\":\"amount\"")
        .contains("\"line\":7,\"field\":\"at\",\"detail\":\"at is in the future")
        .contains("\"line\":8,\"field\":\"at\"");
    assertThat(looked.at("/counts/fresh").asInt()).isEqualTo(4);
    assertThat(script.get(path("customers")).code()).isEqualTo("no_purchases");

    JsonNode kept = csv(ORDERS, "keep=true").json();
    assertThat(kept.at("/batch/counts").toString())
        .isEqualTo(
            "{\"lines\":7,\"nobody\":1,\"refunds\":1,\"wrong\":3,\"fresh\":4,\"known\":0,\"differing\":0}");
    JsonNode money = script.get(path("customers")).json();
    assertThat(money.path("customers").asInt()).isEqualTo(2);
    assertThat(money.path("money").asLong()).as("net of the refund").isEqualTo(109_900);
    assertThat(script.get(path("customers?basis=gross")).json().path("money").asLong())
        .isEqualTo(139_800);
    assertThat(money.at("/currencies/0/nobody").asLong()).isEqualTo(500);
    assertThat(stored()).as("nobody can be called from the database").doesNotContain("1380000");
  }

  @Test
  void what_is_here_already_changes_nothing_and_a_batch_is_taken_back_as_one() {
    csv(ORDERS, "keep=true");
    JsonNode again = csv(ORDERS + "A-9,13800000009,3,2026-11-04\n", "keep=true").json();
    assertThat(again.at("/batch/counts/fresh").asInt()).isEqualTo(1);
    assertThat(again.at("/batch/counts/known").asInt()).isEqualTo(4);
    JsonNode batches = script.get(path("purchase-batches")).json().path("items");
    assertThat(batches).hasSize(2);
    String first = batches.path(1).path("id").asString();
    assertThat(script.post("/purchase-batches/" + first + "/take-back", "{}").status())
        .isEqualTo(200);
    assertThat(script.post("/purchase-batches/" + first + "/take-back", "{}").code())
        .isEqualTo("batch_taken_back");
    assertThat(script.get(path("customers")).json().path("money").asLong())
        .as("the second batch told all of it as well")
        .isEqualTo(109_900 + 300);
    assertThat(jdbc().queryForObject(count("customer_told"), Long.class)).isZero();
    JsonNode second = script.get(path("purchase-batches")).json().at("/items/0");
    assertThat(second.at("/counts/fresh").asInt()).isEqualTo(5);
    script.post("/purchase-batches/" + second.path("id").asString() + "/take-back", "{}");
    assertThat(script.get(path("customers")).code()).isEqualTo("no_purchases");
    assertThat(jdbc().queryForObject(count("customer_person"), Long.class)).isZero();
    assertThat(script.get("/journal?community=" + community).text())
        .contains("purchases_taken", "purchases_taken_back");
    Visitor elsewhere =
        Riverside.operator(liana, "owner", List.of(Riverside.in(liana).community().toString()));
    assertThat(elsewhere.post("/purchase-batches/" + first + "/take-back", "{}").status())
        .isEqualTo(404);
    assertThat(elsewhere.get(path("customers")).status()).isGreaterThanOrEqualTo(403);
  }

  @Test
  void an_order_told_again_with_another_amount_says_so_and_is_corrected_by_taking_back() {
    String before = "order,contact,at,amount\nB-1,chen,2026-11-01,10\nB-2,bo,2026-11-01,20\n";
    String after = "order,contact,at,amount\nB-1,chen,2026-11-01,12\nB-2,bo,2026-11-01,20\n";
    String first = csv(before, "keep=true").json().at("/batch/id").asString();
    JsonNode looked = csv(after, "").json();
    assertThat(looked.at("/counts/known").asInt()).isEqualTo(2);
    assertThat(looked.at("/counts/differing").asInt()).isEqualTo(1);
    assertThat(looked.path("differs").toString())
        .isEqualTo(
            "[{\"order\":\"B-1\",\"kind\":\"paid\","
                + "\"kept\":{\"amount\":1000,\"currency\":\"CNY\"},"
                + "\"told\":{\"amount\":1200,\"currency\":\"CNY\"}}]");
    assertThat(csv(after, "keep=true").json().at("/batch/counts/differing").asInt()).isEqualTo(1);
    assertThat(script.get(path("customers")).json().path("money").asLong()).isEqualTo(3_000);
    assertThat(told()).isEqualTo(3_000);
    script.post("/purchase-batches/" + first + "/take-back", "{}");
    assertThat(script.get(path("customers")).json().path("money").asLong())
        .as("as the batch that is left told it")
        .isEqualTo(3_200);
    assertThat(told()).as("and so say the facts").isEqualTo(3_200);
    Map<String, Object> dollars =
        Map.of(
            "order", "B-2", "contact", "bo", "at", "2026-11-01", "amount", "20", "currency", "USD");
    JsonNode api = take(List.of(dollars)).json();
    assertThat(api.path("differs").toString()).contains("\"currency\":\"USD\"");
    assertThat(api.at("/counts/fresh").asInt()).isZero();
  }

  @Test
  void what_is_no_table_of_orders_is_refused_and_nothing_is_kept() {
    assertThat(csv("", "keep=true").code()).isEqualTo("invalid_request");
    assertThat(csv("\n \n", "keep=true").code()).isEqualTo("invalid_request");
    String wide = String.join(",", IntStream.range(0, 5_000).mapToObj(i -> "c" + i).toList());
    assertThat(csv(wide + "\n", "keep=true").text()).contains("more than 200 columns in line 1");
    assertThat(csv("order,at,amount\n\"A,2026-11-01,1\n", "keep=true").text())
        .contains("never closed");
    assertThat(csv("a,b\n1,2\n", "").json().path("missing").toString())
        .isEqualTo("[\"order\",\"at\",\"amount\"]");
    assertThat(csv("a,b\n1,2\n", "keep=true").code()).isEqualTo("invalid_request");
    Visitor.Answer chinese = send(ORDERS.getBytes(Charset.forName("GB18030")), "keep=true");
    assertThat(chinese.code()).isEqualTo("file_encoding_wrong");
    assertThat(script.get(path("purchase-batches")).json().path("items")).isEmpty();
    assertThat(
            send(ORDERS.getBytes(Charset.forName("GB18030")), "keep=true&encoding=GB18030")
                .json()
                .at("/batch/counts/fresh")
                .asInt())
        .isEqualTo(4);
  }

  @Test
  void a_program_gives_orders_all_or_none_and_no_sum_is_over_two_currencies() {
    Map<String, Object> yuan =
        Map.of("order", "1", "contact", "chen", "at", "2026-11-01", "amount", "10");
    Map<String, Object> yen =
        Map.of(
            "order",
            "2",
            "contact",
            "chen",
            "at",
            "2026-11-02T00:00:00Z",
            "amount",
            "500",
            "currency",
            "JPY");
    Map<String, Object> wrong = Map.of("order", "3", "at", "2026-11-01", "amount", "1e9");
    assertThat(take(List.of(yuan, wrong)).code()).isEqualTo("invalid_request");
    assertThat(script.get(path("purchase-batches")).json().path("items")).isEmpty();
    assertThat(take(List.of(yuan, yen)).json().at("/counts/fresh").asInt()).isEqualTo(2);
    JsonNode money = script.get(path("customers?currency=JPY")).json();
    assertThat(money.path("money").asLong()).as("a yen has no cents").isEqualTo(500);
    assertThat(money.path("currencies")).hasSize(2);
    assertThat(script.get(path("customers")).json().path("money").asLong()).isIn(500L, 1000L);
    assertThat(script.get(path("customers?currency=EUR")).code()).isEqualTo("invalid_request");
  }

  @Test
  void a_real_shop_says_what_others_counted() throws IOException {
    byte[] file;
    try (var packed =
        new GZIPInputStream(
            Files.newInputStream(SharedData.path("data/online-retail/online_retail.csv.gz")))) {
      file = packed.readAllBytes();
    }
    long began = System.nanoTime();
    JsonNode read = send(file, "keep=true&currency=GBP&name=online_retail.csv").json();
    double seconds = (System.nanoTime() - began) / 1e9;
    JsonNode counts = read.at("/batch/counts");
    System.out.printf(
        "%,d lines imported in %.1f s: %,.0f lines/s%n",
        counts.path("lines").asInt(), seconds, counts.path("lines").asInt() / seconds);
    assertThat(counts.path("lines").asInt()).isEqualTo(541_909);
    assertThat(counts.path("wrong").asInt()).isZero();
    assertThat(counts.path("nobody").asInt()).isEqualTo(135_080);

    JsonNode all = script.get(path("customers?basis=all")).json();
    assertThat(all.at("/currencies/0/orders").asInt()).isEqualTo(25_900);
    assertThat(all.at("/currencies/0/customers").asInt()).isEqualTo(4_372);
    assertThat(all.at("/currencies/0/money").asLong() / 100.0).isCloseTo(9_747_747.93, within(1.0));
    assertThat(cohort(all)).startsWith(948, 362, 317, 367);

    JsonNode clean = script.get(path("customers?basis=gross")).json();
    assertThat(clean.path("until").asString()).isEqualTo("2011-12-09");
    assertThat(clean.path("partial").asBoolean()).isTrue();
    assertThat(clean.path("customers").asInt()).isEqualTo(4_338);
    assertThat(clean.path("orders").asInt()).isEqualTo(18_532);
    assertThat(clean.path("money").asLong() / 100.0).isCloseTo(8_911_407.90, within(0.01));
    assertThat(clean.at("/repurchase/again").asInt()).isEqualTo(2_845);
    assertThat(clean.path("top_fifth").asDouble()).isCloseTo(0.7462, within(5e-5));
    assertThat(cohort(clean)).startsWith(885, 324, 286, 340);
    assertThat(clean.at("/means/recency").asDouble()).isCloseTo(92.06, within(0.005));
    assertThat(clean.at("/means/orders").asDouble()).isCloseTo(4.272, within(0.0005));
    assertThat(clean.at("/means/money").asDouble() / 100).isCloseTo(2054.27, within(0.01));
    int moved = clean.path("moves").valueStream().mapToInt(m -> m.path("customers").asInt()).sum();
    assertThat(moved).isEqualTo(4_338);
    assertThat(script.get(path("customers/rfm.csv?basis=gross")).text().lines()).hasSize(4_339);

    assertThat(send(file, "currency=GBP").json().at("/counts/fresh").asInt()).isZero();
    JsonNode lifetime = script.get(path("customers/lifetime?weeks=12")).json();
    assertThat(lifetime.path("repeaters").asInt()).isGreaterThan(2_500);
    assertThat(lifetime.path("spending").isNull()).isFalse();
  }

  @Test
  void the_purchases_of_a_music_shop_are_foretold_as_in_the_paper() throws IOException {
    var table = new StringBuilder("order,contact,at,amount\n");
    int n = 0;
    for (String line : Files.readAllLines(SharedData.path("data/cdnow/CDNOW_sample.txt"))) {
      String[] cell = line.strip().split("\\s+");
      String day = cell[2];
      table.append(
          "%d,%s,%s-%s-%s,%s\n"
              .formatted(
                  n++,
                  cell[1],
                  day.substring(0, 4),
                  day.substring(4, 6),
                  day.substring(6),
                  cell[4]));
    }
    assertThat(csv(table.toString(), "keep=true&currency=USD").json().at("/counts/lines").asInt())
        .isEqualTo(6_919);
    JsonNode found = script.get(path("customers/lifetime?until=1997-09-30&weeks=39")).json();
    assertThat(found.path("customers").asInt()).isEqualTo(2_357);
    assertThat(found.path("repeaters").asInt()).isEqualTo(946);
    assertThat(found.path("unknown").asInt()).isEqualTo(2_357 - 946);
    JsonNode buying = found.path("buying");
    assertThat(buying.path("r").asDouble()).isCloseTo(0.243, within(1e-3));
    assertThat(buying.path("alpha").asDouble()).isCloseTo(4.414, within(1e-3));
    assertThat(buying.path("a").asDouble()).isCloseTo(0.793, within(1e-3));
    assertThat(buying.path("b").asDouble()).isCloseTo(2.426, within(1e-3));
    assertThat(buying.path("log_likelihood").asDouble()).isCloseTo(-9582.43, within(0.01));
    JsonNode spending = found.path("spending");
    assertThat(spending.path("p").asDouble()).isCloseTo(6.25, within(1e-3));
    assertThat(spending.path("q").asDouble()).isCloseTo(3.744, within(1e-3));
    assertThat(spending.path("v").asDouble()).isCloseTo(15.444, within(5e-3));
    assertThat(found.path("expected").asDouble()).isCloseTo(1653.4, within(0.5));
    assertThat(found.path("observed").asInt()).isEqualTo(1882);
    assertThat(found.at("/lorenz/spent/customers").asInt()).isEqualTo(2_357);
    assertThat(found.at("/lorenz/spent/gini").asDouble())
        .as("counted outside of this program over the same file")
        .isCloseTo(0.58528, within(1e-5));
  }

  // ---- the parts these are made of

  private static List<Integer> cohort(JsonNode money) {
    JsonNode first = money.at("/cohorts/0");
    assertThat(first.path("month").asString()).isEqualTo("2010-12");
    return first.path("active").valueStream().map(JsonNode::asInt).toList();
  }

  private Visitor.Answer take(List<Map<String, Object>> lines) {
    return script.post(path("purchases"), Map.of("lines", lines));
  }

  private Visitor.Answer csv(String table, String query) {
    return send(table.getBytes(StandardCharsets.UTF_8), query);
  }

  private Visitor.Answer send(byte[] table, String query) {
    return script.send(
        "POST", path("purchases/csv?" + query), BodyPublishers.ofByteArray(table), "text/csv");
  }

  private long told() {
    FactTables facts = liana.bean(FactTables.class);
    facts.catchUp();
    return facts.read(
        on -> {
          try (var statement = on.createStatement();
              var row =
                  statement.executeQuery(
                      "select cast(sum(amount) as bigint) from fact_deed where source = 'paid' and community_id = "
                          + community)) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  private String path(String below) {
    return "/communities/" + community + "/" + below;
  }

  private String stored() {
    return jdbc().queryForList("select t::text from customer_person t", String.class).toString();
  }

  private String count(String table) {
    return "select count(*) from %s where community_id = %s".formatted(table, community);
  }

  private static JdbcTemplate jdbc() {
    return liana.bean(JdbcTemplate.class);
  }
}
