package io.liana.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Eventually;
import io.liana.kit.LianaProcess;
import io.liana.kit.Simulation;
import io.liana.kit.Visitor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code ./liana doctor} beside a real server, with a bot of the simulator. */
class DoctorTest {
  @TempDir Path folder;

  @Test
  void an_account_is_walked_through_and_each_failed_step_shows_one_action() {
    try (var bot = Simulation.of("onebot");
        var liana = LianaProcess.up(folder, "--allow-private", "127.0.0.1,::1")) {
      Visitor script = liana.script();
      String account =
          script
              .post(
                  "/accounts",
                  Map.of(
                      "platform",
                      "onebot",
                      "name",
                      "QQ",
                      "values",
                      Map.of("self_id", "10001", "url", bot.socket())))
              .json()
              .path("id")
              .asString();
      Eventually.get(
          "the bot's groups are known",
          () -> !script.get("/accounts/" + account + "/groups").json().path("items").isEmpty());

      assertThat(found())
          .containsSubsequence(
              "ok onebot 10001: connection",
              "ok onebot 10001: token",
              "ok onebot 10001: number",
              "ok onebot 10001: online",
              "ok onebot 10001: groups",
              "ok onebot 10001: administrator");

      bot.post("/control/role", Map.of("user", "10001", "role", "member"));
      JsonNode rights = Eventually.get("the lost right is found", this::failed);
      assertThat(rights.path("found").asString()).contains("onebot 10001: administrator failed");
      assertThat(rights.path("advice").asString())
          .startsWith("make administrator; http://localhost:")
          .endsWith("/accounts/" + account + " says how");

      bot.post("/control/role", Map.of("user", "10001", "role", "admin"));
      Eventually.get(
          "all is well again", () -> found().stream().noneMatch(f -> f.startsWith("BAD")));
      bot.kill();
      JsonNode lost = Eventually.get("the lost connection is found", this::failed);
      assertThat(lost.path("found").asString())
          .contains("onebot 10001: connection failed")
          .doesNotContain("null");
      assertThat(lost.path("advice").asString()).startsWith("check the address; ");
      assertThat(doctor().path("ok").asBoolean()).isFalse();
    }
  }

  @Test
  void an_official_account_is_walked_through_too() {
    try (var wechat = Simulation.of("officialaccount");
        var liana = LianaProcess.up(folder, "--allow-private", "127.0.0.1,::1")) {
      JsonNode made = wechat.post("/simulator/accounts", Map.of("safe", true));
      String app = made.path("app_id").asString();
      Map<String, String> values = new HashMap<>(Map.of("api", wechat.url().toString()));
      List.of("app_id", "app_secret", "callback_token", "encoding_aes_key")
          .forEach(field -> values.put(field, made.path(field).asString()));
      liana
          .script()
          .post(
              "/accounts",
              Map.of("platform", "officialaccount", "name", "Riverside", "values", values));

      JsonNode unset = failed();
      assertThat(unset.path("found").asString())
          .isEqualTo("officialaccount %s: callback failed {}".formatted(app));
      assertThat(unset.path("advice").asString())
          .startsWith("officialaccount set server address; ");

      String address = liana.url() + "/api/v1/hooks/officialaccount/" + app;
      wechat.post("/simulator/accounts/" + app + "/server", Map.of("url", address));
      assertThat(found())
          .containsExactly(
              "ok officialaccount %s: token".formatted(app),
              "ok officialaccount %s: officialaccount rights".formatted(app),
              "ok officialaccount %s: officialaccount quota".formatted(app),
              "ok officialaccount %s: callback".formatted(app),
              "ok officialaccount %s: officialaccount encrypted".formatted(app));

      wechat.post(
          "/simulator/accounts/" + app + "/faults",
          Map.of("errors", Map.of("/openapi/quota/get", List.of(48001))));
      assertThat(failed().path("advice").asString()).startsWith("officialaccount verify account; ");
    }
  }

  private JsonNode failed() {
    List<JsonNode> all =
        accounts().stream().filter(finding -> !finding.path("ok").asBoolean()).toList();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private List<String> found() {
    return accounts().stream()
        .map(
            finding ->
                (finding.path("ok").asBoolean() ? "ok " : "BAD ")
                    + finding.path("found").asString())
        .toList();
  }

  private List<JsonNode> accounts() {
    return doctor()
        .path("findings")
        .valueStream()
        .filter(finding -> finding.path("about").asString().equals("account"))
        .toList();
  }

  private JsonNode doctor() {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    Main.run(
        List.of("doctor", "--json", "--data", folder.toString()),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
    return Terminal.JSON.readTree(out.toString(StandardCharsets.UTF_8));
  }
}
