package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.acquisition.AcquisitionWorker;
import io.liana.kit.Visitor;
import io.liana.kit.WeComJourney;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Doors of plans whose codes WeCom makes, and doors whose address expires. */
class WeComDoorsTest extends WeComJourney {
  private static final String SEVEN_DAYS = "https://weixin.qq.com/g/AwYAA";
  private final HttpClient http = HttpClient.newHttpClient();
  private String tea;
  private String cake;

  @BeforeEach
  void two_groups() {
    connect(Map.of());
    tea = group("茶友群");
    cake = group("点心群");
  }

  @Test
  void wecom_makes_the_code_of_a_door_and_scans_are_shown_its_picture() {
    JsonNode plan = plan("Tea", made("a", tea));
    String slug = code(plan);
    assertThat(scan(slug)).as("WeCom has not answered yet").contains("没有位置了");
    settle();
    assertThat(scan(slug)).contains("<img src=\"https://p.qpic.cn/simulated/jw-");
    assertThat(scan(slug)).contains("长按二维码");
    assertThat(ways()).hasSize(1);
    change(plan, "Tea", made("a", tea));
    settle();
    assertThat(ways()).as("saved again, it is the same code").hasSize(1);
  }

  @Test
  void a_code_nobody_uses_any_more_serves_the_next_door_under_a_new_word() {
    JsonNode plan = plan("Tea", made("a", tea));
    settle();
    JsonNode first = ways().getFirst();
    change(plan, "Tea", plain("a", SEVEN_DAYS, null));
    plan("Cake", made("b", cake));
    settle();
    assertThat(ways()).as("WeCom was not asked for a second one").hasSize(1);
    JsonNode reused = ways().getFirst();
    assertThat(reused.path("picture")).isEqualTo(first.path("picture"));
    assertThat(reused.path("code")).isNotEqualTo(first.path("code"));
    assertThat(wecom.state().path("join_ways").size()).isEqualTo(1);
    wecom.act("scan", "way", reused.path("code").asString(), "user", CHEN, "name", "Chen");
    wecom.work();
    assertThat(wecom.members(external(cake))).contains(CHEN);
    assertThat(ways().getFirst().path("came").asInt()).isEqualTo(1);
  }

  @Test
  void who_comes_in_by_wecoms_own_code_is_known_by_the_way_wecom_names() {
    JsonNode plan = plan("Tea", made("a", tea));
    settle();
    String slug = code(plan);
    scan(slug);
    change(plan, "Tea", made("a", tea));
    String way = ways().getFirst().path("code").asString();
    wecom.act("scan", "way", way, "user", CHEN, "name", "Chen");
    wecom.work();
    JsonNode chen = arrival();
    assertThat(chen.at("/member/name").asString()).isEqualTo("Chen");
    assertThat(chen.path("how").asString()).isEqualTo("way");
    assertThat(chen.path("code").asString()).isEqualTo(slug);

    scan(slug);
    scan(code(plan));
    wecom.act("scan", "way", way, "user", "wmdan", "name", "Dan");
    wecom.work();
    assertThat(arrival().path("how").asString())
        .as("two codes lead there and two are waited for")
        .isEqualTo("nearest");
  }

  private JsonNode arrival() {
    return liana
        .script()
        .get("/communities/" + wecom.community() + "/arrivals")
        .json()
        .at("/items/0");
  }

  @Test
  void an_address_of_seven_days_serves_until_wecoms_own_code_is_there() {
    wecom.faults(Map.of("errors", Map.of("/externalcontact/groupchat/add_join_way", busy(3))));
    Map<String, Object> door = made("a", tea);
    door.put("url", SEVEN_DAYS);
    door.put("expires_at", clock.instant().plus(Duration.ofDays(7)).toString());
    String slug = code(plan("Tea", door));
    settle();
    assertThat(scan(slug)).contains(SEVEN_DAYS);
    for (int i = 0; i < 10; i++) {
      later(Duration.ofMinutes(1));
    }
    settle();
    assertThat(scan(slug)).contains("https://p.qpic.cn/");
    later(Duration.ofDays(8));
    assertThat(scan(slug)).as("it does not expire").contains("https://p.qpic.cn/");
  }

