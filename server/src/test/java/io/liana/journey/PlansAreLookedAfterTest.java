package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import io.liana.kit.Eventually;
import io.liana.kit.Phone;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Seats that run out, codes that lead in circles, crowds of one network, and tables. */
class PlansAreLookedAfterTest {
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-20T04:00:00Z"));
  private static RunningLiana liana;
  private static Visitor script;
  private static String community;

  @BeforeAll
  static void start() {
    liana = RunningLiana.fresh(clock, "liana.acquisition.look=50ms", "liana.intake.threads=0");
    script = liana.script();
    community =
        script
            .post("/communities", Map.of("name", "Riverside", "zone", "Asia/Shanghai"))
            .json()
            .path("id")
            .asString();
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  private static String at(String what) {
    return "/communities/" + community + "/" + what;
  }

  private static String pool(int seats) {
    return "{\"kind\":\"pool\",\"strategy\":\"fill_first\",\"doors\":[{\"key\":\"a\",\"name\":\"A\",\"url\":\"https://a.example/\",\"show\":\"redirect\",\"seats\":%d,\"weight\":1}]}"
        .formatted(seats);
  }

  private static String body(String name, String otherwise, String more) {
    return "{\"name\":\"%s\",\"document\":{\"rules\":[%s],\"otherwise\":%s,\"fallback\":{\"kind\":\"words\",\"title\":\"Full\",\"text\":\"\"}%s}}"
        .formatted(
            name, more.startsWith("{") ? more : "", otherwise, more.startsWith(",") ? more : "");
  }

  private static String plan(String body) {
    Visitor.Answer answer = script.post(at("plans"), body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().path("id").asString();
  }

  private static String code(String plan) {
    return script
        .post(at("codes"), Map.of("plan_id", plan, "codes", List.of(Map.of("label", "poster"))))
        .json()
        .path("items")
        .path(0)
        .path("slug")
        .asString();
  }

  /** Of this plan; the API shows that there is one, and not of which plan. */
  private static int lowTasks(String plan) {
    assertThat(script.get("/tasks").status()).isEqualTo(200);
    return liana
        .bean(JdbcTemplate.class)
        .queryForObject(
            "select count(*) from desk_task where kind = 'pool_low' and state = 'open' and params->>'plan' = ?",
            Integer.class,
            plan);
  }

  @Test
  void seats_that_run_out_are_one_task_and_it_closes_when_there_are_more() {
    String plan = plan(body("Runs out", pool(20), ",\"low_at\":15"));
    String slug = code(plan);
    for (int i = 0; i < 8; i++) {
      new Phone(liana).scan(slug);
    }
    Eventually.get(
        "the task is there",
        () -> {
          clock.advance(Duration.ofSeconds(6));
          return lowTasks(plan) == 1;
        });
    new Phone(liana).scan(slug);
    clock.advance(Duration.ofSeconds(6));
    assertThat(lowTasks(plan)).isEqualTo(1);
    assertThat(script.put("/plans/" + plan, body("Runs out", pool(200), ",\"low_at\":15")).status())
        .isEqualTo(200);
    Eventually.get(
        "it is closed by itself",
        () -> {
          clock.advance(Duration.ofSeconds(6));
          return lowTasks(plan) == 0;
        });
  }

  @Test
  void a_circle_of_codes_is_refused_whoever_closes_it() {
    String a = plan(body("Circle A", pool(5), ""));
    String b = plan(body("Circle B", pool(5), ""));
    String toA = code(a);
    String toB = code(b);
    String onward = "{\"kind\":\"code\",\"slug\":\"%s\"}";
    assertThat(script.put("/plans/" + a, body("Circle A", onward.formatted(toB), "")).status())
        .isEqualTo(200);
    assertThat(script.put("/plans/" + b, body("Circle B", onward.formatted(toA), "")).code())
        .isEqualTo("code_circle");
    String free = plan(body("Free", pool(5), ""));
    String toFree = code(free);
    assertThat(script.put("/plans/" + b, body("Circle B", onward.formatted(toFree), "")).status())
        .isEqualTo(200);
    assertThat(script.patch("/codes/" + toFree, Map.of("plan_id", a)).code())
        .isEqualTo("code_circle");
    assertThat(new Phone(liana).scan(toA).location()).isEqualTo("https://a.example/");
  }

  @Test
  void one_network_gets_so_many_seats_an_hour_and_who_has_one_keeps_it() {
    String plan = plan(body("Crowded", pool(50), ",\"network_seats\":3"));
    String slug = code(plan);
    var first = new Phone(liana);
    assertThat(first.scan(slug).status()).isEqualTo(302);
    new Phone(liana).scan(slug);
    new Phone(liana).scan(slug);
    assertThat(new Phone(liana).scan(slug).text()).contains("Full");
    assertThat(first.scan(slug).status()).isEqualTo(302);
  }

  @Test
  void a_browser_that_scans_without_end_is_asked_for_patience_and_takes_no_seat() {
    String plan = plan(body("Hasty", pool(50), ""));
    String slug = code(plan);
    var phone = new Phone(liana);
    assertThat(phone.scan(slug).status()).isEqualTo(302);
    long led =
        java.util.stream.IntStream.range(0, 70)
            .filter(i -> phone.scan(slug).status() == 302)
            .count();
    assertThat(led).isEqualTo(60);
    Phone.Screen refused = phone.scan(slug);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text()).contains("请过一分钟再扫");
    JsonNode counts =
        script.get(at("codes") + "?plan=" + plan).json().path("items").path(0).path("counts");
    assertThat(counts.path("scans").asInt()).isEqualTo(61);
    assertThat(counts.path("seats").asInt()).isEqualTo(1);
    assertThat(counts.path("refused").asInt()).isEqualTo(11);
    assertThat(new Phone(liana).scan(slug).status()).as("others are not kept out").isEqualTo(302);
    clock.advance(Duration.ofMinutes(1));
    assertThat(phone.scan(slug).status()).isEqualTo(302);
  }

  @Test
  void a_rule_may_ask_for_a_tag_of_the_member_whose_browser_it_is() {
    String rule =
        "{\"name\":\"VIP\",\"when\":{\"tags\":[\"vip\"]},\"lead\":{\"kind\":\"link\",\"url\":\"https://vip.example/\"}}";
    String plan = plan(body("Tagged", pool(50), rule));
    String slug = code(plan);
    var phone = new Phone(liana);
    assertThat(phone.scan(slug).location()).isEqualTo("https://a.example/");
    var member = new MemberId(4242);
    liana
        .bean(JdbcTemplate.class)
        .update("insert into member_member (id, created_at) values (4242, now())");
    liana
        .bean(io.liana.acquisition.Steps.class)
        .known(slug, phone.visitor(), member, clock.instant());
    liana.bean(io.liana.member.Tags.class).add(CommunityId.parse(community), member, "vip");
    assertThat(phone.scan(slug).location()).isEqualTo("https://vip.example/");
    JsonNode told =
        script.post("/plans/" + plan + "/simulate", Map.of("tags", List.of("vip", "old"))).json();
    assertThat(told.path("rule").asString()).isEqualTo("VIP");
  }

  private static Visitor.Answer table(String path, byte[] body) {
    return script.send("POST", at(path), BodyPublishers.ofByteArray(body), "text/csv");
  }

  private static Visitor.Answer table(String path, String body) {
    return table(path, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void costs_come_as_a_table_and_the_same_table_again_changes_nothing() {
    String top = script.post(at("channels"), Map.of("name", "抖音")).json().path("id").asString();
    script.post(at("channels"), Map.of("name", "视频 1", "parent_id", top));
    String csv = "渠道,日期,花费（元）\n抖音 / 视频 1,2026-11-01,128.50\n抖音,2026/11/2,\"¥1,000\"\n";
    JsonNode shown = table("channel-costs?dry_run=true", csv).json();
    assertThat(shown.path("fresh").asInt()).isEqualTo(2);
    assertThat(shown.path("amount").asInt()).isEqualTo(112_850);
    assertThat(shown.path("written").asBoolean()).isFalse();
    assertThat(table("channel-costs", csv).json().path("written").asBoolean()).isTrue();
    JsonNode again = table("channel-costs", csv).json();
    assertThat(again.path("same").asInt()).isEqualTo(2);
    assertThat(again.path("written").asBoolean()).isFalse();
    JsonNode wrong =
        table(
                "channel-costs",
                "抖音,2026-11-03,5\n抖音,2026-13-01,5\nnobody,2026-11-03,5\n抖音,2026-11-04,1.234\n抖音,2026-11-03,9\n")
            .json();
    assertThat(wrong.path("wrong").valueStream().map(line -> line.path("line").asInt()))
        .containsExactly(2, 3, 4, 5);
    assertThat(wrong.path("written").asBoolean()).isFalse();
    assertThat(table("channel-costs", "a" + ",".repeat(5_000)).code()).isEqualTo("invalid_request");
    assertThat(table("channel-costs", new byte[10 << 20]).code()).isEqualTo("file_too_large");
  }

  private static String costs(String yuan) {
    JsonNode read = table("channel-costs", "知乎,2026-11-05," + yuan).json();
    assertThat(read.path("written").asBoolean()).as(read.toString()).isTrue();
    return read.path("batch").asString();
  }

  private static long zhihu() {
    return script
        .get(at("channels?from=2026-11-05&to=2026-11-05"))
        .json()
        .path("channels")
        .valueStream()
        .filter(one -> one.path("channel").path("name").asString().equals("知乎"))
        .findFirst()
        .orElseThrow()
        .path("cost")
        .asLong();
  }

  @Test
  void tables_of_costs_are_taken_back_in_any_order_and_leave_what_was_there_before() {
    String channel = script.post(at("channels"), Map.of("name", "知乎")).json().path("id").asString();
    for (List<Integer> order :
        List.of(
            List.of(0, 1, 2),
            List.of(0, 2, 1),
            List.of(1, 0, 2),
            List.of(1, 2, 0),
            List.of(2, 0, 1),
            List.of(2, 1, 0))) {
      List<String> batches = List.of(costs("5"), costs("7"), costs("5"));
      List<Long> left = new java.util.ArrayList<>();
      for (int i : order) {
        Visitor.Answer back = script.post("/cost-batches/" + batches.get(i) + "/take-back", "");
        assertThat(back.status()).as(back.text()).isEqualTo(200);
        left.add(zhihu());
      }
      assertThat(left.getFirst()).as(order.toString()).isEqualTo(order.getFirst() == 2 ? 700 : 500);
      assertThat(left.get(1)).as(order.toString()).isEqualTo(order.get(2) == 1 ? 700 : 500);
      assertThat(left.getLast()).as(order.toString()).isZero();
    }
    assertThat(script.get(at("cost-batches?limit=200")).json().path("items"))
        .filteredOn(one -> one.path("amount").asInt() != 112_850)
        .hasSize(18)
        .allMatch(one -> one.path("taken_back_by").path("name").asString().equals("command-line"));
    String mine = costs("5");
    String byHand = "{\"costs\":[{\"day\":\"2026-11-05\",\"amount\":900}]}";
    assertThat(script.put("/channels/" + channel + "/costs", byHand).status()).isEqualTo(204);
    JsonNode kept = script.post("/cost-batches/" + mine + "/take-back", "").json();
    assertThat(kept.path("restored").asInt()).isZero();
    assertThat(kept.path("kept").asInt()).isEqualTo(1);
    assertThat(zhihu()).as("what somebody wrote by hand stays").isEqualTo(900);
    assertThat(script.post("/cost-batches/" + mine + "/take-back", "").code())
        .isEqualTo("batch_taken_back");
    assertThat(script.post("/cost-batches/999999/take-back", "").status()).isEqualTo(404);
    JsonNode change = table("channel-costs?dry_run=true", "知乎,2026-11-05,9.50").json();
    assertThat(change.path("changes").path(0).path("before").asInt()).isEqualTo(900);
    assertThat(change.path("changes").path(0).path("amount").asInt()).isEqualTo(950);
    assertThat(change.path("batch").isNull()).isTrue();
  }

  @Test
  void codes_come_as_a_table_with_their_channels_and_go_out_as_a_sheet() {
    String plan = plan(body("For a table", pool(5), ""));
    String csv = "渠道,名称\n快手 / 店铺,包裹卡 1\n快手 / 店铺,包裹卡 2\n,散页\n";
    JsonNode shown = table("code-table?dry_run=true&plan=" + plan, csv).json();
    assertThat(shown.path("fresh").asInt()).isEqualTo(3);
    assertThat(shown.path("slugs")).isEmpty();
    JsonNode made = table("code-table?plan=" + plan, csv).json();
    assertThat(made.path("slugs")).hasSize(3);
    assertThat(made.path("channels").asInt()).isEqualTo(2);
    assertThat(table("code-table?plan=" + plan, csv).json().path("same").asInt()).isEqualTo(3);
    assertThat(script.get(at("codes") + "?plan=" + plan).json().path("items")).hasSize(3);
    JsonNode wrong = table("code-table?plan=" + plan, "a,x\na,x\n/,y\nb,\n").json();
    assertThat(wrong.path("wrong").valueStream().map(line -> line.path("line").asInt()))
        .containsExactly(2, 3, 4);
    assertThat(script.get(at("code-sheet") + "?plan=" + plan).text()).startsWith("%PDF");
    assertThat(script.get(at("code-sheet") + "?format=png&plan=" + plan).status()).isEqualTo(200);
    assertThat(script.get(at("code-sheet") + "?mm=5").code()).isEqualTo("invalid_request");
  }
}
