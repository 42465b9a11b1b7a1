package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Eventually;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** One code on a poster: every scan finds a group with room, and no group gets more than it has. */
class ACodeLeadsToRoomTest {
  private static final String PHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0.50";
  private static final TurnableClock clock = new TurnableClock(Instant.now());
  private static final HttpClient HTTP =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private static RunningLiana liana;
  private static RunningLiana second;
  private static Visitor script;
  private static String community;

  @BeforeAll
  static void start() {
    liana = RunningLiana.fresh(clock, "liana.acquisition.look=50ms", "liana.acquisition.hold=10m");
    second = liana.another("liana.acquisition.look=50ms");
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
    second.close();
    liana.close();
  }

  @Test
  void a_thousand_scans_of_two_nodes_get_exactly_five_hundred_seats() throws Exception {
    String plan = plan("Five groups", pool("least_full", 5, 100));
    String slug = code(plan);
    List<Scanned> scans = new ArrayList<>();
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Scanned>> running =
          IntStream.range(0, 1_000)
              .mapToObj(i -> people.submit(() -> scan(i % 2 == 0 ? liana : second, slug, null)))
              .toList();
      for (Future<Scanned> one : running) {
        scans.add(one.get());
      }
    }
    assertThat(scans.stream().filter(scan -> scan.status() == 302)).hasSize(500);
    assertThat(scans.stream().filter(scan -> scan.text().contains("All groups are full")))
        .hasSize(500);
    for (int door = 0; door < 5; door++) {
      String to = "https://group.example/" + door;
      assertThat(scans.stream().filter(scan -> scan.location().equals(to))).hasSize(100);
    }
    assertThat(taken(plan)).containsOnly(100).hasSize(5);
    assertThat(seatsAddUp()).isTrue();
    JsonNode counts =
        script
            .get("/communities/" + community + "/codes?plan=" + plan)
            .json()
            .path("items")
            .path(0)
            .path("counts");
    assertThat(counts.path("scans").asInt()).isEqualTo(1_000);
    assertThat(counts.path("seats").asInt()).isEqualTo(500);
    assertThat(counts.path("full").asInt()).isEqualTo(500);
  }

  @Test
  void who_comes_again_gets_the_same_group_and_takes_no_second_seat() throws Exception {
    String plan = plan("Same again", pool("round_robin", 3, 10));
    String slug = code(plan);
    Scanned first = scan(liana, slug, null);
    scan(liana, slug, null);
    for (int i = 0; i < 5; i++) {
      Scanned again = scan(second, slug, first.cookie());
      assertThat(again.location()).isEqualTo(first.location());
      assertThat(again.cookie()).isNull();
    }
    assertThat(taken(plan)).containsExactlyInAnyOrder(1, 1, 0);
  }

  @Test
  void a_number_somebody_made_up_is_a_new_visitor() throws Exception {
    String plan = plan("Made up", pool("fill_first", 1, 100));
    String slug = code(plan);
    String given = scan(liana, slug, null).cookie();
    String number = given.substring("liana_visitor=".length(), given.indexOf('.'));
    String seal = given.substring(given.indexOf('.') + 1);
    assertThat(seal).as("128 bits").hasSize(22);
    String others = scan(liana, slug, null).cookie();
    String changed = (number.charAt(15) == '0' ? '1' : '0') + "";
    for (String forged :
        List.of(
            "0000000000000001",
            number,
            number + ".",
            number + "." + seal.substring(1),
            number + others.substring(others.indexOf('.')),
            number.substring(0, 15) + changed + "." + seal,
            number + "." + (seal.charAt(0) == 'A' ? 'B' : 'A') + seal.substring(1),
            "." + seal)) {
      Scanned scanned = scan(second, slug, "liana_visitor=" + forged);
      assertThat(scanned.cookie()).as(forged).startsWith("liana_visitor=");
      assertThat(scanned.cookie()).as(forged).doesNotContain(number);
      assertThat(scan(liana, slug, scanned.cookie()).cookie()).as("and stays it").isNull();
    }
    assertThat(scan(second, slug, given).cookie()).as("what was given out is known").isNull();
    assertThat(taken(plan)).as("a seat each").containsExactly(10);
  }

  @Test
  void a_seat_nobody_takes_is_free_again() throws Exception {
    String plan = plan("Released", pool("fill_first", 1, 1));
    String slug = code(plan);
    Scanned first = scan(liana, slug, null);
    assertThat(first.status()).isEqualTo(302);
    assertThat(scan(liana, slug, null).text()).contains("All groups are full");
    clock.advance(Duration.ofMinutes(11));
    Eventually.get("the seat is free", () -> taken(plan).equals(List.of(0)));
    Scanned second = scan(liana, slug, null);
    assertThat(second.status()).isEqualTo(302);
    assertThat(scan(liana, slug, first.cookie()).text())
        .as("the first comes back, and it is somebody else's")
        .contains("All groups are full");
    assertThat(seatsAddUp()).isTrue();
  }

  @Test
  void previews_take_no_seat() throws Exception {
    String plan = plan("Previewed", pool("fill_first", 1, 1));
    String slug = code(plan);
    Scanned preview = scan(liana, slug, null, "TelegramBot (like TwitterBot)");
    assertThat(preview.status()).isEqualTo(200);
    assertThat(taken(plan)).containsExactly(0);
    assertThat(scan(liana, slug, null).status()).isEqualTo(302);
  }

  @Test
  void a_group_that_must_be_pressed_is_shown_as_a_code() throws Exception {
    String plan =
        plan(
            "Pressed",
            """
            {"kind":"pool","strategy":"fill_first","doors":[{"key":"a","name":"<b>河畔</b>","url":"https://weixin.qq.com/g/AwYAA","show":"qr","seats":5,"weight":1}]}
            """);
    Scanned page = scan(liana, code(plan), null);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text())
        .contains("<svg")
        .contains("&lt;b&gt;河畔&lt;/b&gt;")
        .doesNotContain("<b>河畔");
  }

  @Test
  void a_database_that_does_not_answer_keeps_nobody_waiting_for_ever() throws Exception {
    String slug = code(plan("Stuck", pool("fill_first", 1, 9)));
    Scanned waited;
    try (var stuck =
        liana.bean(javax.sql.DataSource.class).getConnection().unwrap(java.sql.Connection.class)) {
      stuck.setAutoCommit(false);
      stuck.createStatement().execute("lock table liana.acquisition_scan in access exclusive mode");
      waited = scan(liana, slug, null);
      stuck.rollback();
      stuck.setAutoCommit(true);
    }
    assertThat(waited.status()).isEqualTo(503);
    assertThat(waited.text()).contains("请几秒后再扫一次");
    assertThat(scan(liana, slug, null).status()).isEqualTo(302);
  }

  @Test
  void an_address_with_chinese_letters_arrives_whole() throws Exception {
    String plan = plan("Chinese", "{\"kind\":\"link\",\"url\":\"https://page.example/河畔\"}");
    assertThat(scan(liana, code(plan), null).location())
        .isEqualTo("https://page.example/%E6%B2%B3%E7%95%94");
  }

  @Test
  void a_page_stands_before_the_seat_and_is_opened_by_a_ticket_for_this_browser() throws Exception {
    String plan =
        plan(
            "Gated",
            "{\"kind\":\"page\",\"page\":\"7\",\"then\":%s}".formatted(pool("fill_first", 1, 1)));
    Scanned scan = scan(liana, code(plan), null);
    assertThat(scan.location()).startsWith("/p/7?t=");
    assertThat(taken(plan)).as("no seat before the gates").containsExactly(0);
    JsonNode told = script.post("/plans/" + plan + "/simulate", Map.of()).json();
    assertThat(told.path("page").asString()).isEqualTo("7");
    assertThat(told.path("url").asString()).isEqualTo("https://group.example/0");
  }

  @Test
  void behind_a_page_is_neither_a_page_nor_another_code() {
    for (String then :
        List.of(
            "{\"kind\":\"page\",\"page\":\"8\",\"then\":{\"kind\":\"link\",\"url\":\"https://a.example/\"}}",
            "{\"kind\":\"code\",\"slug\":\"0123abcd\"}",
            "null")) {
      Visitor.Answer refused =
          script.post(
              "/communities/" + community + "/plans",
              body("Wrong", "{\"kind\":\"page\",\"page\":\"7\",\"then\":%s}".formatted(then)));
      assertThat(refused.status()).isEqualTo(400);
    }
  }

  @Test
  void codes_that_lead_in_a_circle_end_on_the_fallback() throws Exception {
    String a = plan("Circle A", "{\"kind\":\"link\",\"url\":\"https://a.example/\"}");
    String b = plan("Circle B", "{\"kind\":\"link\",\"url\":\"https://b.example/\"}");
    String toA = code(a);
    String toB = code(b);
    change(a, "Circle A", "{\"kind\":\"code\",\"slug\":\"%s\"}".formatted(toB));
    String back = "{\"kind\":\"code\",\"slug\":\"%s\"}".formatted(toA);
    assertThat(script.put("/plans/" + b, body("Circle B", back)).code()).isEqualTo("code_circle");
    // Two who save at the same moment may still close it.
    liana
        .bean(JdbcTemplate.class)
        .update(
            "update acquisition_plan set document = jsonb_set(document, '{otherwise}', cast(? as jsonb)) where id = ?",
            back,
            Long.valueOf(b));
    Eventually.get(
        "the circle is met", () -> scan(liana, toA, null).text().contains("All groups are full"));
    JsonNode told = script.post("/plans/" + a + "/simulate", Map.of()).json();
    assertThat(told.path("why").asString()).isEqualTo("broken");
  }

  @Test
  void the_simulator_says_which_rule_and_why() {
    String plan = made(Map.of("name", "Night", "document", nightPlan()));
    JsonNode night =
        script
            .post(
                "/plans/" + plan + "/simulate",
                Map.of("time", "23:10", "region", "四川省 成都市", "app", "wechat", "returning", true))
            .json();
    assertThat(night.path("rule").asString()).isEqualTo("成都夜里");
    assertThat(night.path("url").asString()).isEqualTo("https://group.example/7");
    JsonNode day = script.post("/plans/" + plan + "/simulate", Map.of("time", "12:00")).json();
    assertThat(day.path("rule").isNull()).isTrue();
    assertThat(day.path("why").asString()).isEqualTo("led");
    assertThat(taken(plan)).as("nothing is taken by asking").containsOnly(0);
  }

  @Test
  void unknown_closed_and_expired_codes_answer_with_a_page_in_the_visitors_language()
      throws Exception {
    assertThat(get(liana.url() + "/c/00000000", "zh-CN,zh").text()).contains("这个码不存在");
    Scanned unknown = get(liana.url() + "/c/..%2f..", "en");
    assertThat(unknown.status()).isIn(400, 404);
    Scanned nothing = get(liana.url() + "/c/", "en");
    assertThat(nothing.status()).isEqualTo(404);
    assertThat(nothing.text()).contains("There is no such code");
    String slug = code(plan("Closed", pool("fill_first", 1, 1)));
    assertThat(scan(second, slug, null).status()).isEqualTo(302);
    script.patch("/codes/" + slug, Map.of("disabled", true));
    assertThat(scan(liana, slug, null).status()).isEqualTo(410);
    Eventually.get("the other node knows", () -> scan(second, slug, null).status() == 410);
  }

  @Test
  void bad_input_is_refused_and_nothing_is_made() {
    String path = "/communities/" + community + "/codes";
    String plan = plan("For bad input", pool("fill_first", 1, 1));
    assertThat(script.post(path, Map.of("plan_id", plan, "codes", List.of())).code())
        .isEqualTo("invalid_request");
    assertThat(
            script
                .post(path, Map.of("plan_id", "999999", "codes", List.of(Map.of("label", "a"))))
                .code())
        .isEqualTo("invalid_request");
    assertThat(
            script
                .post(
                    path,
                    Map.of(
                        "plan_id",
                        plan,
                        "codes",
                        List.of(
                            Map.of("label", "a"), Map.of("label", "b", "channel_id", "999999"))))
                .code())
        .isEqualTo("invalid_request");
    assertThat(script.get(path + "?plan=" + plan).json().path("items").size()).isZero();
    assertThat(
            script
                .post(
                    "/communities/" + community + "/plans",
                    Map.of("name", "For bad input", "document", nightPlan()))
                .code())
        .isEqualTo("plan_name_taken");
  }

  @Test
  void channels_make_a_tree_with_costs_and_counts() throws Exception {
    String top = channel(Map.of("name", "小红书"));
    String leaf = channel(Map.of("name", "笔记 1", "parent_id", top, "budget", 50_000));
    assertThat(script.post("/communities/" + community + "/channels", Map.of("name", "小红书")).code())
        .isEqualTo("channel_name_taken");
    String day =
        clock.instant().atZone(java.time.ZoneId.of("Asia/Shanghai")).toLocalDate().toString();
    for (int cost : List.of(9_900, 12_000)) { // the later one replaces it
      assertThat(
              script
                  .put(
                      "/channels/" + leaf + "/costs",
                      Map.of("costs", List.of(Map.of("day", day, "amount", cost))))
                  .status())
          .isEqualTo(204);
    }
    String plan = plan("For a channel", pool("fill_first", 1, 5));
    String slug =
        script
            .post(
                "/communities/" + community + "/codes",
                Map.of(
                    "plan_id",
                    plan,
                    "codes",
                    List.of(Map.of("label", "poster", "channel_id", leaf))))
            .json()
            .path("items")
            .path(0)
            .path("slug")
            .asString();
    scan(liana, slug, scan(liana, slug, null).cookie());
    JsonNode tree = script.get("/communities/" + community + "/channels").json();
    JsonNode found =
        tree.path("channels")
            .valueStream()
            .filter(one -> one.path("channel").path("id").asString().equals(leaf))
            .findFirst()
            .orElseThrow();
    assertThat(found.path("cost").asInt()).isEqualTo(12_000);
    assertThat(found.path("counts").path("scans").asInt()).isEqualTo(2);
    assertThat(found.path("counts").path("visitors").asInt()).isEqualTo(1);
    assertThat(script.get("/codes/" + slug + "/qr.svg").text()).startsWith("<svg");
  }

  private static String channel(Map<String, Object> draft) {
    return script
        .post("/communities/" + community + "/channels", draft)
        .json()
        .path("id")
        .asString();
  }

  private static Map<String, Object> nightPlan() {
    Map<String, Object> words = Map.of("kind", "words", "title", "Full", "text", "");
    return Map.of(
        "rules",
        List.of(
            Map.of(
                "name",
                "成都夜里",
                "when",
                Map.of(
                    "from",
                    "22:00",
                    "until",
                    "06:00",
                    "regions",
                    List.of("成都"),
                    "apps",
                    List.of("wechat"),
                    "returning",
                    true),
                "lead",
                Map.of(
                    "kind",
                    "pool",
                    "strategy",
                    "fill_first",
                    "doors",
                    List.of(
                        Map.of(
                            "key",
                            "g7",
                            "name",
                            "七群",
                            "url",
                            "https://group.example/7",
                            "show",
                            "redirect",
                            "seats",
                            10,
                            "weight",
                            1))))),
        "otherwise",
        Map.of("kind", "link", "url", "https://page.example/"),
        "fallback",
        words);
  }

  private static String pool(String strategy, int doors, int seats) {
    return "{\"kind\":\"pool\",\"strategy\":\"%s\",\"doors\":[%s]}"
        .formatted(
            strategy,
            String.join(
                ",",
                IntStream.range(0, doors)
                    .mapToObj(
                        i ->
                            "{\"key\":\"g%d\",\"name\":\"Group %d\",\"url\":\"https://group.example/%d\",\"show\":\"redirect\",\"seats\":%d,\"weight\":1}"
                                .formatted(i, i, i, seats))
                    .toList()));
  }

  private static String plan(String name, String otherwise) {
    return made(body(name, otherwise));
  }

  private static String made(Object body) {
    Visitor.Answer answer = script.post("/communities/" + community + "/plans", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().path("id").asString();
  }

  private static void change(String plan, String name, String otherwise) {
    assertThat(script.put("/plans/" + plan, body(name, otherwise)).status()).isEqualTo(200);
  }

  private static String body(String name, String otherwise) {
    return """
    {"name":"%s","document":{"rules":[],"otherwise":%s,"fallback":{"kind":"words","title":"All groups are full","text":"Come back tomorrow."}}}
    """
        .formatted(name, otherwise);
  }

  private static String code(String plan) {
    return script
        .post(
            "/communities/" + community + "/codes",
            Map.of("plan_id", plan, "codes", List.of(Map.of("label", "poster"))))
        .json()
        .path("items")
        .path(0)
        .path("slug")
        .asString();
  }

  private static List<Integer> taken(String plan) {
    return script
        .get("/plans/" + plan)
        .json()
        .path("taken")
        .valueStream()
        .map(door -> door.path("taken").asInt())
        .toList();
  }

  /** No seat is leaked: what the doors count is what the seats say. */
  private static boolean seatsAddUp() {
    Integer wrong =
        liana
            .bean(JdbcTemplate.class)
            .queryForObject(
                """
                select count(*) from acquisition_door d
                 where d.taken <> (select count(*) from acquisition_seat s where s.door_id = d.id and s.state <> 'released')
                """,
                Integer.class);
    return wrong != null && wrong == 0;
  }

  private record Scanned(
      int status, String location, String text, @org.jspecify.annotations.Nullable String cookie) {}

  private static Scanned scan(
      RunningLiana node, String slug, @org.jspecify.annotations.Nullable String cookie)
      throws Exception {
    return scan(node, slug, cookie, PHONE);
  }

  private static Scanned scan(
      RunningLiana node,
      String slug,
      @org.jspecify.annotations.Nullable String cookie,
      String agent)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(node.url() + "/c/" + slug)).header("User-Agent", agent);
    if (cookie != null) {
      request.header("Cookie", cookie);
    }
    return send(request);
  }

  private static Scanned get(String url, String language) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .header("User-Agent", PHONE)
            .header("Accept-Language", language));
  }

  private static Scanned send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Scanned(
        answer.statusCode(),
        answer.headers().firstValue("Location").orElse(""),
        answer.body(),
        answer
            .headers()
            .firstValue("Set-Cookie")
            .map(set -> set.substring(0, set.indexOf(';')))
            .orElse(null));
  }
}
