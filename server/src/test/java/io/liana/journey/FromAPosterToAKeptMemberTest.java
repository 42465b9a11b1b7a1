package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Phone;
import io.liana.kit.Phone.Screen;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import io.liana.onboarding.OnboardingWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The whole way in: a poster is scanned, a quiz passed, the first group is full, so the second it
 * is; who came is greeted as one of the poster's, has read the rules, belongs to the poster's
 * channel, and a week later it is known what one who stayed has cost.
 */
class FromAPosterToAKeptMemberTest {
  private static final Instant TEN_IN_THE_MORNING = Instant.parse("2026-11-16T02:00:00Z");
  private static final String QUIZ =
      """
      {"kind":"quiz","key":"quiz","title":"群规问答","pass":1,"tries":2,"items":[
        {"text":"可以发广告吗？","options":["可以","不可以"],"right":[1]}]}
      """;
  private static final String WEEK =
      """
      {"again_after_days":30,"helpers":[],"kinds":[
        {"key":"poster","name":"From the poster","when":{"codes":["%s"]},"steps":[
          {"type":"greet","key":"greet","after":0,"text":"The poster brought you, {name|friend}!"},
          {"type":"rules","key":"rules","after":2,"text":"{name}, answer 'read'.","words":["read"]}]},
        {"key":"all","name":"Everybody","when":{},"steps":[
          {"type":"greet","key":"greet","after":0,"text":"Welcome, {name|friend}!"}]}]}
      """;
  private static final String PLAN =
      """
      {"name":"Two groups","document":{"rules":[],"otherwise":{"kind":"page","page":"%s","then":
        {"kind":"pool","strategy":"fill_first","doors":[
          {"key":"a","name":"A","group":"%s","url":"https://join.example/a","show":"redirect","seats":1,"weight":1},
          {"key":"b","name":"B","group":"%s","url":"https://join.example/b","show":"redirect","seats":9,"weight":1}]}},
        "fallback":{"kind":"words","title":"Full","text":""}}}
      """;

  private static final TurnableClock clock = new TurnableClock(TEN_IN_THE_MORNING);
  private static RunningLiana liana;
  private static Visitor script;

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

  @Test
  void a_poster_brings_two_of_three_in_and_keeps_one() {
    String community =
        id(script.post("/communities", Map.of("name", "Riverside", "zone", "Asia/Shanghai")));
    String at = "/communities/" + community;
    JsonNode first = room(community, "First room");
    JsonNode second = room(community, "Second room");
    work();
    String page =
        id(
            script.post(
                at + "/pages",
                "{\"name\":\"Quiz\",\"document\":{\"title\":\"河畔\",\"text\":\"欢迎\",\"combine\":\"all\",\"captcha\":true,\"gates\":[%s]}}"
                    .formatted(QUIZ)));
    String plan =
        id(
            script.post(
                at + "/plans",
                PLAN.formatted(
                    page, first.path("group_id").asString(), second.path("group_id").asString())));
    String channel = id(script.post(at + "/channels", Map.of("name", "Poster")));
    paid(channel, 5_000);
    String slug =
        script
            .post(
                at + "/codes",
                Map.of(
                    "plan_id",
                    plan,
                    "codes",
                    List.of(Map.of("label", "poster", "channel_id", channel))))
            .json()
            .at("/items/0/slug")
            .asString();
    Visitor.Answer week =
        script.put(
            at + "/onboarding",
            "{\"document\":%s,\"running\":true,\"over\":0}".formatted(WEEK.formatted(slug)));
    assertThat(week.status()).as(week.text()).isEqualTo(200);

    String bea = person("Bea");
    comes(bea, first, passesTheQuiz(slug));
    String chen = person("Chen");
    String door = passesTheQuiz(slug);
    assertThat(door).as("the first group is full").isEqualTo("https://join.example/b");
    clock.advance(Duration.ofMinutes(1));
    comes(chen, second, door);
    assertThat(passesTheQuiz(slug)).as("Dan has a seat, and never comes").endsWith("/b");

    assertThat(said(second)).containsExactly("The poster brought you, Chen!");
    clock.advance(Duration.ofMinutes(3));
    work();
    assertThat(said(second)).last().isEqualTo("Chen, answer 'read'.");
    says(chen, second, "I have read them");
    assertThat(script.get(at + "/newcomers").json().at("/counts/acknowledged").asInt())
        .isEqualTo(1);

    clock.advance(Duration.ofDays(2));
    script.delete("/sandbox/rooms/" + first.path("id").asString() + "/members/" + bea);
    work();
    clock.advance(Duration.ofDays(6));
    work();

    JsonNode row = funnel(at, channel);
    assertThat(people(row, "scan")).isEqualTo(3);
    assertThat(people(row, "landing")).isEqualTo(3);
    assertThat(people(row, "gate")).isEqualTo(3);
    assertThat(people(row, "joined")).isEqualTo(2);
    assertThat(people(row, "spoke")).isEqualTo(1);
    assertThat(people(row, "stayed")).isEqualTo(1);
    assertThat(row.path("kept").asInt()).isEqualTo(1);
    assertThat(row.path("cost").asLong()).isEqualTo(5_000);
    assertThat(row.path("cac").asLong()).as("50 yuan for the one who stayed").isEqualTo(5_000);
    assertThat(script.get(at + "/arrivals").json().path("items").valueStream())
        .hasSize(2)
        .allMatch(arrival -> arrival.path("channel_id").asString().equals(channel));
  }

