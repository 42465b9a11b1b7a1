package io.liana.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.liana.kernel.Problem;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is wrong with a rule set is said clearly, and all at once. */
class RuleReaderTest {
  @SuppressWarnings("unchecked")
  private static List<String> problems(String json) {
    Problem problem =
        catchThrowableOfType(
            Problem.class, () -> RuleReader.read(JsonMapper.builder().build().readTree(json)));
    assertThat(problem.code()).isEqualTo("rules_invalid");
    return ((List<RuleProblem>) problem.params().get("errors"))
        .stream().map(one -> one.rule() + " " + one.path() + " " + one.code()).toList();
  }

  private static String rule(String key, String triggers, String effects) {
    return """
        {"key":"%s","name":"Rule","mode":"on","triggers":[%s],"conditions":[],"effects":[%s]}
        """
        .formatted(key, triggers, effects);
  }

  private static String rules(String... rules) {
    return "{\"rules\":[" + String.join(",", rules) + "]}";
  }

  private static final String SAID = "{\"type\":\"said\"}";
  private static final String RECALL = "{\"type\":\"recall\"}";

  @Test
  void an_arm_is_named_as_experiments_name_it() {
    String rule =
        """
        {"rules":[{"key":"rule","name":"Rule","mode":"on","triggers":[{"type":"said"}],
          "conditions":[{"type":"arm","arms":[%s]}],"effects":[{"type":"recall"}]}]}
        """;
    assertThat(problems(rule.formatted("\"b\"")))
        .containsExactly("rule conditions.0.arms not_an_arm");
    assertThat(problems(rule.formatted(""))).containsExactly("rule conditions.0.arms wrong_count");
    assertThat(
            RuleReader.read(
                    JsonMapper.builder().build().readTree(rule.formatted("\"7:b\",\"7:b\"")))
                .rules()
                .getFirst()
                .conditions())
        .containsExactly(new Condition.InArm(Set.of("7:b")));
  }

  @Test
  void every_mistake_is_named_with_its_place() {
    assertThat(
            problems(
                """
                {"rules":[{"key":"Bad Key","name":"","mode":"loud",
                  "triggers":[{"type":"shouted"},{"type":"flood","messages":0,"secnods":5}],
                  "conditions":[{"type":"time_between","from":"8","to":"25:00"}],
                  "effects":[{"type":"warn","text":"{nmae}!"},{"type":"mute","minutes":"ten"}]}]}
                """))
        .containsExactly(
            "Bad Key key bad_key",
            "Bad Key name empty",
            "Bad Key mode not_a_choice",
            "Bad Key triggers.0.type unknown_type",
            "Bad Key triggers.1.messages out_of_range",
            "Bad Key triggers.1.seconds missing",
            "Bad Key triggers.1.secnods unknown_field",
            "Bad Key conditions.0.from not_a_time",
            "Bad Key conditions.0.to not_a_time",
            "Bad Key effects.0.text unknown_variable",
            "Bad Key effects.1.minutes not_a_whole_number");
  }

  @Test
  void no_rules_at_all_is_a_mistake_and_an_empty_list_is_not() {
    assertThat(problems("{}")).containsExactly(" rules missing");
    assertThat(problems("[]")).contains("  not_an_object");
    assertThat(RuleReader.read(JsonMapper.builder().build().readTree("{\"rules\":[]}")).rules())
        .isEmpty();
  }

  @Test
  void keys_are_used_once() {
    assertThat(problems(rules(rule("a", SAID, RECALL), rule("a", SAID, RECALL))))
        .containsExactly("a key key_used_twice");
  }

  @Test
  void a_pattern_must_be_one_short_and_cheap() {
    assertThat(
            problems(
                rules(
                    rule(
                        "a",
                        "{\"type\":\"keyword\",\"match\":\"pattern\",\"words\":[\"(\",\"%s\",\"(a{99}){99}\"]}"
                            .formatted("x".repeat(251)),
                        RECALL))))
        .containsExactly(
            "a triggers.0.words.0 bad_pattern",
            "a triggers.0.words.1 bad_pattern",
            "a triggers.0.words.2 bad_pattern");
  }

  @Test
  void a_word_needs_a_letter() {
    assertThat(
            problems(
                rules(
                    rule(
                        "a",
                        "{\"type\":\"keyword\",\"match\":\"contains\",\"words\":[\"!!!\"]}",
                        RECALL))))
        .containsExactly("a triggers.0.words.0 no_letter_in_it");
  }

  @Test
  void a_rule_of_more_than_25_parts_is_several_rules() {
    String many = String.join(",", java.util.Collections.nCopies(20, SAID));
    String effects = String.join(",", java.util.Collections.nCopies(6, RECALL));
    assertThat(problems(rules(rule("a", many, effects)))).containsExactly("a  too_many_parts");
  }

  @Test
  void a_ladder_waits_only_for_what_somebody_records() {
    assertThat(problems(rules(rule("a", violation("advert"), RECALL))))
        .containsExactly("a triggers.0.kind nobody_records_it");
  }

  @Test
  void violations_that_lead_to_each_other_are_refused() {
    assertThat(
            problems(
                rules(
                    rule("a", violation("advert"), record("link")),
                    rule("b", violation("link"), record("advert")))))
        .containsExactly(
            "a triggers.0 violations_in_a_circle", "b triggers.0 violations_in_a_circle");
    assertThat(
            RuleReader.read(
                    JsonMapper.builder()
                        .build()
                        .readTree(
                            rules(
                                rule("a", SAID, record("flood")),
                                rule("b", violation("flood"), record("advert")),
                                rule("c", violation("advert"), RECALL))))
                .rules())
        .hasSize(3);
  }

  private static String violation(String kind) {
    return "{\"type\":\"violation\",\"kind\":\"%s\",\"nth\":1,\"within_days\":1}".formatted(kind);
  }

  private static String record(String kind) {
    return "{\"type\":\"record_violation\",\"kind\":\"%s\"}".formatted(kind);
  }
}
