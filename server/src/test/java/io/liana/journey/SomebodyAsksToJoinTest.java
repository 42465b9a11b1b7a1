package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.admission.AdmissionWorker;
import io.liana.kit.Eventually;
import io.liana.kit.RunningLiana;
import io.liana.kit.Simulation;
import io.liana.kit.Telegram;
import io.liana.kit.TelegramGroup;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/**
 * People knock at a room of the sandbox, at a QQ group and at a Telegram group: rules let in who
 * knows the word, refuse who is blacklisted or asks too often, and leave the rest to a person.
 */
class SomebodyAsksToJoinTest {
  private static final String RULES =
      """
      {"rules":[
        {"key":"often","name":"Asks too often","mode":"on","triggers":[{"type":"join_asked"}],
         "conditions":[{"type":"asked_times","at_least":3}],"effects":[{"type":"refuse","text":"Enough, {name}."}]},
        {"key":"word","name":"Knows the word","mode":"on","triggers":[{"type":"join_asked"}],
         "conditions":[{"type":"answer","match":"exact","words":["河畔"]}],"effects":[{"type":"approve"}]},
        {"key":"advert","name":"Sells something","mode":"on","triggers":[{"type":"join_asked"}],
         "conditions":[{"type":"answer","match":"contains","words":["代充"]}],"effects":[{"type":"refuse","text":"Not for {group}"}]},
        {"key":"rest","name":"Somebody looks","mode":"on","triggers":[{"type":"join_asked"}],"conditions":[],"effects":[{"type":"leave"}]}
      ]}
      """;
  private static final TurnableClock clock = new TurnableClock(Instant.now());
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
            "liana.onebot.quiet=24h",
            "liana.onebot.answer=2s",
            "liana.telegram.threads=0",
            "liana.admission.threads=0");
    script = liana.script();
  }

  @AfterAll
  static void stop() {
    TelegramGroup.closeAll();
    liana.close();
  }

  /** A room of the sandbox in a community with the rules above. */
  private record Room(String community, String number, String group) {
    static Room open(String name, String rules) {
      String community =
          id(script.post("/communities", Map.of("name", name, "zone", "Asia/Shanghai")).json());
      publish(community, rules);
      JsonNode room =
          script
              .post("/sandbox/rooms", Map.of("community_id", community, "name", name + " room"))
              .json();
      liana.work();
      return new Room(community, id(room), room.path("group_id").asString());
    }

    void asks(String account, String text) {
      assertThat(
              script
                  .post(
                      "/sandbox/rooms/" + number + "/requests",
                      Map.of("account_id", account, "text", text))
                  .status())
          .isEqualTo(201);
      liana.work();
    }

    JsonNode look() {
      return script.get("/sandbox/rooms/" + number).json();
    }

    boolean holds(String account) {
      return look()
          .path("members")
          .valueStream()
          .anyMatch(m -> id(m.path("account")).equals(account));
    }
  }

  /**
   * A QQ group whose requests come to a community with the rules above. It is the same group every
   * time, so it stays in the community it was put into first.
   */
  private record Door(String community, String account) {
    private static @Nullable String place;

    static Door open(Simulation qq) {
      String name = "Riverside QQ";
      if (place == null) {
        place =
            id(script.post("/communities", Map.of("name", name, "zone", "Asia/Shanghai")).json());
        publish(place, RULES);
      }
      String community = place;
      Map<String, Object> wish =
          Map.of(
              "platform",
              "onebot",
              "name",
              name,
              "values",
              Map.of("self_id", "10001", "url", qq.socket()),
              "community_id",
              community);
      String account = id(script.post("/accounts", wish).json());
      Eventually.get(
          "the group has its place",
          () ->
              script
                  .get("/accounts/" + account + "/groups")
                  .json()
                  .at("/items/0/group_id")
                  .asString(null));
      // The group may be known from the account before; what is said before the line stands is
      // lost.
      Eventually.get(
          "the line stands",
          () -> {
            liana.work();
            return script.get("/accounts/" + account).json().path("reachable").asBoolean(false)
                ? account
                : null;
          });
      return new Door(community, account);
    }
  }

  @Test
  void who_knows_the_word_is_in_who_sells_is_out_and_the_rest_wait_for_a_person() {
    Room room = Room.open("Riverside door", RULES);
    String chen = persona("newcomer");
    String seller = persona("advertiser");
    String dan = newcomer("Dan at the door");
    room.asks(chen, "河 畔");
    room.asks(seller, "低价代充");
    room.asks(dan, "let me in please");

    assertThat(room.holds(chen)).isTrue();
    assertThat(room.holds(seller) || room.holds(dan)).isFalse();
    assertThat(request(room, "低价代充").path("state").asString()).isEqualTo("refused");
    assertThat(request(room, "低价代充").at("/decided_by/name").asString()).isEqualTo("rule:advert");
    assertThat(room.look().path("requests").toString()).contains("Not for Riverside door room");
    JsonNode waiting = request(room, "let me in please");
    assertThat(waiting.path("state").asString()).isEqualTo("waiting");
    assertThat(waiting.at("/member/name").asString()).isEqualTo("Dan at the door");

    String path = "/join-requests/" + id(waiting);
    assertThat(script.post(path + "/approve", "{}").json().path("state").asString())
        .isEqualTo("approving");
    assertThat(script.post(path + "/refuse", "{}").status()).isEqualTo(409);
    liana.work();
    assertThat(room.holds(dan)).isTrue();
    assertThat(request(room, "let me in please").path("state").asString()).isEqualTo("approved");
    assertThat(
            script
                .get("/communities/" + room.community + "/join-requests?state=open")
                .json()
                .path("items"))
        .isEmpty();
  }

  @Test
  void who_asks_for_the_third_time_is_told_that_it_is_enough() {
    Room room = Room.open("Riverside patience", RULES);
    String eve = newcomer("Eve at the door");
    room.asks(eve, "one");
    room.asks(eve, "two");
    assertThat(states(room)).containsExactly("waiting", "gone"); // newest first: one at a time
    room.asks(eve, "three");
    assertThat(states(room)).containsExactly("refused", "gone", "gone");
    assertThat(room.look().path("requests").toString()).contains("Enough, Eve at the door.");
    assertThat(request(room, "three").path("times").asInt()).isEqualTo(3);
  }

  @Test
  void who_is_blacklisted_is_refused_whatever_the_rules_say() {
    Room room = Room.open("Riverside list", RULES);
    String mallory = newcomer("Mallory at the door");
    room.asks(mallory, "just looking");
    String member = request(room, "just looking").at("/member/id").asString();
    liana
        .bean(io.liana.moderation.Blacklist.class)
        .add(
            io.liana.kernel.CommunityId.parse(room.community),
            new io.liana.kernel.MemberId(Long.parseLong(member)),
            null);
    room.asks(mallory, "河畔"); // the word, but it is not theirs to say
    assertThat(request(room, "河畔").path("state").asString()).isEqualTo("refused");
    assertThat(request(room, "河畔").at("/decided_by/name").asString()).isEqualTo("blacklist");
    assertThat(room.holds(mallory)).isFalse();
  }

  @Test
  void a_request_answered_elsewhere_is_closed_by_the_join() {
    Room room = Room.open("Riverside elsewhere", RULES);
    String fay = newcomer("Fay at the door");
    room.asks(fay, "hello?");
    script.post("/sandbox/rooms/" + room.number + "/members", Map.of("account_id", fay));
    liana.work();
    JsonNode request = request(room, "hello?");
    assertThat(request.path("state").asString()).isEqualTo("approved");
    assertThat(request.path("decided_by").isNull()).isTrue();
  }

  @Test
  void a_rehearsal_shows_whom_a_draft_would_have_answered_how() {
    Room room = Room.open("Riverside rehearsal", "{\"rules\":[]}");
    room.asks(newcomer("Gil at the door"), "河畔");
    room.asks(newcomer("Hal at the door"), "代充");
    room.asks(newcomer("Ida at the door"), "hm");
    assertThat(states(room)).containsExactly("waiting", "waiting", "waiting");
    script.put("/communities/" + room.community + "/rules/draft", RULES);
    String started =
        id(
            script
                .post(
                    "/communities/" + room.community + "/rules/rehearsals",
                    Map.of("group_id", room.group))
                .json());
    String path = "/communities/" + room.community + "/rules/rehearsals/" + started;
    JsonNode done =
        Eventually.get(
            "the rehearsal is done",
            () -> {
              JsonNode now = script.get(path).json();
              return now.path("state").asString().equals("done") ? now : null;
            });
    assertThat(done.at("/draft/approved").asInt()).isEqualTo(1);
    assertThat(done.at("/draft/refused").asInt()).isEqualTo(1);
    assertThat(done.at("/draft/left").asInt()).isEqualTo(1);
    assertThat(script.get(path + "/members").text()).contains("\"approve\"", "\"refuse\"");
    assertThat(states(room)).containsExactly("waiting", "waiting", "waiting");
  }

  @Test
  void a_qq_flag_is_used_once_though_the_event_comes_twice_and_the_answer_is_lost() {
    try (Simulation qq = Simulation.of("onebot")) {
      Door door = Door.open(qq);
      String community = door.community;
      qq.post("/control/misbehave", Map.of("duplicate_events", 1));
      qq.post("/control/ask", Map.of("user", "60011", "comment", "问题：河畔的暗号是？\n答案：河畔"));
      eventually(community, "60011", "approved");
      settle();
      assertThat(answers(qq)).isEqualTo(1);
      assertThat(ofQq(community, "60011")).as("the event came twice").hasSize(1);

      // the platform lets them in and its answer is lost: in doubt, closed by the join, never asked
      // again
      qq.post("/control/misbehave", Map.of("no_answer", 1));
      qq.post("/control/ask", Map.of("user", "60012", "comment", "答案：河畔"));
      eventually(community, "60012", "approved");
      settle();
      assertThat(answers(qq)).isEqualTo(2);
      assertThat(script.get("/tasks?state=open&community=" + community).json().path("items"))
          .isEmpty();

      // a question that holds the word is no answer that knows it
      qq.post("/control/ask", Map.of("user", "60013", "comment", "问题：河畔的暗号是？\n答案：不知道"));
      eventually(community, "60013", "waiting");
      assertThat(answers(qq)).isEqualTo(2);
      script.delete("/accounts/" + door.account);
    }
  }

  @Test
  void where_the_account_is_no_administrator_any_more_the_answer_is_a_persons_task() {
    try (Simulation qq = Simulation.of("onebot")) {
      Door door = Door.open(qq);
      long since = Instant.parse("2009-05-04T00:00:00Z").getEpochSecond();
      qq.post("/control/ask", Map.of("user", "60021", "comment", "答案：不知道", "registered", since));
      eventually(door.community, "60021", "waiting");
      liana.bean(AdmissionWorker.class).runDue();
      JsonNode asked = ofQq(door.community, "60021").getFirst();
      assertThat(asked.path("account_since").asString()).isEqualTo("2009-05-04T00:00:00Z");
      qq.post("/control/role", Map.of("user", "10001", "role", "member"));
      Eventually.get(
          "we know that we are no administrator",
          () -> {
            liana.work();
            String abilities = script.get("/accounts/" + door.account + "/capabilities").text();
            return abilities.contains("not_administrator") ? abilities : null;
          });
      script.post("/join-requests/" + id(asked) + "/approve", "{}");
      settle();
      assertThat(answers(qq)).as("QQ was not asked for what it refuses").isZero();
      JsonNode task =
          script.get("/tasks?state=open&community=" + door.community).json().at("/items/0");
      assertThat(task.path("kind").asString()).isEqualTo("perform");
      assertThat(task.path("title").asString()).isEqualTo("answer_join_request");
      script.post("/tasks/" + id(task) + "/done", Map.of());
      assertThat(ofQq(door.community, "60021").getFirst().path("state").asString())
          .isEqualTo("approved");
      qq.post("/control/role", Map.of("user", "10001", "role", "admin"));
      Eventually.get(
          "the right is back for the next test",
          () -> {
            liana.work();
            String abilities = script.get("/accounts/" + door.account + "/capabilities").text();
            return abilities.contains("not_administrator") ? null : abilities;
          });
      script.delete("/accounts/" + door.account);
    }
  }

  @Test
  void what_nobody_answers_for_two_weeks_expires_and_says_so() {
    Room room = Room.open("Riverside late", RULES);
    String lee = newcomer("Lee at the door");
    room.asks(lee, "anybody there?");
    waitedFor(room, Duration.ofDays(14).minusMinutes(1));
    liana.bean(AdmissionWorker.class).runDue();
    assertThat(states(room)).containsExactly("waiting");
    waitedFor(room, Duration.ofDays(14).plusMinutes(1));
    liana.bean(AdmissionWorker.class).runDue();
    JsonNode expired = request(room, "anybody there?");
    assertThat(expired.path("state").asString()).isEqualTo("expired");
    assertThat(expired.path("closed_at").isNull()).isFalse();
    assertThat(expired.path("account_since").isNull()).as("the sandbox does not tell").isTrue();
    Visitor.Answer late = script.post("/join-requests/" + id(expired) + "/approve", "{}");
    assertThat(late.code()).isEqualTo("join_request_closed");
    assertThat(script.get("/journal?community=" + room.community).text())
        .contains("join_request_expired");
    room.asks(lee, "河畔");
    assertThat(room.holds(lee)).as("asking anew is a request of its own").isTrue();
  }

  /** The clock stays: other tests of the class share it with a platform that lives by its own. */
  private static void waitedFor(Room room, Duration length) {
    liana
        .bean(JdbcTemplate.class)
        .update(
            "update admission_request set asked_at = cast(? as timestamptz) where community_id = ?",
            clock.instant().minus(length).toString(),
            Long.parseLong(room.community));
  }

  @Test
  void who_asks_on_telegram_waits_with_the_link_they_came_by_until_a_person_answers() {
    try (Telegram telegram = Telegram.start()) {
      TelegramGroup riverside = TelegramGroup.open(liana, telegram, clock, Map.of());
      publish(riverside.community, RULES);
      String links = "/accounts/" + riverside.account + "/invite-links";
      assertThat(script.post(links, Map.of("group", "-1", "name", "gate")).status()).isEqualTo(404);
      String gate =
          script
              .post(links, Map.of("group", riverside.groupKey(), "name", "gate", "asks", true))
              .json()
              .path("url")
              .asString();
      long jo = telegram.user("Jo");
      telegram.act("join", Map.of("chat", riverside.chat, "user", jo, "link", gate));
      riverside.work();
      JsonNode asked = requests(riverside.community).getFirst();
      assertThat(asked.path("state").asString()).isEqualTo("waiting");
      assertThat(asked.path("via").asString()).isEqualTo(gate);
      assertThat(asked.path("via_name").asString()).isEqualTo("gate");
      script.post("/join-requests/" + id(asked) + "/approve", "{}");
      riverside.workFor(Duration.ofSeconds(2));
      assertThat(telegram.member(riverside.chat, jo).path("status").asString()).isEqualTo("member");
      assertThat(requests(riverside.community).getFirst().path("state").asString())
          .isEqualTo("approved");
      assertThat(script.get(links).json().at("/items/0/here").asInt()).isEqualTo(1);
      telegram.act("leave", Map.of("chat", riverside.chat, "user", jo));
      riverside.work();
      assertThat(script.get(links).json().at("/items/0/came").asInt()).isEqualTo(1);
      assertThat(script.get(links).json().at("/items/0/here").asInt()).isZero();
      JsonNode revoked = script.post(links + "/revoke", Map.of("url", gate)).json();
      assertThat(revoked.path("revoked_at").isNull()).isFalse();
      assertThat(
              telegram
                  .act(
                      "join",
                      Map.of("chat", riverside.chat, "user", telegram.user("Kim"), "link", gate))
                  .path("joined")
                  .asBoolean())
          .isFalse();
      riverside.work();
      assertThat(requests(riverside.community)).hasSize(1); // a dead link asks nobody
      TelegramGroup.closeAll();
    }
  }

  // ---- the parts these are made of

  private static void publish(String community, String rules) {
    String path = "/communities/" + community + "/rules";
    assertThat(script.put(path + "/draft", rules).status()).isEqualTo(200);
    assertThat(script.post(path + "/publish", Map.of("note", "the door")).status()).isEqualTo(200);
  }

  private static void eventually(String community, String number, String state) {
    Eventually.get(
        number + " is " + state,
        () -> {
          clock.advance(Duration.ofSeconds(1));
          liana.work();
          return ofQq(community, number).stream()
              .anyMatch(one -> one.path("state").asString().equals(state));
        });
  }

  private static void settle() {
    for (int i = 0; i < 10; i++) {
      liana.work();
      clock.advance(Duration.ofSeconds(5));
    }
  }

  private static long answers(Simulation qq) {
    return qq.get("/control/world")
        .path("calls")
        .valueStream()
        .filter(call -> call.path("action").asString().equals("set_group_add_request"))
        .count();
  }

  private static List<JsonNode> requests(String community) {
    return script
        .get("/communities/" + community + "/join-requests")
        .json()
        .path("items")
        .valueStream()
        .toList();
  }

  private static List<JsonNode> ofQq(String community, String number) {
    return requests(community).stream()
        .filter(one -> one.at("/member/name").asString().contains(number))
        .toList();
  }

  private static JsonNode request(Room room, String text) {
    return requests(room.community).stream()
        .filter(one -> one.path("text").asString("").replace(" ", "").equals(text.replace(" ", "")))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> states(Room room) {
    return requests(room.community).stream().map(one -> one.path("state").asString()).toList();
  }

  private static String persona(String persona) {
    return script
        .get("/sandbox/accounts")
        .json()
        .path("items")
        .valueStream()
        .filter(account -> account.path("persona").asString().equals(persona))
        .map(SomebodyAsksToJoinTest::id)
        .findFirst()
        .orElseThrow();
  }

  private static String newcomer(String name) {
    return id(script.post("/sandbox/accounts", Map.of("name", name)).json());
  }

  private static String id(JsonNode json) {
    return json.path("id").asString();
  }
}