  private static JsonNode room(String community, String name) {
    return script
        .post(
            "/sandbox/rooms",
            Map.of("community_id", community, "name", name, "with_personas", false))
        .json();
  }

  private static void paid(String channel, long amount) {
    Visitor.Answer paid =
        script.put(
            "/channels/" + channel + "/costs",
            Map.of("costs", List.of(Map.of("day", "2026-11-16", "amount", amount))));
    assertThat(paid.status()).as(paid.text()).isLessThan(300);
  }

  private static String person(String name) {
    return id(script.post("/sandbox/accounts", Map.of("name", name)));
  }

  /** Another phone each time; where it is sent in the end. */
  private static String passesTheQuiz(String slug) {
    var phone = new Phone(liana);
    Screen quiz = phone.open("/c/" + slug);
    Screen right = phone.fill(quiz, "quiz", Map.of("q0", "1"));
    assertThat(right.status()).as(right.text()).isEqualTo(303);
    return phone.open(phone.open(right.location()).enter()).location();
  }

  private static void comes(String account, JsonNode room, String door) {
    Visitor.Answer joined =
        script.post(
            "/sandbox/rooms/" + room.path("id").asString() + "/members",
            Map.of("account_id", account, "via", door));
    assertThat(joined.status()).as(joined.text()).isLessThan(300);
    work();
  }

  private static void says(String account, JsonNode room, String text) {
    script.post(
        "/sandbox/rooms/" + room.path("id").asString() + "/messages",
        Map.of("account_id", account, "text", text));
    work();
  }

  /** What Liana said in the room. */
  private static List<String> said(JsonNode room) {
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

  private static JsonNode funnel(String at, String channel) {
    return script
        .get(at + "/funnel?from=2026-11-16&to=2026-11-30")
        .json()
        .path("rows")
        .valueStream()
        .filter(row -> row.path("channel_id").asString("").equals(channel))
        .findFirst()
        .orElseThrow();
  }

  private static int people(JsonNode row, String step) {
    return row.path("steps")
        .valueStream()
        .filter(one -> one.path("step").asString().equals(step))
        .findFirst()
        .orElseThrow()
        .path("people")
        .asInt(-1);
  }

  private static void work() {
    for (int i = 0; i < 3; i++) {
      liana.work();
      liana.bean(OnboardingWorker.class).runDue();
    }
    liana.work();
  }

  private static String id(Visitor.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isLessThan(300);
    return answer.json().path("id").asString();
  }
}
