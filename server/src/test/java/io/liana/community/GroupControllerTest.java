package io.liana.community;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.Visitor;
import io.liana.kit.Visitor.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GroupControllerTest {
  private final RunningLiana liana = RunningLiana.shared();
  private final Visitor script = liana.script();
  private final Riverside riverside = Riverside.in(liana);
  private final String community = riverside.community().toString();

  @Test
  void a_group_shows_its_people_its_last_event_and_what_a_machine_may_do_there() {
    riverside.says(riverside.ana(), Riverside.MONDAY, "first");
    riverside.says(riverside.bo(), Riverside.MONDAY.plusSeconds(60), "last");

    JsonNode group = script.get("/groups/" + riverside.groupId()).json();

    assertThat(group.path("members").asInt()).isEqualTo(4);
    assertThat(Instant.parse(group.path("last_event_at").asString()))
        .isEqualTo(Riverside.MONDAY.plusSeconds(60));
    assertThat(group.path("capabilities").valueStream().map(JsonNode::toString))
        .contains("{\"act\":\"remove\",\"how\":\"human\"}")
        .hasSize(5);
  }

  @Test
  void a_group_that_is_only_history_asks_nothing_of_anybody() {
    String name = unique();
    Answer made =
        script.post(
            "/groups", Map.of("community_id", community, "name", name, "platform", "history"));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().path("external_id").asString()).isEqualTo(name);
    assertThat(made.json().path("last_event_at").isNull()).isTrue();
    assertThat(made.json().path("capabilities").valueStream())
        .allMatch(ability -> ability.path("how").asString().equals("never"));
    assertThat(script.get("/groups?community=" + community).json().path("items")).hasSize(2);
  }

  @Test
  void names_and_platform_ids_are_taken_once() {
    String name = unique();
    script.post("/groups", Map.of("community_id", community, "name", name));
    assertThat(script.post("/groups", Map.of("community_id", community, "name", name)).code())
        .isEqualTo("group_name_taken");
    Answer same =
        script.post(
            "/groups", Map.of("community_id", community, "name", unique(), "external_id", name));
    assertThat(same.status()).isEqualTo(409);
    assertThat(same.code()).isEqualTo("group_id_taken");
  }

  @Test
  void a_group_needs_a_community_that_is_there_and_a_platform_that_is_fed_by_hand() {
    assertThat(script.post("/groups", Map.of("name", unique())).code())
        .isEqualTo("invalid_request");
    assertThat(script.post("/groups", Map.of("community_id", "999999", "name", unique())).code())
        .isEqualTo("community_not_found");
    for (String platform : List.of("sandbox", "wecom", "")) {
      Answer made =
          script.post(
              "/groups", Map.of("community_id", community, "name", unique(), "platform", platform));
      assertThat(made.code()).isEqualTo(platform.isEmpty() ? "" : "invalid_request");
    }
    assertThat(riverside.localOperator().get("/groups/" + riverside.groupId()).status())
        .isEqualTo(200);
  }

  private static String unique() {
    return "Tea " + UUID.randomUUID();
  }
}
