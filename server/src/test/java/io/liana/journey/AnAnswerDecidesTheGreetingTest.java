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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What somebody answered before they came in decides how they are greeted. */
class AnAnswerDecidesTheGreetingTest {
  private static final String FORM =
      """
      {"kind":"form","key":"form","title":"认识一下","questions":[
        {"key":"likes","kind":"one","label":"喜欢什么","required":true,"options":["茶","书"]},
        {"key":"born","kind":"birthday","label":"生日","required":false},
        {"key":"word","kind":"text","label":"一句话","required":false},
        {"key":"yes","kind":"consent","label":"可以在生日祝贺我","required":false}]}
      """;
  private static final String PLAN =
      """
      {"name":"One room","document":{"rules":[],"otherwise":{"kind":"page","page":"%s","then":
        {"kind":"pool","strategy":"fill_first","doors":[
          {"key":"a","name":"A","group":"%s","url":"https://join.example/%s","show":"redirect","seats":50,"weight":1}]}},
        "fallback":{"kind":"words","title":"Full","text":""}}}
      """;
  private static final String WEEK =
      """
      {"again_after_days":30,"helpers":[],"kinds":[
        {"key":"tea","name":"Tea","when":{"answers":[{"page":%1$s,"gate":"form","question":"likes","is":["茶"]}]},"steps":[
          {"type":"greet","key":"greet","after":0,"text":"{name|friend}, {answer_likes|something} is ready. {answer_word|-}"}]},
        {"key":"all","name":"Everybody","when":{},"steps":[
          {"type":"greet","key":"greet","after":0,"text":"Welcome, {name|friend}: {answer_likes|whatever you like}."}]}]}
      """;

  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-16T02:00:00Z"));
  private static RunningLiana liana;
  private static Visitor script;
  private static int made;

  private String community;
  private JsonNode room;
  private String slug;
  private String week;

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
    String at = "/communities/" + community;
    room =
        script
            .post(
                "/sandbox/rooms",
                Map.of("community_id", community, "name", name, "with_personas", false))
            .json();
    work();
    String page =
        id(
            script.post(
                at + "/pages",
                "{\"name\":\"Form\",\"document\":{\"title\":\"河畔\",\"text\":\"欢迎\",\"combine\":\"all\",\"captcha\":false,\"gates\":[%s]}}"
                    .formatted(FORM)));
    String plan =
        id(
            script.post(
                at + "/plans", PLAN.formatted(page, room.path("group_id").asString(), made)));
    slug =
        script
            .post(
                at + "/codes", Map.of("plan_id", plan, "codes", List.of(Map.of("label", "poster"))))
            .json()
            .at("/items/0/slug")
            .asString();
    week = WEEK.formatted(page);
    Visitor.Answer published =
        script.put(
            at + "/onboarding", "{\"document\":%s,\"running\":true,\"over\":0}".formatted(week));
    assertThat(published.status()).as(published.text()).isEqualTo(200);
  }

  @Test
  void two_who_answer_differently_are_greeted_differently_and_birthdays_are_remembered() {
    String door = answers(Map.of("a.likes", "茶", "a.born", "1990-05-17", "a.yes", "yes"));
    comes("Mei", door);
    clock.advance(Duration.ofMinutes(1));
    comes("Bo", answers(Map.of("a.likes", "书", "a.born", "1991-06-18")));
    assertThat(said()).containsExactly("Mei, 茶 is ready. -", "Welcome, Bo: 书.");

    assertThat(member("Mei").path("birthday").asString()).isEqualTo("05-17");
    assertThat(member("Bo").path("birthday").isNull())
        .as("no birthday is kept without the consent that was asked for")
        .isTrue();
    assertThat(script.get("/journal?community=" + community + "&kind=newcomer_told").text())
        .contains("\"kind\":\"tea\"");

    JsonNode rehearsed =
        script
            .post(
                "/communities/" + community + "/onboarding/rehearsal",
                "{\"document\":%s}".formatted(week))
            .json();
    assertThat(rehearsed.at("/kinds/0/key").asString()).isEqualTo("tea");
    assertThat(rehearsed.at("/kinds/0/newcomers").asInt()).isEqualTo(1);
    assertThat(rehearsed.at("/samples").toString()).contains("Mei, 茶 is ready.");
  }

  @Test
  void what_somebody_typed_is_not_said_aloud_in_our_name() {
    comes("Lucky", answers(Map.of("a.likes", "茶", "a.word", "buy at https://evil.example")));
    assertThat(said()).containsExactly("Lucky, 茶 is ready. -");
  }

  @Test
  void of_two_browsers_that_were_waited_for_nobody_guesses_whose_answers_are_whose() {
    String door = answers(Map.of("a.likes", "茶", "a.born", "1990-05-17", "a.yes", "yes"));
    answers(Map.of("a.likes", "书"));
    comes("Chen", door);
    assertThat(said()).containsExactly("Welcome, Chen: whatever you like.");
    assertThat(member("Chen").path("birthday").isNull()).isTrue();
  }

  @Test
  void a_condition_without_an_answer_is_refused() {
    Visitor.Answer refused =
        script.put(
            "/communities/" + community + "/onboarding",
            """
            {"document":{"kinds":[{"key":"x","name":"x","when":{"answers":[{"page":1,"gate":"form","question":"likes","is":[]}]},"steps":[]}]},"running":true,"over":1}
            """);
    assertThat(refused.code()).isEqualTo("invalid_request");
  }

  /** Another phone each time; where it is sent in the end. */
  private String answers(Map<String, String> fields) {
    var phone = new Phone(liana);
    Screen form = phone.open("/c/" + slug);
    Screen kept = phone.fill(form, "form", fields);
    assertThat(kept.status()).as(kept.text()).isEqualTo(303);
    return phone.open(phone.open(kept.location()).enter()).location();
  }

  private void comes(String name, String door) {
    String account = id(script.post("/sandbox/accounts", Map.of("name", name)));
    Visitor.Answer joined =
        script.post(
            "/sandbox/rooms/" + room.path("id").asString() + "/members",
            Map.of("account_id", account, "via", door));
    assertThat(joined.status()).as(joined.text()).isLessThan(300);
    work();
  }

  private JsonNode member(String name) {
    JsonNode found =
        script
            .get("/groups/" + room.path("group_id").asString() + "/members?q=" + name)
            .json()
            .at("/items/0");
    assertThat(found.path("name").asString()).isEqualTo(name);
    return script.get("/members/" + found.path("id").asString()).json();
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

  private static String id(Visitor.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isLessThan(300);
    return answer.json().path("id").asString();
  }
}