  @Test
  void a_day_before_an_address_expires_a_person_is_asked_and_afterwards_nobody_is_led_there() {
    Instant expires = clock.instant().plus(Duration.ofDays(7));
    JsonNode plan =
        plan("Tea", plain("a", SEVEN_DAYS, expires), plain("b", "https://b.example/", null));
    String slug = code(plan);
    settle();
    assertThat(tasks("open")).isEmpty();
    assertThat(scan(slug)).contains(SEVEN_DAYS);
    later(Duration.ofDays(6).plusMinutes(1));
    settle();
    settle();
    JsonNode task = tasks("open").getFirst();
    assertThat(task.path("kind").asString()).isEqualTo("door_expires");
    assertThat(task.path("title").asString()).isEqualTo("Tea · a");
    assertThat(Instant.parse(task.path("due_at").asString())).isEqualTo(expires);
    assertThat(tasks("open")).as("once").hasSize(1);
    later(Duration.ofDays(1));
    assertThat(scan(slug)).contains("https://b.example/");
    change(
        plan,
        "Tea",
        plain("a", SEVEN_DAYS + "2", clock.instant().plus(Duration.ofDays(7))),
        plain("b", "https://b.example/", null));
    settle();
    assertThat(tasks("open")).isEmpty();
    assertThat(scan(slug)).contains(SEVEN_DAYS + "2");
  }

  @Test
  void what_wecom_does_not_make_is_a_task_that_closes_when_it_is_there() {
    wecom.faults(
        Map.of("errors", Map.of("/externalcontact/groupchat/add_join_way", List.of(40058))));
    JsonNode plan = plan("Tea", made("a", tea));
    String slug = code(plan);
    settle();
    assertThat(scan(slug)).contains("没有位置了");
    assertThat(tasks("open").getFirst().path("kind").asString()).isEqualTo("way_not_replaced");
    change(plan, "Tea", made("a", tea));
    settle();
    assertThat(tasks("open")).isEmpty();
    assertThat(tasks("done")).hasSize(1);
    assertThat(scan(slug)).contains("https://p.qpic.cn/");
  }

  @Test
  void a_group_that_is_no_customer_group_of_this_community_is_refused() {
    String elsewhere =
        liana
            .script()
            .post(
                "/communities",
                Map.of("name", "Elsewhere " + wecom.corp(), "zone", "Asia/Shanghai"))
            .json()
            .path("id")
            .asString();
    Visitor.Answer refused = make(elsewhere, "Tea", made("a", tea));
    assertThat(refused.json().at("/params/field").asString()).isEqualTo("doors.group");
    Map<String, Object> nowhere = made("a", tea);
    nowhere.remove("group");
    assertThat(make(wecom.community().toString(), "Tea", nowhere).status()).isEqualTo(400);
    assertThat(ways()).isEmpty();
  }

  @Test
  void at_four_fifths_of_what_wecom_keeps_a_person_is_asked_to_make_room() {
    jdbc.update(
        """
        insert into channel_wecom_way (corp, kind, name, code, plan, state, config_id, created_by, created_at)
        select ?, 'staff', 'old', 'old-' || n, '{"groups":[],"grows":false,"base_name":"","base_number":1,"staff":["ana"],"confirms":false}', 'made', 'c' || n, 'test', now()
          from generate_series(1, 399999) as n
        """,
        wecom.corp());
    assertThat(health().path("state").asString()).isEqualTo("ok");
    assertThat(health().at("/params/left").asInt()).isEqualTo(100_001);
    plan("Tea", made("a", tea));
    assertThat(health().path("state").asString()).isEqualTo("failed");
    assertThat(health().path("remedy").asString()).isEqualTo("wecom_close_ways");
    assertThat(tasks("open").getFirst().path("kind").asString()).isEqualTo("ways_low");
    settle();
    String way = ways().getFirst().path("id").asString();
    liana.script().delete(account("/ways/" + way));
    wecom.work();
    assertThat(tasks("done").getFirst().path("kind").asString()).isEqualTo("ways_low");
    jdbc.update("delete from channel_wecom_way where corp = ?", wecom.corp());
  }

