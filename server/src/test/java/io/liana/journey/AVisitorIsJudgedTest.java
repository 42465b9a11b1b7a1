package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.acquisition.Steps;
import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import io.liana.kit.GatedPage;
import io.liana.kit.Phone;
import io.liana.kit.Phone.Screen;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import io.liana.onboarding.OnboardingWorker;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What became of visitors after they met an arm, and what their arm does when they are members. */
class AVisitorIsJudgedTest {
  private static final String QUIZ =
      """
      {"kind":"quiz","key":"quiz","title":"Rules","pass":1,"tries":%d,"items":[
        {"text":"Spam?","options":["Yes","No"],"right":[1]}]}
      """;
  private static final String ASKS =
      """
      {"kind":"%s","key":"%s","title":"About you","questions":[
        {"key":"name","kind":"text","label":"Your name","required":true}%s]}
      """;
  private static final String FOR_B =
      ",{\"key\":\"why\",\"kind\":\"text\",\"label\":\"Why?\",\"required\":false,\"arms\":[\"%s:b\"]}";
  private static final String VARIANT =
      "{\"variants\":[{\"arms\":[\"%s:b\"],\"title\":\"Come in\",\"text\":\"\"}],";

  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-16T02:00:00Z"));
  private static RunningLiana liana;
  private static Visitor script;
  private static int made;
  private static int people;

