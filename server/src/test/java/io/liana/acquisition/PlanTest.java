package io.liana.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liana.acquisition.Target.Door;
import io.liana.acquisition.Target.Pool;
import io.liana.acquisition.Target.Show;
import io.liana.acquisition.Target.Strategy;
import io.liana.kernel.Problem;
import java.security.SecureRandom;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The pure half of live codes: names, visits, rules, doors. */
class PlanTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final PlanReading reading = new PlanReading(JSON);

  @Test
  void a_name_survives_being_written_in_either_case() {
    var chance = new SecureRandom();
    for (int i = 0; i < 1_000; i++) {
      long slug = Slug.random(chance);
      String text = Slug.text(slug);
      assertThat(Slug.parse(text)).hasValue(slug);
      assertThat(Slug.parse(text.toUpperCase(java.util.Locale.ROOT))).hasValue(slug);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1234567", "123456789", "1234567i", "1234567汉", "../../etc", "1234 678"})
  void what_is_no_name_is_refused(String text) {
    assertThat(Slug.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "22:00, 06:00, 23:10, true",
    "22:00, 06:00, 05:59, true",
    "22:00, 06:00, 06:00, false",
    "22:00, 06:00, 12:00, false",
    "09:00, 18:00, 09:00, true",
    "09:00, 18:00, 18:00, false",
    "09:00, 09:00, 03:00, true"
  })
  void a_window_may_go_over_midnight(String from, String until, String at, boolean fits) {
    var plan =
        plan(
            """
            "from":"%s","until":"%s"
            """
                .formatted(from, until));
    assertThat(plan.choose(visit(at, "", Visit.App.BROWSER, false)).rule() != null).isEqualTo(fits);
  }

  @Test
  void every_condition_must_hold_and_the_first_rule_that_fits_decides() {
    var plan =
        plan(
            """
            "regions":["成都","重庆"],"apps":["wechat"],"returning":true,"days":["monday"]
            """);
    assertThat(plan.choose(visit("12:00", "四川省 成都市", Visit.App.WECHAT, true)).rule()).isNotNull();
    assertThat(plan.choose(visit("12:00", "四川省 绵阳市", Visit.App.WECHAT, true)).rule()).isNull();
    assertThat(plan.choose(visit("12:00", "四川省 成都市", Visit.App.QQ, true)).rule()).isNull();
    assertThat(plan.choose(visit("12:00", "四川省 成都市", Visit.App.WECHAT, false)).rule()).isNull();
    assertThat(plan.choose(visit("12:00", "", Visit.App.WECHAT, true)).rule()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0.50', IOS, WECHAT",
    "'Mozilla/5.0 (Linux; Android 15) MicroMessenger/8.0 wxwork/4.1', ANDROID, WECOM",
    "'Mozilla/5.0 (Phone; OpenHarmony 5.0) ArkWeb/4.1', HARMONY, BROWSER",
    "'Mozilla/5.0 (Linux; Android 14) V1_AND_SQ QQ/9.1.5', ANDROID, QQ",
    "'Mozilla/5.0 (Windows NT 10.0)', OTHER, BROWSER",
    "'Mozilla/5.0 (Windows NT 10.0) Robotics/1 Bottle/2', OTHER, BROWSER"
  })
  void the_browser_tells_device_and_app(String agent, Visit.Device device, Visit.App app) {
    assertThat(Visit.Device.of(agent)).isEqualTo(device);
    assertThat(Visit.App.of(agent)).isEqualTo(app);
    assertThat(Robots.robot("GET", agent, null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "TelegramBot (like TwitterBot)",
        "WhatsApp/2.24 A",
        "facebookexternalhit/1.1",
        "curl/8.5.0",
        "Mozilla/5.0 (compatible; Baiduspider/2.0)",
        "python-requests/2.32",
        "Mozilla/5.0 HeadlessChrome/120"
      })
  void robots_and_previews_are_told_apart(String agent) {
    assertThat(Robots.robot("GET", agent, null)).isTrue();
  }

  @Test
  void what_is_fetched_ahead_is_no_scan() {
    assertThat(Robots.robot("HEAD", "Mozilla/5.0", null)).isTrue();
    assertThat(Robots.robot("GET", "Mozilla/5.0", "prefetch;anonymous-client-ip")).isTrue();
    assertThat(Robots.robot("GET", null, null)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"FILL_FIRST, 'aab'", "ROUND_ROBIN, 'abc'", "LEAST_FULL, 'abc'", "WEIGHTED, 'cbc'"})
  void each_strategy_has_its_order(Strategy strategy, String expected) {
    var pool = new Pool(strategy, List.of(door("a", 2, 1), door("b", 4, 2), door("c", null, 3)));
    Map<String, Integer> taken = new HashMap<>();
    var order = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      Door door = Rooms.choose(pool, one -> taken.getOrDefault(one.key(), 0)).orElseThrow();
      order.append(door.key());
      taken.merge(door.key(), 1, Integer::sum);
    }
    assertThat(order.toString()).isEqualTo(expected.replace("'", ""));
  }

  /** Whatever the doors: all seats are given out, none twice, and then there is none. */
  @ParameterizedTest
  @EnumSource(Strategy.class)
  void a_pool_gives_out_exactly_its_seats(Strategy strategy) {
    var chance = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<Door> doors = new ArrayList<>();
      int seats = 0;
      for (int i = 0; i <= chance.nextInt(6); i++) {
        int room = chance.nextInt(5);
        seats += room;
        doors.add(door("d" + i, room, 1 + chance.nextInt(5)));
      }
      var pool = new Pool(strategy, doors);
      Map<String, Integer> taken = new HashMap<>();
      for (int i = 0; i < seats; i++) {
        Door door = Rooms.choose(pool, one -> taken.getOrDefault(one.key(), 0)).orElseThrow();
        taken.merge(door.key(), 1, Integer::sum);
      }
      doors.forEach(door -> assertThat(taken.getOrDefault(door.key(), 0)).isEqualTo(door.seats()));
      assertThat(Rooms.choose(pool, one -> taken.getOrDefault(one.key(), 0))).isEmpty();
    }
  }

  @Test
  void a_weighted_pool_keeps_its_shares() {
    var pool = new Pool(Strategy.WEIGHTED, List.of(door("a", null, 1), door("b", null, 3)));
    Map<String, Integer> taken = new HashMap<>();
    for (int i = 0; i < 400; i++) {
      taken.merge(
          Rooms.choose(pool, one -> taken.getOrDefault(one.key(), 0)).orElseThrow().key(),
          1,
          Integer::sum);
    }
    assertThat(taken).containsExactlyInAnyOrderEntriesOf(Map.of("a", 100, "b", 300));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"rules\":[],\"otherwise\":{\"kind\":\"pool\",\"strategy\":\"fill_first\",\"doors\":[]},\"fallback\":{\"kind\":\"words\",\"title\":\"a\",\"text\":\"\"}}",
        "{\"rules\":[],\"otherwise\":{\"kind\":\"link\",\"url\":\"javascript:alert(1)\"},\"fallback\":{\"kind\":\"words\",\"title\":\"a\",\"text\":\"\"}}",
        "{\"rules\":[],\"otherwise\":{\"kind\":\"teleport\"},\"fallback\":{\"kind\":\"words\",\"title\":\"a\",\"text\":\"\"}}",
        "{\"rules\":[],\"otherwise\":{\"kind\":\"link\",\"url\":\"https://a.example\"},\"fallback\":{\"kind\":\"code\",\"slug\":\"12345678\"}}",
        "{\"rules\":[],\"otherwise\":{\"kind\":\"link\",\"url\":\"https://a.example\",\"extra\":1},\"fallback\":{\"kind\":\"words\",\"title\":\"a\",\"text\":\"\"}}"
      })
  void what_is_no_plan_is_refused_with_a_sentence(String document) {
    assertThatThrownBy(() -> reading.read(JSON.readTree(document)))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo("invalid_request"));
  }

  @Test
  void regions_are_known_offline_and_addresses_are_not_kept() {
    var regions = new Regions();
    assertThat(regions.of("61.139.2.69")).contains("四川");
    assertThat(regions.of("8.8.8.8")).isEqualTo("美国");
    assertThat(regions.of("127.0.0.1")).doesNotContain("四川");
    assertThat(regions.of("not an address")).isEmpty();
    assertThat(Network.of("203.0.113.77")).isEqualTo("203.0.113.0");
    assertThat(Network.of("2001:db8:1:2:3:4:5:6")).isEqualTo("2001:db8:1::");
  }

  private Plan plan(String when) {
    return reading.read(
        JSON.readTree(
            """
            {"rules":[{"name":"One","when":{%s},"lead":{"kind":"link","url":"https://one.example/"}}],
             "otherwise":{"kind":"link","url":"https://other.example/"},
             "fallback":{"kind":"words","title":"Full","text":""}}
            """
                .formatted(when)));
  }

  private static Visit visit(String time, String region, Visit.App app, boolean returning) {
    return new Visit(
        LocalTime.parse(time),
        DayOfWeek.MONDAY,
        region,
        Visit.Device.IOS,
        app,
        returning,
        java.util.Set::of,
        java.util.Set::of);
  }

  private static Door door(
      String key, @org.jspecify.annotations.Nullable Integer seats, int weight) {
    return new Door(
        key,
        key,
        null,
        "https://" + key + ".example/",
        Show.REDIRECT,
        seats,
        weight,
        null,
        null,
        null);
  }
}
