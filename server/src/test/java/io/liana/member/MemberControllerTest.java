package io.liana.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.Visitor;
import io.liana.kit.Visitor.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MemberControllerTest {
  private final RunningLiana liana = RunningLiana.shared();
  private final Visitor script = liana.script();
  private final Riverside riverside = Riverside.in(liana);
  private final String path = "/groups/" + riverside.groupId() + "/members";

  @BeforeEach
  void they_talk() {
    riverside.says(riverside.bo(), Riverside.MONDAY, "one");
    riverside.says(riverside.bo(), Riverside.MONDAY.plus(Duration.ofDays(1)), "two");
    riverside.says(riverside.bo(), Riverside.MONDAY.plus(Duration.ofDays(1)), "three");
    riverside.says(riverside.ana(), Riverside.MONDAY.plus(Duration.ofDays(2)), "hello");
  }

  @Test
  void the_most_talkative_stands_first_with_what_is_known_about_them() {
    JsonNode page = script.get(path).json();
    assertThat(page.path("total").asInt()).isEqualTo(4);
    JsonNode bo = page.path("items").path(0);
    assertThat(bo.path("name").asString()).isEqualTo("Bo");
    assertThat(bo.path("role").asString()).isEqualTo("admin");
    assertThat(bo.path("messages").asInt()).isEqualTo(3);
    assertThat(bo.path("active_days").asInt()).isEqualTo(2);
    assertThat(Instant.parse(bo.path("first_message_at").asString())).isEqualTo(Riverside.MONDAY);
    assertThat(bo.path("joined_at").isNull()).isTrue();
  }

  @Test
  void every_order_can_be_walked_without_a_gap() {
    assertThat(walk("messages")).startsWith("Bo", "Ana").hasSize(4).doesNotHaveDuplicates();
    assertThat(walk("last_message_at")).startsWith("Ana", "Bo").hasSize(4);
    assertThat(walk("joined_at")).endsWith("Ana", "Bo").hasSize(4);
    assertThat(walk("name")).containsExactly("100%_Lucky", "Ana", "Bo", "陈晨 Chen");
  }

  @ParameterizedTest
  @CsvSource({
    "q=%25, 1",
    "q=chen, 1",
    "q=陈, 1",
    "q=nobody, 0",
    "role=owner, 1",
    "role=member, 2",
    "presence=in, 4",
    "presence=left, 0",
    "whitelisted=true, 0",
    "whitelisted=false, 4"
  })
  void filters_narrow_it_down(String query, int found) {
    JsonNode page = script.get(path + "?" + query).json();
    assertThat(page.path("items")).hasSize(found);
    assertThat(page.path("total").asInt()).isEqualTo(found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"role=king", "presence=maybe", "whitelisted=2", "sort=height", "q=%00", "limit=0"})
  void a_nonsense_question_is_answered_with_what_is_wrong(String query) {
    assertThat(script.get(path + "?" + query).code()).isEqualTo("invalid_request");
  }

  @Test
  void a_cursor_of_another_list_is_refused() {
    String cursor = script.get("/communities?limit=1").json().path("next_cursor").asString("MQ");
    assertThat(script.get(path + "?cursor=" + cursor).code()).isEqualTo("bad_cursor");
  }

  @Test
  void whoever_is_put_on_the_white_list_is_found_in_the_journal() {
    Visitor bo = riverside.localOperator();
    String chen = path + "/" + riverside.chen();
    Answer changed = bo.patch(chen, Map.of("whitelisted", true, "role", "admin"));

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().path("whitelisted").asBoolean()).isTrue();
    assertThat(changed.json().path("role").asString()).isEqualTo("admin");
    JsonNode entry =
        script
            .get("/journal?kind=member_changed&member=" + riverside.chen())
            .json()
            .path("items")
            .path(0);
    assertThat(entry.at("/actor/kind").asString()).isEqualTo("operator");
    assertThat(entry.at("/actor/name").asString()).startsWith("Dana");
    assertThat(entry.at("/reason/role").asString()).isEqualTo("admin");
    assertThat(entry.at("/member/name").asString()).isEqualTo("陈晨 Chen");
    assertThat(script.patch(chen, Map.of("whitelisted", false)).json().path("role").asString())
        .isEqualTo("admin");
  }

  @Test
  void only_somebody_who_was_in_the_group_can_be_changed_there() {
    Riverside other = Riverside.in(liana);
    Map<String, Object> change = Map.of("whitelisted", true);
    assertThat(script.patch(path + "/" + other.bo(), change).code()).isEqualTo("member_not_found");
    assertThat(script.patch(path + "/bo", change).code()).isEqualTo("not_an_id");
    assertThat(script.patch(path + "/" + riverside.bo(), Map.of("role", "bot")).code())
        .isEqualTo("invalid_request");
    assertThat(script.patch(path + "/" + riverside.bo(), "{\"whitelisted\": \"perhaps\"}").code())
        .isEqualTo("invalid_request");
  }

  @Test
  void one_person_is_shown_with_accounts_and_groups() {
    JsonNode bo = script.get("/members/" + riverside.bo()).json();
    assertThat(bo.path("name").asString()).isEqualTo("Bo");
    assertThat(bo.at("/accounts/0/platform").asString()).isEqualTo("open");
    assertThat(bo.at("/memberships/0/group/id").asString())
        .isEqualTo(riverside.groupId().toString());
    assertThat(bo.at("/memberships/0/messages").asInt()).isEqualTo(3);
    assertThat(script.get("/members/999999").code()).isEqualTo("member_not_found");
  }

  @Test
  void what_one_person_said_is_listed_newest_first() {
    List<String> texts = new ArrayList<>();
    script
        .get("/members/" + riverside.bo() + "/events?q=t")
        .json()
        .path("items")
        .forEach(event -> texts.add(event.path("text").asString()));
    assertThat(texts).containsExactly("three", "two");
    assertThat(
            script
                .get("/members/" + riverside.bo() + "/events?limit=2&group=" + riverside.groupId())
                .json()
                .path("next_cursor")
                .isNull())
        .isFalse();
  }

  @Test
  void people_of_other_communities_do_not_exist() {
    Visitor stranger = Riverside.in(liana).localOperator();
    String bo = "/members/" + riverside.bo();
    assertThat(stranger.get(path).code()).isEqualTo("group_not_found");
    assertThat(stranger.get(bo).code()).isEqualTo("member_not_found");
    assertThat(stranger.get(bo + "/events").code()).isEqualTo("member_not_found");
    assertThat(stranger.get(bo + "/events?group=" + riverside.groupId()).code())
        .isEqualTo("group_not_found");
    assertThat(stranger.patch(path + "/" + riverside.bo(), Map.of("role", "owner")).code())
        .isEqualTo("group_not_found");
  }

  private List<String> walk(String sort) {
    List<String> names = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = script.get(path + "?limit=1&sort=" + sort + "&cursor=" + cursor).json();
      page.path("items").forEach(member -> names.add(member.path("name").asString()));
      cursor = page.path("next_cursor").asString("");
    } while (!cursor.isEmpty());
    return names;
  }
}
