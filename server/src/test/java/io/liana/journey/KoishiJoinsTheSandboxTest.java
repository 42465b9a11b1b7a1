package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Eventually;
import io.liana.kit.NodeProgram;
import io.liana.kit.RunningLiana;
import io.liana.kit.Visitor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Koishi with its own OneBot adapter joins a room: hears, answers, lists, takes back. */
@Tag("crosscheck")
class KoishiJoinsTheSandboxTest {
  @Test
  void a_bot_nobody_here_wrote_hears_answers_and_recalls() {
    Path folder = NodeProgram.installed("koishi");
    try (var liana = RunningLiana.fresh(Clock.systemUTC())) {
      Visitor script = liana.script();
      String community =
          id(script.post("/communities", Map.of("name", "Riverside", "zone", "Asia/Shanghai")));
      String room =
          id(script.post("/sandbox/rooms", Map.of("community_id", community, "name", "河畔")));
      String bot = id(script.post("/sandbox/accounts", Map.of("name", "Koishi", "bot", true)));
      String here = "/sandbox/rooms/" + room;
      script.post(here + "/members", Map.of("account_id", bot));
      script.patch(here + "/members/" + bot, Map.of("role", "admin"));
      String ana = named(script, "Ana");
      String token =
          script.post("/sandbox/accounts/" + bot + "/token", "{}").json().path("token").asString();
      Map<String, String> environment =
          Map.of(
              "ENDPOINT",
              liana.url().replaceFirst("http", "ws") + "/api/v1/sandbox/onebot",
              "SELF_ID",
              bot,
              "TOKEN",
              token);
      try (var koishi = NodeProgram.start(folder, "bot.cjs", environment)) {
        koishi.line("\"what\":\"login\"", "\"status\":1");

        String said = say(script, here, ana, "ping koishi, 你好 [CQ:at,qq=all]");
        assertThat(koishi.line("heard", "ping koishi")).contains("你好", "Ana");
        koishi.line("answered");
        assertThat(log(script, here)).contains("pong from koishi [&]");

        String advert = say(script, here, ana, "an advert");
        koishi.line("took back");
        Eventually.get(
            "it is taken back",
            () ->
                script
                    .get(here + "/messages")
                    .json()
                    .path("items")
                    .valueStream()
                    .anyMatch(
                        line ->
                            line.path("id").asString().equals(advert)
                                && line.at("/recalled_by/name").asString("").equals("Koishi")));
        koishi.line("recalled", advert);
        assertThat(said).isNotEqualTo(advert);

        say(script, here, ana, "who is here");
        assertThat(koishi.line("\"members\"")).contains("Ana", "Bo", "Koishi", "Liana");

        script.post(here + "/members", Map.of("account_id", named(script, "Chen")));
        koishi.line("joined", named(script, "Chen"));
        assertThat(koishi.lines()).noneMatch(line -> line.contains("\"failed\""));
      }
    }
  }

  private static String say(Visitor script, String here, String who, String text) {
    return id(script.post(here + "/messages", Map.of("account_id", who, "text", text)));
  }

  private static String log(Visitor script, String here) {
    return script.get(here + "/messages").text();
  }

  private static String named(Visitor script, String name) {
    return script
        .get("/sandbox/accounts")
        .json()
        .path("items")
        .valueStream()
        .filter(account -> account.path("name").asString().equals(name))
        .map(account -> account.path("id").asString())
        .findFirst()
        .orElseThrow();
  }

  private static String id(Visitor.Answer answer) {
    JsonNode id = answer.json().path("id");
    assertThat(id.isString()).as(answer.text()).isTrue();
    return id.asString();
  }
}
