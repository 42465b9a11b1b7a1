package io.liana.channel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.Command;
import io.liana.channel.Outcome;
import io.liana.community.Communities;
import io.liana.intake.IntakeWorker;
import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

class SandboxTest {
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-22T03:00:00Z"));
  private static RunningLiana liana;
  private static CommunityId community;
  private static int rooms;

  private Visitor script;
  private JsonNode room;
  private String ana;
  private String bo;
  private String chen;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock, "liana.intake.threads=0", "liana.delivery.threads=0", "liana.delivery.pace=0ms");
    community =
        liana
            .bean(Communities.class)
            .create("Riverside", ZoneId.of("Asia/Shanghai"), new Actor.Machine("test"))
            .id();
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void a_room_with_the_cast() {
    script = liana.script();
    room =
        script
            .post(
                "/sandbox/rooms",
                Map.of("community_id", community.toString(), "name", "Room " + ++rooms))
            .json();
    for (JsonNode account : script.get("/sandbox/accounts").json().path("items")) {
      switch (account.path("name").asString()) {
        case "Ana" -> ana = account.path("id").asString();
        case "Bo" -> bo = account.path("id").asString();
        case "Chen" -> chen = account.path("id").asString();
        default -> {}
      }
    }
  }

  @Test
  void a_room_is_a_group_and_what_happens_in_it_reaches_the_archive() {
    join(chen, ana);
    String said = say(chen, "hello").json().path("id").asString();
    script.patch(path("/messages/" + said), Map.of("account_id", chen, "text", "hello there"));
    script.post(path("/messages/" + said + "/recall"), Map.of("account_id", bo));
    script.delete(path("/members/" + chen));

    liana.bean(IntakeWorker.class).runDue();

    assertThat(archive())
        .extracting(row -> row.get("kind"))
        .containsExactly("join", "join", "join", "invite", "message", "edit", "recall", "leave");
    assertThat(archive().get(4).get("text")).isEqualTo("hello there");
    assertThat(archive().get(4).get("recalled_at")).isNotNull();
  }

  @Test
  void only_those_in_the_room_speak_and_the_muted_do_not() {
    assertThat(say(chen, "let me in").code()).isEqualTo("sandbox_not_in_room");
    join(chen, null);
    script.post(path("/members/" + chen + "/mute"), Map.of("account_id", bo, "minutes", 10));
    assertThat(say(chen, "hm").code()).isEqualTo("sandbox_muted");
    clock.advance(Duration.ofMinutes(11));
    assertThat(say(chen, "again").status()).isEqualTo(201);
  }

  @Test
  void plain_members_cannot_touch_what_others_wrote_or_put_them_out() {
    join(chen, null);
    String anas = say(ana, "house rules").json().path("id").asString();
    assertThat(
            script
                .patch(path("/messages/" + anas), Map.of("account_id", chen, "text", "mine"))
                .code())
        .isEqualTo("sandbox_not_yours");
    assertThat(
            script.post(path("/messages/" + anas + "/recall"), Map.of("account_id", chen)).code())
        .isEqualTo("sandbox_not_yours");
    assertThat(script.post(path("/members/" + bo + "/kick"), Map.of("account_id", chen)).code())
        .isEqualTo("sandbox_not_admin");
  }

  @Test
  void what_liana_is_asked_twice_to_say_she_says_once() {
    var connector = liana.bean(SandboxConnector.class);
    var send = new Command.SendText(room.path("id").asString(), "welcome", List.of(), null);
    Outcome first = connector.perform("liana", "key-" + rooms, send);
    Outcome second = connector.perform("liana", "key-" + rooms, send);
    assertThat(first).isInstanceOf(Outcome.Delivered.class).isEqualTo(second);
    assertThat(
            script
                .get(path("/messages"))
                .json()
                .path("items")
                .valueStream()
                .filter(m -> m.path("text").asString("").equals("welcome")))
        .hasSize(1);
  }

  @Test
  void a_banned_member_is_not_let_in_until_the_ban_is_lifted() {
    var connector = liana.bean(SandboxConnector.class);
    String id = room.path("id").asString();
    join(chen, null);
    assertThat(connector.perform("liana", "r1", new Command.RemoveMember(id, chen, true)))
        .isEqualTo(new Outcome.Delivered(null));
    assertThat(join(chen, null).code()).isEqualTo("sandbox_blacklisted");
    connector.perform("liana", "r2", new Command.LiftBan(id, chen));
    assertThat(join(chen, null).status()).isEqualTo(200);
  }

  @Test
  void the_platform_protects_its_owners_from_the_machine() {
    var outcome =
        liana
            .bean(SandboxConnector.class)
            .perform(
                "liana", "r3", new Command.RemoveMember(room.path("id").asString(), ana, true));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo("sandbox_protected"));
  }

  @Test
  void nonsense_is_refused_in_words() {
    assertThat(say(chen, "  ").code()).isEqualTo("bad_text");
    assertThat(script.get("/sandbox/rooms/abc").code()).isEqualTo("not_an_id");
    assertThat(script.get("/sandbox/rooms/999999").code()).isEqualTo("room_not_found");
    assertThat(
            script
                .post(
                    "/sandbox/rooms",
                    Map.of("community_id", community.toString(), "name", "Room " + rooms))
                .code())
        .isEqualTo("sandbox_name_taken");
  }

  private Visitor.Answer join(String account, String inviter) {
    return script.post(
        path("/members"),
        inviter == null
            ? Map.of("account_id", account)
            : Map.of("account_id", account, "invited_by", inviter));
  }

  private Visitor.Answer say(String account, String text) {
    return script.post(path("/messages"), Map.of("account_id", account, "text", text));
  }

  private String path(String below) {
    return "/sandbox/rooms/" + room.path("id").asString() + below;
  }

  private List<Map<String, Object>> archive() {
    return liana
        .bean(JdbcTemplate.class)
        .queryForList(
            "select * from channel_event where group_id = ? order by id",
            Long.valueOf(room.path("group_id").asString()));
  }
}
