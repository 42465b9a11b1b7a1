package io.liana.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kernel.MemberId;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import io.liana.member.ErasureWorker;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Segments by what members bought, answered, and how far they came. */
class BoughtSegmentsTest {
  private static final Instant NOW = Riverside.MONDAY.plus(Duration.ofDays(10));
  private static final String HEADER = "order,contact,member,at,amount,currency\n";
  private static final String TWICE = has("bought", "\"at_least\":2,\"days\":30");
  private static final String SPENT =
      has(
          "bought",
          "\"sum\":\"amount\",\"at_least\":15000,\"days\":30,\"where\":[{\"name\":\"currency\",\"op\":\"is\",\"values\":[\"CNY\"]}]");
  private static final TurnableClock clock = new TurnableClock(NOW);
  private static RunningLiana liana;
  private static Visitor script;
  private static SegmentWorker worker;

  private Riverside riverside;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock,
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.onboarding.threads=0",
            "liana.member.erasure-threads=0",
            "liana.segment.threads=0");
    script = liana.script();
    worker = liana.bean(SegmentWorker.class);
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void riverside() {
    clock.set(NOW);
    riverside = Riverside.in(liana);
  }

  @AfterEach
  void nothingStaysLive() {
    jdbc().update("update segment_segment set live = false");
  }

  @Test
  void an_order_moves_one_membership_a_refund_moves_it_back_and_time_alone_as_well() {
    MemberId chen = riverside.chen();
    told(order("A-1", chen, 5, "100"), order("A-9", riverside.ana(), 40, "500"));
    String twice = live("Twice", TWICE);
    String spent = live("Spent", SPENT);
    assertThat(follow()).isZero();
    assertThat(people(twice)).isZero();

    told(order("A-2", chen, 1, "50"));
    assertThat(follow()).isEqualTo(2);
    assertThat(people(twice)).isEqualTo(1);
    assertThat(people(spent)).isEqualTo(1);
    assertThat(script.get("/segments/" + spent + "/moves").json().at("/items/0/cause").asString())
        .isEqualTo("deed");
    JsonNode why = why(all(TWICE, SPENT), chen);
    assertThat(why.at("/parts/0/seen").asInt()).isEqualTo(2);
    assertThat(why.at("/parts/1/seen").asInt()).isEqualTo(15_000);
    assertThat(why.path("turns_at").asString()).isEqualTo(NOW.plus(Duration.ofDays(25)).toString());
    assertThat(why(SPENT, riverside.ana()).path("seen").asInt()).as("40 days ago").isZero();

    told(order("A-2", chen, 0, "-10"));
    assertThat(follow()).as("140 is less than 150, and two orders still").isEqualTo(1);
    assertThat(people(spent)).isZero();
    assertThat(people(twice)).isEqualTo(1);
    assertThat(count(has("refunded", "\"at_least\":1,\"days\":1"))).isEqualTo(1);
    String batch = told(order("A-3", chen, 0, "10"));
    assertThat(follow()).isEqualTo(1);
    script.post("/purchase-batches/" + batch + "/take-back", "{}");
    assertThat(follow()).as("what was taken back was never bought").isEqualTo(1);
    assertThat(people(spent)).isZero();

    clock.set(NOW.plus(Duration.ofDays(25)).minusMillis(1));
    assertThat(follow()).isZero();
    clock.advance(Duration.ofMillis(1));
    assertThat(follow()).isEqualTo(1);
    assertThat(people(twice)).isZero();
    assertThat(script.get("/segments/" + twice + "/moves").json().at("/items/0/cause").asString())
        .isEqualTo("clock");
  }

  @Test
  void
      who_bought_before_anybody_knew_them_has_bought_once_they_are_known_and_nothing_once_erased() {
    told("B-1,13800000001,,2026-11-20,10,CNY");
    assertThat(count(has("bought", "\"at_least\":1"))).isZero();
    told("B-2,138 0000 0001," + riverside.chen() + ",2026-11-21,10,CNY");
    assertThat(count(has("bought", "\"at_least\":2"))).isEqualTo(1);
    assertThat(count(has("rfm", "\"at_least\":1"))).isEqualTo(1);
    erase(riverside.chen());
    assertThat(count(has("bought", "\"at_least\":1"))).isZero();
    assertThat(count(has("rfm", "\"at_least\":1"))).isZero();
  }

  @Test
  void cells_are_those_of_the_customers_page_and_one_order_moves_others_too() {
    var random = new Random(7);
    List<MemberId> known =
        List.of(riverside.ana(), riverside.bo(), riverside.chen(), riverside.advertiser());
    List<String> lines = new ArrayList<>();
    for (int n = 0; n < 60; n++) {
      int who = random.nextInt(12);
      String member = who < 4 ? known.get(who).toString() : "";
      int paid = random.nextInt(300) + 2;
      int month = 9 + random.nextInt(2);
      String line = "%s-%d,p%d,%s,2026-%02d-%02d,%d,CNY";
      lines.add(line.formatted("C", n, who, member, month, 1 + random.nextInt(28), paid));
      if (random.nextInt(4) == 0) {
        int back = random.nextInt(3) == 0 ? paid : 1 + random.nextInt(paid - 1);
        lines.add(line.formatted("C", n, who, member, 11, 1 + random.nextInt(20), -back));
      }
      if (random.nextInt(8) == 0) { // under a number of its own
        lines.add(line.formatted("R", n, who, member, 11, 1 + random.nextInt(20), -5));
      }
    }
    told(lines.toArray(String[]::new));
    String champion = live("Champions", cell("champion", "loyal"));
    follow();
    agree();
    int before = people(champion);
    assertThat(before).isEqualTo(count(cell("champion", "loyal")));

    String more =
        "Z-%d,p1," + riverside.bo() + ",2026-11-21,9000,CNY"; // the buyer they are known as
    told(more.formatted(1), more.formatted(2));
    follow();
    agree();
    assertThat(people(champion)).isEqualTo(count(cell("champion", "loyal")));
    assertThat(
            count(
                "{\"kind\":\"has\",\"list\":\"rfm\",\"where\":[{\"name\":\"monetary\",\"op\":\"at_least\",\"values\":[5]},{\"name\":\"recency\",\"op\":\"is\",\"values\":[5]}]}"))
        .isGreaterThanOrEqualTo(1);
  }

  /** Each member's cell and quintiles, as the customers' own table has them. */
  private void agree() {
    Map<String, String> cells = new TreeMap<>();
    for (String line :
        script
            .get("/communities/" + riverside.community() + "/customers/rfm.csv")
            .text()
            .lines()
            .skip(1)
            .toList()) {
      String[] cell = line.split(",", -1);
      if (!cell[1].isEmpty()) {
        cells.put(cell[1], cell[6] + cell[7] + cell[8] + " " + cell[9]);
      }
    }
    assertThat(cells).hasSize(4);
    cells.forEach(
        (member, scored) -> {
          for (String name : Known.CELLS) {
            assertThat(
                    why(cell(name), new MemberId(Long.parseLong(member))).path("holds").asBoolean())
                .as("%s is %s, asked for %s", member, scored, name)
                .isEqualTo(scored.endsWith(" " + name));
          }
          int at = 0;
          for (String name : List.of("recency", "frequency", "monetary")) {
            String is =
                "{\"kind\":\"has\",\"list\":\"rfm\",\"where\":[{\"name\":\"%s\",\"op\":\"is\",\"values\":[%s]}]}"
                    .formatted(name, scored.charAt(at++));
            assertThat(why(is, new MemberId(Long.parseLong(member))).path("holds").asBoolean())
                .as("%s: %s", scored, is)
                .isTrue();
          }
        });
  }

  @Test
  void who_came_how_far_agrees_with_the_funnel_and_leaves_it_by_the_clock() {
    var random = new Random(11);
    List<MemberId> known =
        List.of(riverside.ana(), riverside.bo(), riverside.chen(), riverside.advertiser());
    Instant at = NOW.minus(Duration.ofDays(6));
    for (int n = 0; n < 60; n++) {
      at = at.plus(Duration.ofMinutes(random.nextInt(240)));
      riverside.says(
          known.get(random.nextInt(4)),
          at,
          List.of("hm", "really?", "so be it, friends").get(random.nextInt(3)));
    }
    for (int hours : List.of(1, 3, 12)) {
      JsonNode funnel =
          ok(
              script.post(
                  "/communities/" + riverside.community() + "/questions/funnel",
                  "{\"steps\":[{\"what\":\"asked\"},{\"what\":\"said\",\"at_least\":10},{\"what\":\"asked\"},{\"what\":\"said\"}],\"window_hours\":%d}"
                      .formatted(hours)));
      for (int step = 1; step <= 4; step++) {
        assertThat(count(way(hours, "\"at_least\":" + step)))
            .as("step %d within %d hours", step, hours)
            .isEqualTo(funnel.at("/steps/" + (step - 1) + "/people").asInt());
      }
      assertThat(
              count(way(hours, "\"at_least\":1,\"at_most\":2"))
                  + count(way(hours, "\"at_least\":3")))
          .isEqualTo(count(way(hours, "\"at_least\":1")));
    }
    String id = live("Came", way(3, "\"at_least\":2,\"days\":7"));
    follow();
    int here = people(id);
    assertThat(here).isEqualTo(count(way(3, "\"at_least\":2,\"days\":7"))).isPositive();
    for (int hour = 0; hour < 40; hour++) {
      clock.set(NOW.plus(Duration.ofHours(5L * hour)));
      follow();
      assertThat(people(id)).isEqualTo(count(way(3, "\"at_least\":2,\"days\":7")));
    }
    assertThat(people(id)).as("all attempts began too long ago").isZero();
  }

  @Test
  void an_answer_counts_once_it_is_known_whose_it_is() {
    long page =
        jdbc()
            .queryForObject(
                "insert into gate_page (community_id, name, version, created_at) values (?, 'p', 1, now()) returning id",
                Long.class,
                riverside.community().value());
    long visit =
        jdbc()
            .queryForObject(
                "insert into gate_visit (page_id, visitor, code, returning_visitor, seen_at) values (?, 5, 'c', false, now()) returning id",
                Long.class,
                page);
    jdbc()
        .update(
            "insert into gate_answer (visit_id, page_id, gate, version, answers, state, submitted_at) values (?, ?, 'form', 1, '{}', 'kept', ?)",
            visit,
            page,
            NOW.minus(Duration.ofDays(3)).atOffset(java.time.ZoneOffset.UTC));
    String form =
        has(
            "answered",
            "\"at_least\":1,\"days\":7,\"where\":[{\"name\":\"page\",\"op\":\"is\",\"values\":[\"%d\"]},{\"name\":\"gate\",\"op\":\"is\",\"values\":[\"form\"]}]"
                .formatted(page));
    String id = live("Answered", form);
    follow();
    assertThat(people(id)).isZero();
    jdbc()
        .update(
            "update gate_visit set member_id = ? where id = ?", riverside.chen().value(), visit);
    assertThat(follow()).isEqualTo(1);
    assertThat(people(id)).isEqualTo(1);
    assertThat(count(form)).isEqualTo(1);
    assertThat(count(form.replace("\"form\"", "\"quiz\""))).isZero();
    clock.set(NOW.plus(Duration.ofDays(4)));
    assertThat(follow()).isEqualTo(1);
    assertThat(people(id)).isZero();
  }

  @Test
  void what_makes_no_sense_of_money_and_ways_is_refused_with_its_place() {
    String way = way(3, "\"at_least\":2");
    Map.ofEntries(
            Map.entry(SPENT.replace("\"is\"", "\"is_not\""), "condition.where"),
            Map.entry(SPENT.replace("[\"CNY\"]", "[\"CNY\",\"USD\"]"), "condition.where"),
            Map.entry(SPENT.replace("15000", "-1"), "condition.at_least"),
            Map.entry(SPENT.replace("15000", "\"many\""), "condition.at_least"),
            Map.entry(SPENT.replace("15000", "1000000000001"), "condition.at_least"),
            Map.entry(SPENT.replace("\"sum\":\"amount\"", "\"sum\":\"currency\""), "condition.sum"),
            Map.entry(SPENT.replace("\"sum\":\"amount\"", "\"sum\":7"), "condition.sum"),
            Map.entry(has("rfm", "\"at_least\":1,\"days\":7"), "condition.days"),
            Map.entry(cell("king"), "condition.where[0].values[0]"),
            Map.entry(
                way.replace("\"window_hours\":3", "\"window_hours\":0"), "condition.window_hours"),
            Map.entry(way.replace("\"at_least\":2", "\"at_least\":5"), "condition.at_least"),
            Map.entry(
                way.replace("\"list\":\"asked\"", "\"list\":\"rfm\""), "condition.steps[0].list"),
            Map.entry(
                way.replace("\"list\":\"asked\"", "\"list\":\"sang\""), "condition.steps[0].list"),
            Map.entry(
                way.replace("\"list\":\"asked\"", "\"colour\":\"red\""),
                "condition.steps[0].colour"),
            Map.entry("{\"kind\":\"funnel\",\"steps\":[{\"list\":\"said\"}]}", "condition.steps"),
            Map.entry(
                "{\"kind\":\"funnel\",\"steps\":[null,{\"list\":\"said\"}]}", "condition.steps[0]"),
            Map.entry("{\"kind\":\"funnel\",\"steps\":\"all\"}", "condition.steps"),
            Map.entry("{\"kind\":\"funnel\",\"list\":\"said\",\"steps\":[]}", "condition.list"))
        .forEach(
            (wrong, field) -> {
              Visitor.Answer answer =
                  script.post(
                      "/communities/" + riverside.community() + "/segments/count",
                      "{\"condition\":" + wrong + "}");
              assertThat(answer.code()).as(wrong + answer.text()).isEqualTo("invalid_request");
              assertThat(answer.json().at("/params/field").asString()).as(wrong).isEqualTo(field);
            });
    String id = live("Kept as it was given", all(SPENT, way, cell("lost", "new")));
    String kept = script.get("/segments/" + id).json().path("condition").toString();
    Visitor.Answer again =
        script.put(
            "/segments/" + id,
            "{\"name\":\"Kept\",\"version\":1,\"condition\":%s}".formatted(kept));
    assertThat(again.json().path("condition").toString()).isEqualTo(kept);
    assertThat(kept).contains("\"sum\":\"amount\"", "\"window_hours\":3", "\"list\":\"asked\"");
  }

  private static String has(String list, String more) {
    return "{\"kind\":\"has\",\"list\":\"%s\",%s}".formatted(list, more);
  }

  private static String cell(String... cells) {
    return has(
        "rfm",
        "\"where\":[{\"name\":\"cell\",\"op\":\"is\",\"values\":[\"%s\"]}]"
            .formatted(String.join("\",\"", cells)));
  }

  private static String way(int hours, String more) {
    return "{\"kind\":\"funnel\",\"window_hours\":%d,%s,\"steps\":[{\"list\":\"asked\"},{\"list\":\"said\",\"where\":[{\"name\":\"length\",\"op\":\"at_least\",\"values\":[10]}]},{\"list\":\"asked\"},{\"list\":\"said\"}]}"
        .formatted(hours, more);
  }

  private static String all(String... of) {
    return "{\"kind\":\"all\",\"of\":[" + String.join(",", of) + "]}";
  }

  private static String order(String number, MemberId who, int daysAgo, String amount) {
    return "%s,m%s,%s,%s,%s,CNY"
        .formatted(number, who, who, NOW.minus(Duration.ofDays(daysAgo)), amount);
  }

  /** The batch it became. */
  private String told(String... lines) {
    String table = HEADER + String.join("\n", lines) + "\n";
    Visitor.Answer answer =
        script.send(
            "POST",
            "/communities/" + riverside.community() + "/purchases/csv?keep=true",
            BodyPublishers.ofByteArray(table.getBytes(StandardCharsets.UTF_8)),
            "text/csv");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("wrong")).as(answer.text()).isEmpty();
    return answer.json().at("/batch/id").asString();
  }

  private static void erase(MemberId member) {
    String name = script.get("/members/" + member).json().path("name").asString();
    Visitor.Answer asked = script.post("/members/" + member + "/erase", Map.of("name", name));
    assertThat(asked.status()).as(asked.text()).isLessThan(300);
    for (int round = 0; round < 2; round++) {
      Settle.everything(liana);
      liana.work();
      liana.bean(ErasureWorker.class).runDue();
    }
    assertThat(script.get("/members/" + member).json().at("/erasure/state").asString())
        .isEqualTo("done");
  }

  private static int follow() {
    Settle.everything(liana);
    return worker.runDue();
  }

  private String live(String name, String condition) {
    Visitor.Answer made =
        script.post(
            "/communities/" + riverside.community() + "/segments",
            "{\"name\":\"%s\",\"condition\":%s}".formatted(name, condition));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String id = made.json().path("id").asString();
    script.put("/segments/" + id + "/live", "{\"live\":true}");
    return id;
  }

  private int people(String id) {
    return script.get("/segments/" + id).json().path("people").asInt(-1);
  }

  private int count(String condition) {
    Settle.everything(liana);
    return ok(script.post(
            "/communities/" + riverside.community() + "/segments/count",
            "{\"condition\":" + condition + "}"))
        .path("people")
        .asInt();
  }

  private JsonNode why(String condition, MemberId member) {
    Settle.everything(liana);
    return ok(
        script.post(
            "/communities/" + riverside.community() + "/segments/explain",
            "{\"condition\":" + condition + ",\"member\":\"" + member + "\"}"));
  }

  private static JsonNode ok(Visitor.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static JdbcTemplate jdbc() {
    return liana.bean(JdbcTemplate.class);
  }
}
