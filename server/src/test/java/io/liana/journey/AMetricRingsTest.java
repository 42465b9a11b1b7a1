package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.alert.AlertWorker;
import io.liana.channel.Archive;
import io.liana.channel.EventKind;
import io.liana.channel.SettledEvent;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.Actor;
import io.liana.kernel.GroupId;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A number is watched: who runs the community is told once, of all groups together. */
class AMetricRingsTest {
  private static final TurnableClock clock = new TurnableClock(Riverside.MONDAY);
  private static RunningLiana liana;
  private static Visitor script;

  private Riverside riverside;
  private int said;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock, "liana.intake.threads=0", "liana.delivery.threads=0", "liana.alert.threads=0");
    script = liana.script();
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void riverside() {
    clock.set(at(10));
    riverside = Riverside.in(liana);
  }

  @Test
  void groups_that_fall_silent_become_one_task_and_ring_again_only_after_they_recovered() {
    GroupId garden =
        liana
            .bean(Groups.class)
            .create(
                riverside.community(),
                "Garden " + riverside.community(),
                GroupView.OPEN,
                "",
                "garden-" + riverside.community(),
                new Actor.Machine("fixture"))
            .id();
    says(riverside.groupId(), 8, 5);
    says(garden, 8, 4);
    says(garden, 9, 1);
    String alert =
        made(
            Map.of(
                "name",
                "Silence",
                "metric",
                "messages",
                "each_group",
                true,
                "days",
                1,
                "rule",
                "threshold",
                "way",
                "down",
                "value",
                3));
    look();
    look(); // the day is judged once
    assertThat(open()).hasSize(1);
    JsonNode task = open().getFirst();
    assertThat(task.path("kind").asString()).isEqualTo("alert");
    assertThat(task.path("title").asString()).isEqualTo("Silence");
    assertThat(task.at("/alert/id").asString()).isEqualTo(alert);
    assertThat(task.at("/alert/groups").toString())
        .contains("\"" + garden + "\"", "\"" + riverside.groupId() + "\"");

    JsonNode whole = ok(script.get("/alerts/" + alert));
    assertThat(whole.at("/alert/ringing").asInt()).isEqualTo(2);
    assertThat(whole.path("standing")).hasSize(2);
    assertThat(whole.path("history"))
        .hasSize(2)
        .allSatisfy(
            ring -> {
              assertThat(ring.path("until").asString()).isEqualTo("2026-11-25");
              assertThat(ring.path("expected").asDouble()).isEqualTo(3);
            });

    var done = script.post("/tasks/" + task.path("id").asString() + "/done", "{}");
    assertThat(done.status()).isEqualTo(200);
    clock.set(at(11));
    look();
    assertThat(open()).as("both ring since yesterday; that was told").isEmpty();

    says(garden, 11, 3);
    clock.set(at(12));
    look();
    assertThat(ok(script.get("/alerts/" + alert)).at("/alert/ringing").asInt()).isEqualTo(1);
    clock.set(at(13));
    look();
    assertThat(open()).as("the garden had recovered and rings again").hasSize(1);
    assertThat(open().getFirst().at("/alert/groups")).hasSize(1);
    says(garden, 13, 3);
    says(riverside.groupId(), 13, 3);
    clock.set(at(14));
    look();
    assertThat(open()).as("closed by itself: nothing rings any more").isEmpty();
    assertThat(script.get("/journal?community=" + riverside.community()).text())
        .contains("alert_made", "alert_rang", "task_seen_done");
  }

  @Test
  void the_days_it_looked_at_are_seen_and_it_can_be_made_to_look_otherwise() {
    says(riverside.groupId(), 6, 4);
    says(riverside.groupId(), 8, 2);
    says(riverside.groupId(), 9, 1);
    Map<String, Object> wish = new HashMap<>();
    wish.putAll(Map.of("name", "Little", "metric", "messages", "days", 1));
    wish.putAll(Map.of("rule", "threshold", "way", "down", "value", 3));
    String alert = made(wish);

    JsonNode days = ok(script.get("/alerts/" + alert + "/course")).path("days");
    assertThat(days).as("from the first day on of which anything is known").hasSize(4);
    assertThat(days.at("/0/value").asInt()).isEqualTo(4);
    assertThat(days.at("/0/rings").asBoolean()).isFalse();
    assertThat(days.at("/1/value").asInt()).isZero();
    assertThat(days.at("/1/rings").asBoolean()).isTrue();
    assertThat(days.at("/3/value").asInt()).isEqualTo(1);
    assertThat(days.at("/3/expected").asInt()).isEqualTo(3);
    assertThat(script.get("/alerts/" + alert + "/course?group=" + riverside.groupId()).code())
        .isEqualTo("invalid_request");

    wish.put("value", 1);
    wish.put("name", "Nothing at all");
    JsonNode changed = ok(script.put("/alerts/" + alert, wish));
    assertThat(changed.path("name").asString()).isEqualTo("Nothing at all");
    assertThat(ok(script.get("/alerts/" + alert + "/course")).at("/days/3/rings").asBoolean())
        .isFalse();
    wish.put("metric", "joins");
    var other = script.put("/alerts/" + alert, wish);
    assertThat(other.code()).isEqualTo("invalid_request");
    assertThat(other.json().at("/params/field").asString()).isEqualTo("metric");
  }

  @Test
  void nobody_is_woken_and_who_muted_it_is_left_alone() {
    says(riverside.groupId(), 9, 1);
    String alert =
        made(
            Map.of(
                "name",
                "Few",
                "metric",
                "active_members",
                "days",
                1,
                "rule",
                "threshold",
                "way",
                "down",
                "value",
                2));
    var quiet =
        script.patch(
            "/communities/" + riverside.community(),
            Map.of("quiet_hours", Map.of("from", "22:00", "to", "08:00")));
    assertThat(quiet.status()).as(quiet.text()).isEqualTo(200);
    clock.set(at(10).plus(Duration.ofHours(14))); // 23:00 in Shanghai
    look();
    assertThat(open()).isEmpty();
    clock.set(at(11));
    assertThat(script.put("/alerts/" + alert + "/mute", Map.of("until", "2026-11-28")).status())
        .isEqualTo(200);
    look();
    assertThat(open()).isEmpty();
    clock.set(at(12)); // the 28th
    look();
    assertThat(open()).hasSize(1);
    assertThat(open().getFirst().at("/alert/groups")).as("of the community as a whole").isEmpty();
  }

  @Test
  void a_wish_is_read_strictly_and_an_alert_is_seen_only_at_home() {
    Map<String, Object> wish =
        Map.of(
            "name",
            "Activity",
            "metric",
            "activity",
            "rule",
            "change",
            "way",
            "down",
            "value",
            0.2);
    String alert = made(wish);
    assertThat(ok(script.get("/alerts/" + alert)).at("/standing/0/why").asString())
        .as("four members are too few")
        .isIn("few", "no_data");
    Map.of(
            "metric",
            (Object) "fame",
            "each_group",
            true,
            "days",
            0,
            "value",
            -1,
            "rule",
            "band",
            "name",
            "")
        .forEach(
            (field, wrong) -> {
              Map<String, Object> changed = new HashMap<>(wish);
              changed.put(field, wrong);
              assertThat(script.post(path(), changed).code())
                  .as(field)
                  .isEqualTo("invalid_request");
            });
    Riverside elsewhere = Riverside.in(liana);
    Visitor stranger =
        Riverside.operator(liana, "operator", List.of(elsewhere.community().toString()));
    assertThat(stranger.get("/alerts/" + alert).code()).isEqualTo("alert_not_found");
    assertThat(stranger.get(path()).code()).isEqualTo("community_not_found");
    assertThat(script.delete("/alerts/" + alert).status()).isEqualTo(204);
    assertThat(ok(script.get(path())).path("items")).isEmpty();
  }

  private static void look() {
    liana.bean(AlertWorker.class).runDue();
  }

  private void says(GroupId group, int day, int times) {
    Archive archive = liana.bean(Archive.class);
    for (int i = 0; i < times; i++) {
      String key = "ring:" + riverside.community() + ":" + said++;
      archive.settle(
          List.of(
              new SettledEvent(
                  archive.nextIds(1).getFirst(),
                  group,
                  at(day).plusSeconds(i),
                  EventKind.MESSAGE,
                  riverside.chen(),
                  false,
                  "hello",
                  List.of(),
                  null,
                  key,
                  key)));
    }
  }

  private String made(Map<String, Object> wish) {
    return ok(script.post(path(), wish)).path("id").asString();
  }

  private List<JsonNode> open() {
    List<JsonNode> open = new ArrayList<>();
    ok(script.get("/tasks?state=open&community=" + riverside.community()))
        .path("items")
        .forEach(open::add);
    return open;
  }

  private String path() {
    return "/communities/" + riverside.community() + "/alerts";
  }

  /** Nine in the morning in Shanghai, so many days after the first Monday. */
  private static Instant at(int day) {
    return Riverside.MONDAY.plus(Duration.ofDays(day));
  }

  private static JsonNode ok(Visitor.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    return answer.json();
  }
}
