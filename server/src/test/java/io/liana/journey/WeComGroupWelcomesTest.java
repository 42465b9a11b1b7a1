package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Visitor;
import io.liana.kit.WeComJourney;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Texts that greet newcomers stand in WeCom's library once; a person chooses one for a group. */
class WeComGroupWelcomesTest extends WeComJourney {
  private String tea;

  @BeforeEach
  void a_group() {
    connect(Map.of());
    tea = "wrTea" + wecom.corp();
    wecom.act("chat", "chat", tea, "name", "Tea " + wecom.corp());
    wecom.work();
  }

  @Test
  void a_text_is_put_into_the_library_changed_and_taken_out() {
    JsonNode made = make("%NICKNAME%，欢迎来到河畔").json();
    assertThat(made.path("state").asString()).isEqualTo("made");
    assertThat(library()).containsExactly("%NICKNAME%，欢迎来到河畔");
    Visitor.Answer changed = liana.script().put(path("/" + id(made)), Map.of("text", "请看群规"));
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(library()).containsExactly("请看群规");
    assertThat(liana.script().delete(path("/" + id(made))).status()).isEqualTo(204);
    assertThat(library()).isEmpty();
    assertThat(list()).isEmpty();
  }

  @Test
  void an_answer_that_was_lost_leaves_it_in_doubt_and_makes_no_second_one() {
    wecom.faults(Map.of("lose_welcome_answer", 1));
    Map<String, Object> wish = wish("欢迎");
    JsonNode made = liana.script().post(path(""), wish).json();
    assertThat(made.path("state").asString()).isEqualTo("doubt");
    assertThat(id(liana.script().post(path(""), wish).json())).isEqualTo(id(made));
    assertThat(library()).hasSize(1);
    assertThat(liana.script().post(path("/" + id(made) + "/choose"), Map.of("group", tea)).status())
        .isEqualTo(409);
  }

  @Test
  void the_hundred_and_first_is_refused_and_not_kept() {
    wecom.faults(
        Map.of("errors", Map.of("/externalcontact/group_welcome_template/add", List.of(41055))));
    Visitor.Answer answer = make("欢迎");
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.json().at("/params/evidence").asString()).startsWith("41055");
    assertThat(list()).isEmpty();
  }

  @Test
  void what_another_app_made_cannot_be_changed() {
    JsonNode made = make("欢迎").json();
    wecom.faults(Map.of("foreign_welcome", 1));
    Visitor.Answer answer = liana.script().put(path("/" + id(made)), Map.of("text", "请看群规"));
    assertThat(answer.json().at("/params/evidence").asString()).startsWith("41058");
    assertThat(list().getFirst().path("text").asString()).isEqualTo("欢迎");
  }

  @Test
  void a_person_is_asked_to_choose_it_for_a_group_once() {
    JsonNode made = make("欢迎").json();
    for (int i = 0; i < 2; i++) {
      Visitor.Answer chosen =
          liana.script().post(path("/" + id(made) + "/choose"), Map.of("group", tea));
      assertThat(chosen.status()).as(chosen.text()).isEqualTo(204);
    }
    List<JsonNode> tasks = tasks();
    assertThat(tasks).hasSize(1);
    assertThat(tasks.getFirst().path("kind").asString()).isEqualTo("group_welcome");
    assertThat(tasks.getFirst().path("title").asString()).isEqualTo("欢迎");
    Visitor.Answer elsewhere =
        liana.script().post(path("/" + id(made) + "/choose"), Map.of("group", "wrNowhere"));
    assertThat(elsewhere.status()).isEqualTo(404);
  }

  @Test
  void a_text_of_three_thousand_bytes_is_the_longest() {
    assertThat(make("茶".repeat(1_001)).status()).isEqualTo(400);
  }

  private static Map<String, Object> wish(String text) {
    Map<String, Object> wish = new HashMap<>();
    wish.put("key", UUID.randomUUID().toString());
    wish.put("text", text);
    return wish;
  }

  private Visitor.Answer make(String text) {
    return liana.script().post(path(""), wish(text));
  }

  private List<String> library() {
    return wecom.state().path("group_welcomes").valueStream().map(text -> text.asString()).toList();
  }

  private List<JsonNode> list() {
    return liana.script().get(path("")).json().path("items").valueStream().toList();
  }

  private List<JsonNode> tasks() {
    return liana
        .script()
        .get("/tasks?community=" + wecom.community())
        .json()
        .path("items")
        .valueStream()
        .toList();
  }

  private String path(String below) {
    return account("/group-welcomes" + below);
  }

  private static String id(JsonNode welcome) {
    return welcome.path("id").asString();
  }
}
