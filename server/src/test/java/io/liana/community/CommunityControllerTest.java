package io.liana.community;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.Visitor;
import io.liana.kit.Visitor.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CommunityControllerTest {
  private final RunningLiana liana = RunningLiana.shared();
  private final Visitor script = liana.script();
  private final Riverside riverside = Riverside.in(liana);
  private final String path = "/communities/" + riverside.community();

  @Test
  void a_community_is_founded_with_the_servers_zone_and_found_again() {
    String name = unique("Hill school");
    Answer made = script.post("/communities", Map.of("name", "  " + name + " ", "goal", "读书"));

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().path("name").asString()).isEqualTo(name);
    assertThat(made.json().path("zone").asString()).isEqualTo("Asia/Shanghai");
    assertThat(made.json().path("stage").asString()).isEqualTo("founding");
    assertThat(made.json().path("charter").isNull()).isTrue();
    assertThat(made.json().path("groups").asInt()).isZero();
    Answer found = script.get("/communities/" + made.json().path("id").asString());
    assertThat(found.text()).isEqualTo(made.text());
  }

  @Test
  void two_communities_cannot_have_one_name() {
    String name = unique("Twins");
    script.post("/communities", Map.of("name", name));
    Answer second = script.post("/communities", Map.of("name", name));
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.code()).isEqualTo("community_name_taken");
    Answer renamed = script.patch(path, Map.of("name", name));
    assertThat(renamed.code()).isEqualTo("community_name_taken");
  }

  @Test
  void people_and_groups_are_counted_but_not_bots_and_nobody_twice() {
    JsonNode community = script.get(path).json();
    assertThat(community.path("groups").asInt()).isEqualTo(1);
    assertThat(community.path("members").asInt()).isEqualTo(4);
  }

  @Test
  void a_change_leaves_alone_what_it_does_not_name_and_null_empties() {
    script.patch(path, Map.of("goal", "Tea", "charter", "1. Be kind."));
    Answer changed =
        script.patch(
            path,
            Map.of("stage", "growing", "quiet_hours", Map.of("from", "23:00", "to", "07:30")));
    assertThat(changed.json().path("goal").asString()).isEqualTo("Tea");
    assertThat(changed.json().path("stage").asString()).isEqualTo("growing");
    assertThat(changed.json().at("/quiet_hours/to").asString()).isEqualTo("07:30");

    Map<String, Object> emptied = new HashMap<>();
    emptied.put("goal", null);
    emptied.put("quiet_hours", null);
    JsonNode after = script.patch(path, emptied).json();
    assertThat(after.path("goal").isNull()).isTrue();
    assertThat(after.path("quiet_hours").isNull()).isTrue();
    assertThat(after.path("charter").asString()).isEqualTo("1. Be kind.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\": \"\"} | invalid_request",
        "{\"name\": \"a\\u0000b\"} | invalid_request",
        "{\"name\": \"\\ud800\"} | invalid_request",
        "{\"zone\": \"Mars/Olympus\"} | zone_unknown",
        "{\"zone\": \"+08:00\"} | zone_unknown",
        "{\"stage\": \"asleep\"} | invalid_request",
        "{\"quiet_hours\": {\"from\": \"25:00\", \"to\": \"07:00\"}} | invalid_request",
        "{\"quiet_hours\": {\"from\": \"22:00:01\", \"to\": \"07:00\"}} | invalid_request",
        "{\"quiet_hours\": 7} | invalid_request",
        "{\"goal\": [1]} | invalid_request",
        "{\"name\": | invalid_request",
        "[] | invalid_request",
      })
  void what_makes_no_sense_is_refused_and_changes_nothing(String body, String code) {
    String before = script.get(path).text();
    Answer refused = script.patch(path, body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(script.get(path).text()).isEqualTo(before);
  }

  @Test
  void the_list_is_walked_page_by_page_without_a_gap() {
    String mark = unique("walk");
    for (int i = 0; i < 5; i++) {
      script.post("/communities", Map.of("name", mark + " " + i));
    }
    List<String> names = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = script.get("/communities?limit=2&q=" + mark + "&cursor=" + cursor).json();
      page.path("items").forEach(item -> names.add(item.path("name").asString()));
      cursor = page.path("next_cursor").asString("");
    } while (!cursor.isEmpty());
    assertThat(names)
        .containsExactly(mark + " 0", mark + " 1", mark + " 2", mark + " 3", mark + " 4");
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, invalid_request",
    "limit=201, invalid_request",
    "limit=99999999999999999999, invalid_request",
    "limit=-1, invalid_request",
    "limit=ten, invalid_request",
    "cursor=garbage, bad_cursor",
    "cursor=%00, bad_cursor",
    "cursor=AA.AA, bad_cursor",
    "q=%00, invalid_request",
  })
  void a_nonsense_question_is_answered_with_what_is_wrong(String query, String code) {
    Answer refused = script.get("/communities?" + query);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo(code);
  }

  @Test
  void wildcards_are_searched_for_as_themselves() {
    String mark = unique("50%_off\\x");
    script.post("/communities", Map.of("name", mark));
    assertThat(names("/communities?q=%25_off%5C")).contains(mark);
    assertThat(names("/communities?q=%25")).noneMatch(name -> name.startsWith("Riverside"));
  }

  @Test
  void an_unknown_or_odd_id_is_told_so() {
    assertThat(script.get("/communities/999999999").code()).isEqualTo("community_not_found");
    assertThat(script.get("/communities/1e3").code()).isEqualTo("not_an_id");
    assertThat(script.get("/communities/99999999999999999999").code()).isEqualTo("not_an_id");
  }

  @Test
  void what_is_out_of_sight_does_not_exist() {
    Riverside other = Riverside.in(liana);
    Visitor local = riverside.localOperator();

    assertThat(names(local, "/communities")).hasSize(1);
    assertThat(local.get("/communities/" + other.community()).code())
        .isEqualTo("community_not_found");
    assertThat(local.patch("/communities/" + other.community(), Map.of("goal", "x")).code())
        .isEqualTo("community_not_found");
    assertThat(local.get("/groups?community=" + other.community()).code())
        .isEqualTo("community_not_found");
    assertThat(local.get("/groups/" + other.groupId()).code()).isEqualTo("group_not_found");
    assertThat(names(local, "/groups")).hasSize(1);
    assertThat(local.post("/communities", Map.of("name", unique("Mine"))).code())
        .isEqualTo("scope_limited");
  }

  private List<String> names(String where) {
    return names(script, where);
  }

  private static List<String> names(Visitor visitor, String where) {
    List<String> names = new ArrayList<>();
    visitor.get(where).json().path("items").forEach(i -> names.add(i.path("name").asString()));
    return names;
  }

  private static String unique(String name) {
    return name + "-" + UUID.randomUUID().toString().substring(0, 8);
  }
}
