package io.liana.rule;

import static io.liana.rule.Courtroom.ADVERTISER;
import static io.liana.rule.Courtroom.GROUP;
import static io.liana.rule.Courtroom.NOON;
import static io.liana.rule.Courtroom.acts;
import static io.liana.rule.Courtroom.rulesThatFired;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liana.kernel.Problem;
import io.liana.kit.SharedData;
import io.liana.moderation.MemberRecord;
import io.liana.moderation.ViolationDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rows of {@code shared/cases/moderation.json} about warnings and windows. */
class LadderTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static final String SHOUT =
      """
      {"key":"shout","name":"No shouting","mode":"on",
       "triggers":[{"type":"keyword","match":"contains","words":["shout"]}],"conditions":[],
       "effects":[{"type":"record_violation","kind":"keyword","points":%d}]}
      """;

  static String effect(String action) {
    return switch (action) {
      case "warn" -> "[{\"type\":\"warn\",\"text\":\"{name}: {rule}\"}]";
      case "mute" -> "[{\"type\":\"mute\",\"minutes\":10}]";
      case "kick" -> "[{\"type\":\"remove\"}]";
      case "ban" -> "[{\"type\":\"remove\"},{\"type\":\"blacklist\"}]";
      default -> throw new IllegalArgumentException(action);
    };
  }

  static String rung(String action, String count, int minutes, boolean ignoreIfHigher) {
    return """
        {"key":"%s","name":"%s","mode":"on",
         "triggers":[{"type":"violation","kind":"keyword",%s,"within_minutes":%d,"ignore_if_higher":%s}],
         "conditions":[],"effects":%s}
        """
        .formatted(action, action, count, minutes, ignoreIfHigher, effect(action));
  }

  static String rules(List<String> rules) {
    return "{\"rules\":[" + String.join(",", rules) + "]}";
  }

  private static JsonNode cases() throws IOException {
    return JSON.readTree(Files.readString(SharedData.path("cases/moderation.json")));
  }

  @TestFactory
  List<DynamicTest> the_highest_action_whose_points_are_reached_is_taken_and_only_that()
      throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode row : cases().at("/warn_ladder/rows")) {
      List<String> rules = new ArrayList<>();
      rules.add(SHOUT.formatted(row.get("points").intValue()));
      for (JsonNode action : row.get("actions")) {
        rules.add(
            rung(
                action.get("action").stringValue(),
                "\"points\":" + action.get("points").intValue(),
                1_440,
                true));
      }
      List<String> expected = new ArrayList<>(List.of("shout"));
      if (!row.get("expected").isNull()) {
        expected.add(row.get("expected").stringValue());
      }
      tests.add(
          DynamicTest.dynamicTest(
              row.toString(),
              () -> {
                var court = new Courtroom(rules(rules));
                var decisions = court.says(ADVERTISER, "I shout", NOON);
                assertThat(rulesThatFired(decisions)).isEqualTo(expected);
              }));
    }
    assertThat(tests).hasSize(6);
    return tests;
  }

  @TestFactory
  List<DynamicTest> violations_count_inside_their_window() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode row : cases().at("/violation_window/rows")) {
      List<String> rules = new ArrayList<>(List.of(SHOUT.formatted(1)));
      for (JsonNode trigger : row.get("triggers")) {
        rules.add(
            rung(
                trigger.get("action").stringValue(),
                "\"nth\":" + trigger.get("count").intValue(),
                trigger.get("within_min").intValue(),
                trigger.get("ignore_if_higher").booleanValue()));
      }
      List<String> expected = new ArrayList<>(List.of("shout"));
      row.get("expected").forEach(action -> expected.add(action.stringValue()));
      tests.add(
          DynamicTest.dynamicTest(
              row.toString(),
              () -> {
                var court = new Courtroom(rules(rules));
                for (JsonNode minutes : row.get("violation_minutes_ago")) {
                  if (minutes.intValue() > 0) {
                    court
                        .record(ADVERTISER)
                        .add(
                            new MemberRecord.Violation(
                                GROUP,
                                "keyword",
                                1,
                                NOON.minus(Duration.ofMinutes(minutes.intValue())),
                                "earlier-" + minutes,
                                false,
                                false));
                  }
                }
                var decisions = court.says(ADVERTISER, "I shout", NOON);
                assertThat(rulesThatFired(decisions)).isEqualTo(expected);
              }));
    }
    assertThat(tests).hasSize(5);
    return tests;
  }

  @Test
  void a_warning_of_zero_points_is_legal_and_leads_nowhere() {
    var court =
        new Courtroom(
            rules(List.of(SHOUT.formatted(0), rung("kick", "\"points\":1", 1_440, true))));

    for (int i = 0; i < 5; i++) {
      assertThat(acts(court.says(ADVERTISER, "I shout", NOON.plusSeconds(i)))).isEmpty();
    }
    assertThat(court.record(ADVERTISER).count("keyword", NOON.plusSeconds(9), null, false).times())
        .isEqualTo(5);
  }

  @Test
  void negative_points_are_refused() {
    assertThatThrownBy(() -> new Courtroom(rules(List.of(SHOUT.formatted(-1)))))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo("rules_invalid");
              assertThat(problem.params().get("errors").toString())
                  .contains("effects.0.points")
                  .contains("out_of_range");
            });
    assertThatThrownBy(
            () ->
                new ViolationDraft(
                    Courtroom.RIVERSIDE, GROUP, ADVERTISER, "keyword", -1, 1, "m1", NOON, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_first_offence_is_warned_the_second_removed_after_a_notice() {
    var court = new Courtroom(firstWarnThenRemove("on"));

    assertThat(acts(court.says(ADVERTISER, "shout!", NOON))).containsExactly("Recall", "Warn");
    assertThat(acts(court.says(ADVERTISER, "shout again", NOON.plusSeconds(60))))
        .containsExactly("Recall", "Blacklist", "Notify", "Remove");
  }

  @Test
  void after_a_removal_messages_on_the_way_are_recalled_but_nobody_is_removed_twice() {
    var court = new Courtroom(firstWarnThenRemove("on"));
    court.says(ADVERTISER, "shout 1", NOON);
    court.says(ADVERTISER, "shout 2", NOON.plusSeconds(1));

    assertThat(acts(court.says(ADVERTISER, "shout 3", NOON.plusSeconds(2))))
        .containsExactly("Recall");

    court.joins(ADVERTISER, NOON.plusSeconds(100));
    assertThat(acts(court.says(ADVERTISER, "shout 4", NOON.plusSeconds(101))))
        .containsExactly("Recall", "Notify", "Remove");
  }

  @Test
  void an_edited_message_is_judged_again_but_violates_once() {
    var court = new Courtroom(firstWarnThenRemove("on"));
    var said = court.message(ADVERTISER, "hello", NOON, List.of());
    assertThat(court.hears(said)).isEmpty();

    assertThat(acts(court.edits(ADVERTISER, said.messageKey(), "shout", NOON.plusSeconds(5))))
        .containsExactly("Recall", "Warn");
    assertThat(court.edits(ADVERTISER, said.messageKey(), "shout!!", NOON.plusSeconds(9)))
        .isEmpty();
  }

  @Test
  void a_pardoned_violation_counts_no_more_but_its_message_is_not_judged_again() {
    var court = new Courtroom(firstWarnThenRemove("on"));
    court
        .record(ADVERTISER)
        .add(
            new MemberRecord.Violation(
                GROUP, "keyword", 1, NOON.minusSeconds(60), "m99", false, true));

    assertThat(court.edits(ADVERTISER, "m99", "shout", NOON)).isEmpty();
    assertThat(acts(court.says(ADVERTISER, "shout", NOON)))
        .contains("Warn")
        .doesNotContain("Remove");
  }

  @Test
  void audit_runs_the_ladder_on_what_audit_recorded_and_leaves_the_rules_that_are_on_alone() {
    var court = new Courtroom(firstWarnThenRemove("audit"));

    assertThat(acts(court.says(ADVERTISER, "shout 1", NOON)))
        .containsExactly("audit Recall", "audit Warn");
    assertThat(acts(court.says(ADVERTISER, "shout 2", NOON.plusSeconds(1))))
        .containsExactly("audit Recall", "audit Blacklist", "audit Notify", "audit Remove");
    assertThat(court.record(ADVERTISER).count("keyword", NOON.plusSeconds(2), null, false).times())
        .isZero();
    assertThat(court.record(ADVERTISER).blacklisted()).isFalse();
  }

  @Test
  void a_rung_in_audit_mode_keeps_no_rung_that_is_on_from_acting() {
    String removal =
        rung("ban", "\"nth\":2", 1_440, true).replace("\"mode\":\"on\"", "\"mode\":\"audit\"");
    var court =
        new Courtroom(
            rules(List.of(SHOUT.formatted(1), rung("warn", "\"nth\":1", 1_440, true), removal)));
    court.says(ADVERTISER, "shout 1", NOON);

    assertThat(acts(court.says(ADVERTISER, "shout 2", NOON.plusSeconds(1))))
        .containsExactlyInAnyOrder("Warn", "audit Remove", "audit Blacklist");
  }

  static String firstWarnThenRemove(String mode) {
    return """
        {"rules":[
          {"key":"shout","name":"No shouting","mode":"MODE",
           "triggers":[{"type":"keyword","match":"contains","words":["shout"]}],"conditions":[],
           "effects":[{"type":"recall"},{"type":"record_violation","kind":"keyword"}]},
          {"key":"first","name":"First time","mode":"MODE",
           "triggers":[{"type":"violation","kind":"keyword","nth":1,"within_days":30}],"conditions":[],
           "effects":[{"type":"warn","text":"{name}, our rule is: {rule}. Again within {days} days and you are out."}]},
          {"key":"again","name":"Again","mode":"MODE",
           "triggers":[{"type":"violation","kind":"keyword","nth":2,"within_days":30}],"conditions":[],
           "effects":[{"type":"blacklist"},{"type":"remove","text":"You were warned."}]}]}
        """
        .replace("MODE", mode);
  }
}