  // ---------------------------------------------------------------- words

  private static List<Integer> busy(int times) {
    return java.util.Collections.nCopies(times, -1);
  }

  /** WeCom is asked, and its answers are taken over. */
  private void settle() {
    wecom.work();
    liana.bean(AcquisitionWorker.class).runDue();
  }

  private String external(String group) {
    return liana.script().get("/groups/" + group).json().path("external_id").asString();
  }

  private String group(String name) {
    String chat = "wr" + name.hashCode() + wecom.corp();
    wecom.act("chat", "chat", chat, "name", name, "owner", "ana");
    wecom.work();
    return liana
        .script()
        .get(account("/groups"))
        .json()
        .path("items")
        .valueStream()
        .filter(each -> each.path("external_id").asString().equals(chat))
        .map(each -> each.path("group_id").asString())
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Object> made(String key, String group) {
    Map<String, Object> door = new HashMap<>(plain(key, "", null));
    door.put("group", group);
    door.put("wecom", true);
    return door;
  }

  private static Map<String, Object> plain(
      String key, String url, @org.jspecify.annotations.Nullable Instant expires) {
    Map<String, Object> door =
        new HashMap<>(Map.of("key", key, "name", key, "url", url, "show", "redirect", "weight", 1));
    if (expires != null) {
      door.put("expires_at", expires.toString());
    }
    return door;
  }

  private static Map<String, Object> document(String name, Object... doors) {
    return Map.of(
        "name",
        name,
        "document",
        Map.of(
            "rules",
            List.of(),
            "otherwise",
            Map.of("kind", "pool", "strategy", "fill_first", "doors", List.of(doors)),
            "fallback",
            Map.of("kind", "words", "title", "没有位置了", "text", "")));
  }

  private Visitor.Answer make(String community, String name, Object... doors) {
    return liana.script().post("/communities/" + community + "/plans", document(name, doors));
  }

  private JsonNode plan(String name, Object... doors) {
    Visitor.Answer made = make(wecom.community().toString(), name, doors);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json();
  }

  private void change(JsonNode plan, String name, Object... doors) {
    Visitor.Answer changed =
        liana.script().put("/plans/" + plan.path("id").asString(), document(name, doors));
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
  }

  private String code(JsonNode plan) {
    Visitor.Answer made =
        liana
            .script()
            .post(
                "/communities/" + wecom.community() + "/codes",
                Map.of(
                    "plan_id",
                    plan.path("id").asString(),
                    "codes",
                    List.of(Map.of("label", "poster"))));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().at("/items/0/slug").asString();
  }

  /** What a phone is answered: the page, or where it is sent. */
  private String scan(String slug) {
    var request =
        HttpRequest.newBuilder(URI.create(liana.url() + "/c/" + slug))
            .header("User-Agent", "Mozilla/5.0 (iPhone) MicroMessenger/8.0.50")
            .GET()
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      return answer.headers().firstValue("Location").orElse(answer.body());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<JsonNode> ways() {
    List<JsonNode> all = new ArrayList<>();
    liana.script().get(account("/ways")).json().path("items").forEach(all::add);
    return all.stream().filter(way -> way.path("kind").asString().equals("group")).toList();
  }

  private List<JsonNode> tasks(String state) {
    return liana
        .script()
        .get("/tasks?community=" + wecom.community() + "&state=" + state)
        .json()
        .path("items")
        .valueStream()
        .toList();
  }

  private JsonNode health() {
    return liana
        .script()
        .get(account("/health"))
        .json()
        .path("checks")
        .valueStream()
        .filter(check -> check.path("code").asString().equals("wecom_ways"))
        .findFirst()
        .orElseThrow();
  }
}
