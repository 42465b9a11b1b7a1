package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A quarter is planned in a spreadsheet, looked at, kept, and taken back as one. */
class TargetsComeAsATableTest {
  private static final String TABLE =
      """
      名称,开始,结束,目标,活跃度,引流转化率,裂变倍增率
      W49,2026-11-30,2026-12-06,活跃,7%,,
      W50,2026/12/7,2026年12月13日,拉新,0.3,25％,1.5
      """;

  private static RunningLiana liana;
  private static Visitor script;

  private Riverside riverside;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            new TurnableClock(Riverside.MONDAY),
            "liana.intake.threads=0",
            "liana.delivery.threads=0");
    script = liana.script();
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void riverside() {
    riverside = Riverside.in(liana);
  }

  @Test
  void it_is_looked_at_first_kept_once_and_the_same_table_again_changes_nothing() {
    JsonNode looked = read(TABLE, true);
    assertThat(looked.path("made").asInt()).isEqualTo(2);
    assertThat(looked.path("batch").isNull()).isTrue();
    assertThat(reviews()).isEmpty();

    assertThat(read(TABLE, false).path("batch").isNull()).isFalse();
    assertThat(reviews()).hasSize(2);
    JsonNode first = named("W49");
    assertThat(first.path("goal").asString()).isEqualTo("activity");
    assertThat(first.at("/targets/activity").asDouble()).isEqualTo(0.07);
    assertThat(first.path("targets")).hasSize(1);
    JsonNode second = named("W50");
    assertThat(second.path("goal").asString()).isEqualTo("growth");
    assertThat(second.path("until").asString()).isEqualTo("2026-12-13");
    assertThat(second.at("/targets/acquisition").asDouble()).isEqualTo(0.25);
    assertThat(second.at("/targets/referral").asDouble()).isEqualTo(1.5);

    JsonNode again = read(TABLE, false);
    assertThat(again.path("same").asInt()).isEqualTo(2);
    assertThat(again.path("batch").isNull()).isTrue();
    assertThat(batches()).hasSize(1);
  }

  @Test
  void what_is_taken_back_is_as_before_except_what_somebody_touched_since() {
    read(TABLE, false);
    String touched = named("W50").path("id").asString();
    String changed =
        """
        name,from,until,goal,activity
        W49,2026-11-30,2026-12-06,retention,0.5
        W50,2026-12-07,2026-12-13,growth,0.5
        W51,2026-12-14,2026-12-20,growth,0.5
        W52,2026-12-21,2026-12-27,growth,0.5
        """;
    JsonNode kept = read(changed, false);
    assertThat(kept.path("made").asInt()).isEqualTo(2);
    assertThat(kept.path("changed").asInt()).isEqualTo(2);
    assertThat(kept.at("/changes/0/before/activity").asDouble()).isEqualTo(0.07);
    assertThat(named("W49").at("/targets/activity").asDouble()).isEqualTo(0.5);

    Map<String, Object> mine = new HashMap<>();
    mine.putAll(Map.of("name", "W50", "goal", "growth", "targets", Map.of("activity", 0.4)));
    mine.putAll(Map.of("from", "2026-12-07", "until", "2026-12-13", "version", 2));
    assertThat(script.put("/reviews/" + touched, mine).status()).isEqualTo(200);
    assertThat(
            script
                .post(
                    "/reviews/" + named("W52").path("id").asString() + "/decisions",
                    Map.of("what", "Keep it", "due", "2026-12-28"))
                .status())
        .isEqualTo(201);

    String path = "/review-target-batches/" + kept.path("batch").asString() + "/take-back";
    JsonNode back = script.post(path, "").json();
    assertThat(back.path("restored").asInt()).isEqualTo(2);
    assertThat(back.path("kept").asInt()).isEqualTo(2);
    assertThat(named("W49").at("/targets/activity").asDouble()).isEqualTo(0.07);
    assertThat(named("W49").path("goal").asString()).isEqualTo("activity");
    assertThat(named("W50").at("/targets/activity").asDouble()).isEqualTo(0.4);
    assertThat(names()).containsExactlyInAnyOrder("W49", "W50", "W52");
    assertThat(script.post(path, "").code()).isEqualTo("batch_taken_back");
    assertThat(script.get("/journal?community=" + riverside.community()).text())
        .contains("review_targets_read", "review_targets_taken_back");
  }

  @Test
  void one_wrong_line_keeps_everything_out_and_is_named() {
    String wrong =
        """
        name,from,until,activity
        Good,2026-11-30,2026-12-06,0.3
        Backwards,2026-12-06,2026-11-30,0.3
        Too much,2026-11-30,2026-12-06,130%
        No day,2026-11-31,2026-12-06,0.3
        No number,2026-11-30,2026-12-06,=1+1
        ,2026-11-30,2026-12-06,0.3
        Good,2026-11-30,2026-12-06,0.4
        """;
    JsonNode read = read(wrong, false);
    assertThat(read.path("batch").isNull()).isTrue();
    assertThat(read.path("wrong").findValuesAsString("line"))
        .containsExactly("3", "4", "5", "6", "7", "8");
    assertThat(reviews()).isEmpty();
    assertThat(post("name,until\nA,2026-12-06\n").code()).isEqualTo("invalid_request");
    assertThat(post("").code()).isEqualTo("invalid_request");
    assertThat(post("name,from,until,weather\n").text()).contains("weather");
    assertThat(post("a".repeat((1 << 20) + 1)).code()).isEqualTo("file_too_large");
  }

  private JsonNode read(String table, boolean dryRun) {
    var answer = script.send("POST", path(dryRun), BodyPublishers.ofString(table), "text/csv");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private Visitor.Answer post(String table) {
    return script.send("POST", path(false), BodyPublishers.ofString(table), "text/csv");
  }

  private String path(boolean dryRun) {
    return "/communities/" + riverside.community() + "/review-targets?dry_run=" + dryRun;
  }

  private List<JsonNode> reviews() {
    List<JsonNode> found = new ArrayList<>();
    script
        .get("/communities/" + riverside.community() + "/reviews")
        .json()
        .path("items")
        .forEach(found::add);
    return found;
  }

  private List<String> names() {
    return reviews().stream().map(one -> one.path("name").asString()).toList();
  }

  private JsonNode named(String name) {
    return reviews().stream()
        .filter(one -> one.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode batches() {
    return script
        .get("/communities/" + riverside.community() + "/review-target-batches")
        .json()
        .path("items");
  }
}