  private String community;
  private JsonNode room;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock,
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.delivery.pace=0ms",
            "liana.onboarding.threads=0",
            "liana.acquisition.look=50ms");
    script = liana.script();
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void room() {
    String name = "Riverside " + ++made;
    community = id(script.post("/communities", Map.of("name", name, "zone", "Asia/Shanghai")));
    room =
        script
            .post(
                "/sandbox/rooms",
                Map.of("community_id", community, "name", name, "with_personas", false))
            .json();
    work();
  }

  @Test
  void answers_admissions_joins_and_first_orders_within_the_days_are_counted_for_each_arm() {
    String tried = started("ordered", List.of("answered", "admitted", "joined", "stayed"));
    String page =
        page(
            GatedPage.document("all", false, QUIZ.formatted(1))
                .replaceFirst("\\{", VARIANT.formatted(tried)));
    String slug = code(page);
    List<Phone> a = new ArrayList<>();
    List<Phone> b = new ArrayList<>();
    while (a.size() < 4 || b.size() < 4) {
      var phone = new Phone(liana);
      (phone.open("/c/" + slug).text().contains("Come in") ? b : a).add(phone);
    }

    clock.advance(Duration.ofHours(1));
    sends(a.get(0), slug, "0"); // wrong, and there is no second try
    sends(a.get(1), slug, "1"); // let through, and goes no further
    MemberId stays = joins(a.get(2), slug);
    MemberId orders = joins(a.get(3), slug);
    orders(orders, clock.instant());
    MemberId buysLate = joins(b.get(0), slug);
    JsonNode early = verdict(tried);
    assertThat(early.path("exposed").asInt()).isEqualTo(a.size() + b.size());
    assertThat(early.path("mature").asInt()).isZero();

    clock.advance(Duration.ofDays(7).minusHours(1));
    orders(stays, clock.instant()); // in the very moment their days are over
    orders(buysLate, clock.instant().plusSeconds(60));
    sends(b.get(1), slug, "0");
    sends(b.get(2), slug, "1");
    joins(b.get(3), slug);
    JsonNode verdict = verdict(tried);
    assertThat(verdict.path("mature").asInt()).isEqualTo(a.size() + b.size());
    assertThat(hits(verdict, "ordered")).containsExactly(1L, 0L);
    assertThat(hits(verdict, "answered")).containsExactly(4L, 1L);
    assertThat(hits(verdict, "admitted")).containsExactly(3L, 1L);
    assertThat(hits(verdict, "joined")).containsExactly(2L, 1L);
    assertThat(hits(verdict, "stayed")).containsExactly(2L, 1L);
  }

  @Test
  void orders_a_shop_told_of_count_from_the_join_on() {
    String tried = started("ordered", List.of());
    String slug =
        code(
            page(
                GatedPage.document("all", false, QUIZ.formatted(3))
                    .replaceFirst("\\{", VARIANT.formatted(tried))));
    List<Phone> met = List.of(new Phone(liana), new Phone(liana), new Phone(liana));
    met.forEach(phone -> phone.open("/c/" + slug));
    Instant between = clock.instant().plus(Duration.ofHours(1));
    clock.advance(Duration.ofHours(2));
    List<MemberId> members = met.stream().map(phone -> joins(phone, slug)).toList();
    clock.advance(Duration.ofDays(8));
    String batch =
        bought(
            members.get(0) + "," + between, // after the arm was met, before they came in
            members.get(1) + "," + between.plus(Duration.ofHours(2)),
            members.get(2) + "," + between.plus(Duration.ofDays(7))); // after their days
    assertThat(verdict(tried).path("mature").asInt()).isEqualTo(3);
    assertThat(sum(tried, "ordered")).isEqualTo(1);
    script.post("/purchase-batches/" + batch + "/take-back", "{}");
    assertThat(sum(tried, "ordered")).isZero();
  }

  @Test
  void an_answer_counts_when_it_was_sent_after_the_arm_was_met_whatever_was_answered_before() {
    String tried = started("answered", List.of("admitted"));
    String page =
        page(
            GatedPage.document(
                "all",
                false,
                ASKS.formatted("form", "first", "")
                    + ","
                    + ASKS.formatted("application", "second", FOR_B.formatted(tried))));
    String slug = code(page);
    List<Phone> met = List.of(new Phone(liana), new Phone(liana), new Phone(liana));
    for (Phone phone : met) {
      fills(phone, slug, "first");
    }
    clock.advance(Duration.ofMinutes(1));
    met.forEach(phone -> phone.open("/c/" + slug)); // and see the second gate
    clock.advance(Duration.ofMinutes(1));
    fills(met.get(0), slug, "second");
    fills(met.get(1), slug, "second");
    clock.advance(Duration.ofDays(7));
    assertThat(verdict(tried).path("mature").asInt()).isEqualTo(3);
    assertThat(sum(tried, "answered")).isEqualTo(2);
    assertThat(sum(tried, "admitted")).isZero();

    String answer =
        script.get("/pages/" + page + "/answers?state=waiting").json().at("/items/0/id").asString();
    assertThat(script.post("/answers/" + answer + "/approve", Map.of()).status()).isLessThan(300);
    assertThat(sum(tried, "answered"))
        .as("it was sent in time, whenever a person decided")
        .isEqualTo(2);
    assertThat(sum(tried, "admitted")).as("they were let through too late").isZero();
  }

  @Test
  void a_wrong_try_of_a_quiz_is_an_answer() {
    String tried = started("answered", List.of());
    String slug =
        code(
            page(
                GatedPage.document("all", false, QUIZ.formatted(3))
                    .replaceFirst("\\{", VARIANT.formatted(tried))));
    var phone = new Phone(liana);
    Screen screen = phone.open("/c/" + slug);
    phone.post(screen.form("quiz").replace("/quiz?", "/quiz/started?"), Map.of());
    var idle = new Phone(liana);
    Screen begun = idle.open("/c/" + slug);
    idle.post(begun.form("quiz").replace("/quiz?", "/quiz/started?"), Map.of());
    assertThat(phone.fill(screen, "quiz", Map.of("q0", "0")).status()).isEqualTo(422);
    clock.advance(Duration.ofDays(7));
    assertThat(sum(tried, "answered")).as("to begin is none").isEqualTo(1);
    assertThat(phone.fill(phone.open("/c/" + slug), "quiz", Map.of("q0", "1")).status())
        .isEqualTo(303);
    assertThat(sum(tried, "answered")).as("the first try was in time").isEqualTo(1);
  }

  @Test
  void the_first_week_goes_on_with_what_somebody_got_as_a_visitor() {
    String tried = started("joined", List.of());
    Visitor.Answer published =
        script.put(
            "/communities/" + community + "/onboarding",
            """
            {"running":true,"over":0,"document":{"again_after_days":30,"helpers":[],"kinds":[
              {"key":"a","name":"A","when":{"arms":["%1$s:a"]},"steps":[{"type":"greet","key":"greet","after":0,"text":"Plain {name|friend}"}]},
              {"key":"b","name":"B","when":{"arms":["%1$s:b"]},"steps":[{"type":"greet","key":"greet","after":0,"text":"Warm {name|friend}"}]},
              {"key":"all","name":"All","when":{},"steps":[{"type":"greet","key":"greet","after":0,"text":"Any {name|friend}"}]}]}}
            """
                .formatted(tried));
    assertThat(published.status()).as(published.text()).isEqualTo(200);
    String slug =
        code(
            page(
                GatedPage.document("all", false, "")
                    .replaceFirst("\\{", VARIANT.formatted(tried))));
    int a = 0;
    int b = 0;
    List<String> expected = new ArrayList<>();
    while (a < 2 || b < 2) {
      var phone = new Phone(liana);
      Screen screen = phone.open("/c/" + slug);
      boolean warm = screen.text().contains("Come in");
      a += warm ? 0 : 1;
      b += warm ? 1 : 0;
      String name = "N" + (a + b);
      comes(name, phone.open(screen.enter()).location());
      expected.add((warm ? "Warm " : "Plain ") + name);
      clock.advance(Duration.ofMinutes(1));
    }
    comes("Nobody", null);
    expected.add("Any Nobody");

    var first = new Phone(liana);
    var second = new Phone(liana);
    String door = first.open(first.open("/c/" + slug).enter()).location();
    second.open(second.open("/c/" + slug).enter());
    comes("Either", door);
    expected.add("Any Either");
    assertThat(said()).containsExactlyElementsOf(expected);
    JsonNode met = script.get("/experiments/" + tried).json();
    assertThat(met.at("/arms/0/visitors").asInt() + met.at("/arms/1/visitors").asInt())
        .isEqualTo(a + b + 2);
    assertThat(met.at("/arms/0/members").asInt() + met.at("/arms/1/members").asInt())
        .as("nobody meets it twice")
        .isZero();
  }

  /** Sends the quiz; what came of it is on the page. */
  private Screen sends(Phone phone, String slug, String answer) {
    phone.fill(phone.open("/c/" + slug), "quiz", Map.of("q0", answer));
    return phone.open("/c/" + slug);
  }

  private void fills(Phone phone, String slug, String gate) {
    Screen sent = phone.fill(phone.open("/c/" + slug), gate, Map.of("a.name", "N"));
    assertThat(sent.status()).as(sent.text()).isEqualTo(303);
  }

  private MemberId joins(Phone phone, String slug) {
    comes("Person " + ++people, phone.open(sends(phone, slug, "1").enter()).location());
    return new MemberId(
        liana
            .bean(JdbcTemplate.class)
            .queryForObject(
                "select member_id from acquisition_arrival where visitor = ?",
                Long.class,
                phone.visitor()));
  }

  private void orders(MemberId member, Instant at) {
    liana.bean(Steps.class).seen(Steps.Step.FIRST_ORDER, CommunityId.parse(community), member, at);
  }

  /** The number of the batch. */
  private String bought(String... lines) {
    var table = new StringBuilder("order,contact,member,at,amount\n");
    for (String line : lines) {
      int n = ++made;
      table.append("%d,who-%d,%s,10\n".formatted(n, n, line));
    }
    Visitor.Answer kept =
        script.send(
            "POST",
            "/communities/" + community + "/purchases/csv?keep=true",
            BodyPublishers.ofString(table.toString()),
            "text/csv");
    assertThat(kept.json().at("/counts/fresh").asInt()).as(kept.text()).isEqualTo(lines.length);
    return kept.json().at("/batch/id").asString();
  }

  private void comes(String name, String door) {
    String account = id(script.post("/sandbox/accounts", Map.of("name", name)));
    Visitor.Answer joined =
        script.post(
            "/sandbox/rooms/" + room.path("id").asString() + "/members",
            door == null
                ? Map.of("account_id", account)
                : Map.of("account_id", account, "via", door));
    assertThat(joined.status()).as(joined.text()).isLessThan(300);
    work();
  }

  private static JsonNode verdict(String experiment) {
    return script.get("/experiments/" + experiment + "/verdict").json();
  }

  /** How many of each arm did it. */
  private static List<Long> hits(JsonNode verdict, String metric) {
    JsonNode arms =
        verdict
            .path("metrics")
            .valueStream()
            .filter(one -> one.path("metric").asString().equals(metric))
            .findFirst()
            .orElseThrow()
            .at("/readout/arms");
    return arms.valueStream()
        .map(arm -> Math.round(arm.path("mean").asDouble() * arm.path("n").asInt()))
        .toList();
  }

  private static long sum(String experiment, String metric) {
    return hits(verdict(experiment), metric).stream().mapToLong(Long::longValue).sum();
  }

  /** What Liana said in the room. */
  private List<String> said() {
    return script
        .get("/sandbox/rooms/" + room.path("id").asString() + "/messages?limit=200")
        .json()
        .path("items")
        .valueStream()
        .filter(message -> message.at("/account/bot").asBoolean(false))
        .map(message -> message.path("text").asString(""))
        .filter(text -> !text.isEmpty())
        .toList()
        .reversed();
  }

  private static void work() {
    for (int i = 0; i < 3; i++) {
      liana.work();
      liana.bean(OnboardingWorker.class).runDue();
    }
    liana.work();
  }

  private String started(String metric, List<String> guardrails) {
    String experiment =
        id(
            script.post(
                "/communities/" + community + "/experiments",
                Map.of(
                    "name",
                    "Tried",
                    "unit",
                    "visitor",
                    "arms",
                    List.of(Map.of("key", "a", "name", "A"), Map.of("key", "b", "name", "B")),
                    "metric",
                    metric,
                    "guardrails",
                    guardrails,
                    "days",
                    7)));
    assertThat(script.post("/experiments/" + experiment + "/start", Map.of()).status())
        .isLessThan(300);
    return experiment;
  }

  private String page(String document) {
    return id(
        script.post(
            "/communities/" + community + "/pages",
            "{\"name\":\"Page\",\"document\":%s}".formatted(document)));
  }

  /** A live code that leads over this page into the room. */
  private String code(String page) {
    String plan =
        id(
            script.post(
                "/communities/" + community + "/plans",
                """
                {"name":"One room","document":{"rules":[],"otherwise":{"kind":"page","page":"%s","then":
                  {"kind":"pool","strategy":"fill_first","doors":[
                    {"key":"a","name":"A","group":"%s","url":"https://join.example/%s","show":"redirect","seats":50,"weight":1}]}},
                  "fallback":{"kind":"words","title":"Full","text":""}}}
                """
                    .formatted(page, room.path("group_id").asString(), made)));
    return script
        .post(
            "/communities/" + community + "/codes",
            Map.of("plan_id", plan, "codes", List.of(Map.of("label", "poster"))))
        .json()
        .at("/items/0/slug")
        .asString();
  }

  private static String id(Visitor.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isLessThan(300);
    return answer.json().path("id").asString();
  }
}
