package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Visitor;
import io.liana.kit.WeComJourney;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** 入群码 and 联系我: made once, never lost, and everybody who came by one is counted for it. */
class WeComWaysTest extends WeComJourney {
  private String group;

  @BeforeEach
  void one_group() {
    connect(Map.of());
    group = "wr-tea-" + wecom.corp();
    wecom.act("chat", "chat", group, "name", "茶友群", "owner", "ana");
    wecom.work();
  }

  @Test
  void a_code_into_a_group_is_made_and_who_scans_it_is_counted_for_it() {
    JsonNode way = make(intoGroup(false));
    assertThat(way.path("state").asString()).isEqualTo("due");
    wecom.work();
    assertThat(one(way).path("state").asString()).isEqualTo("made");
    assertThat(one(way).path("picture").asString()).startsWith("https://");
    scan(way, CHEN, "Chen");
    scan(way, DANA, "Dana");
    assertThat(one(way).path("came").asInt()).isEqualTo(2);
    wecom.act("leave", "chat", group, "user", CHEN);
    wecom.work();
    assertThat(one(way).path("came").asInt()).isEqualTo(2);
    assertThat(one(way).path("here").asInt()).isEqualTo(1);
  }

  @Test
  void a_code_to_staff_is_made_and_its_customers_are_counted_for_it() {
    JsonNode way = make(toStaff("ana", "bo"));
    wecom.work();
    assertThat(one(way).path("picture").asString()).startsWith("https://");
    String code = way.path("code").asString();
    wecom.act("follow", "external", CHEN, "name", "Chen", "staff", "bo", "state", code);
    wecom.work();
    assertThat(one(way).path("came").asInt()).isEqualTo(1);
    wecom.act("unfollow", "external", CHEN, "staff", "bo", "by", "customer");
    wecom.work();
    assertThat(one(way).path("came").asInt()).isEqualTo(1);
    assertThat(one(way).path("here").asInt()).isZero();
  }

  @Test
  void a_change_overwrites_and_a_closed_one_is_gone_at_wecom() {
    JsonNode way = make(intoGroup(false));
    wecom.work();
    String second = "wr-more-" + wecom.corp();
    wecom.act("chat", "chat", second, "name", "茶友群 2", "owner", "bo");
    Map<String, Object> wish = intoGroup(false);
    wish.put("groups", List.of(group, second));
    JsonNode changed = put(way, wish).json();
    assertThat(changed.path("fresh").asBoolean()).isFalse();
    wecom.work();
    assertThat(one(way).path("fresh").asBoolean()).isTrue();
    assertThat(one(way).path("groups")).hasSize(2);
    assertThat(delete(way).json().path("state").asString()).isEqualTo("closing");
    wecom.work();
    assertThat(one(way).path("state").asString()).isEqualTo("closed");
    assertThat(wecom.state().path("join_ways")).isEmpty();
    assertThat(put(way, wish).code()).isEqualTo("way_closed");
  }

  @Test
  void an_answer_that_is_lost_is_found_in_wecoms_list_and_nothing_is_made_twice() {
    wecom.faults(Map.of("lose_way_answer", 1));
    JsonNode way = make(toStaff("ana"));
    wecom.work();
    assertThat(one(way).path("state").asString()).isEqualTo("doubt");
    later(Duration.ofSeconds(10));
    assertThat(one(way).path("state").asString()).isEqualTo("made");
    assertThat(wecom.state().path("contact_ways")).hasSize(1);
  }

  @Test
  void one_that_never_arrived_is_said_to_be_absent_and_can_be_asked_for_again() {
    wecom.faults(Map.of("fail_way", 1));
    JsonNode way = make(toStaff("ana"));
    wecom.work();
    for (int i = 0; i < 15; i++) {
      later(Duration.ofSeconds(10));
    }
    assertThat(one(way).path("state").asString()).isEqualTo("absent");
    assertThat(post(way, "/again").json().path("state").asString()).isEqualTo("due");
    wecom.work();
    assertThat(one(way).path("state").asString()).isEqualTo("made");
    assertThat(post(way, "/again").code()).isEqualTo("way_not_in_doubt");
  }

  @Test
  void a_lost_answer_about_a_group_code_stays_in_doubt_because_wecom_lists_none() {
    wecom.faults(Map.of("lose_way_answer", 1));
    JsonNode way = make(intoGroup(false));
    wecom.work();
    later(Duration.ofMinutes(10));
    assertThat(one(way).path("state").asString()).isEqualTo("doubt");
    assertThat(put(way, intoGroup(false)).code()).isEqualTo("way_in_doubt");
    assertThat(wecom.state().path("join_ways")).as("never asked twice by itself").hasSize(1);
  }

  @Test
  void what_wecom_would_refuse_is_refused_here_with_its_field() {
    Map<String, Object> many = intoGroup(false);
    many.put("groups", IntStream.range(0, 6).mapToObj(n -> "wr" + n).toList());
    assertThat(field(many)).isEqualTo("groups");
    Map<String, Object> longName = intoGroup(false);
    longName.put("name", "茶".repeat(31));
    assertThat(field(longName)).isEqualTo("name");
    Map<String, Object> nameless = intoGroup(true);
    nameless.remove("base_name");
    assertThat(field(nameless)).isEqualTo("base_name");
    Map<String, Object> crowd = toStaff("ana");
    crowd.put("staff", IntStream.range(0, 101).mapToObj(n -> "s" + n).toList());
    assertThat(field(crowd)).isEqualTo("staff");
  }

  @Test
  void a_full_corporation_and_unknown_staff_are_told_with_wecoms_words() {
    wecom.faults(Map.of("ways_full", 1));
    JsonNode full = make(intoGroup(false));
    wecom.work();
    assertThat(one(full).path("state").asString()).as("waits for a person").isEqualTo("due");
    assertThat(one(full).path("evidence").asString()).contains("41045");
    wecom.faults(Map.of("ways_full", 0));
    JsonNode stranger = make(toStaff("zoe"));
    wecom.work();
    assertThat(one(stranger).path("state").asString()).isEqualTo("refused");
    assertThat(one(stranger).path("evidence").asString()).contains("60111");
    JsonNode room = liana.script().get(account("/ways/room")).json();
    assertThat(room.path("used").asInt()).as("a refused one takes no room").isEqualTo(1);
    assertThat(room.path("most").asInt()).isEqualTo(500_000);
  }

  // ---------------------------------------------------------------- 6

  @Test
  void behaviour_6_a_full_group_is_followed_by_one_wecom_opens_and_the_way_knows_it() {
    wecom.faults(Map.of("most_members", 2)); // Ana and one more
    JsonNode way = make(intoGroup(true));
    wecom.work();
    scan(way, CHEN, "Chen");
    scan(way, DANA, "Dana");
    JsonNode grown = one(way);
    assertThat(grown.path("groups")).hasSize(2);
    assertThat(grown.path("came").asInt()).isEqualTo(2);
    String opened = grown.at("/groups/1").asString();
    assertThat(
            liana
                .bean(JdbcTemplate.class)
                .queryForObject(
                    "select name from channel_wecom_chat where corp = ? and chat_id = ?",
                    String.class,
                    wecom.corp(),
                    opened))
        .isEqualTo("河畔茶友7");
  }

  @Test
  void behaviour_6_without_growing_a_scan_of_a_full_group_fails_and_nobody_is_told() {
    wecom.faults(Map.of("most_members", 1));
    JsonNode way = make(intoGroup(false));
    wecom.work();
    scan(way, CHEN, "Chen");
    assertThat(one(way).path("came").asInt()).isZero();
    assertThat(one(way).path("groups")).hasSize(1);
  }

  @Test
  void behaviour_6_a_way_that_grew_past_five_groups_is_changed_with_five_of_them() {
    List<String> five = new java.util.ArrayList<>(List.of(group));
    for (int i = 2; i <= 5; i++) {
      five.add("wr-tea-" + i + wecom.corp());
      wecom.act("chat", "chat", five.getLast(), "name", "茶友群 " + i, "owner", "ana");
    }
    wecom.work();
    wecom.faults(Map.of("most_members", 1)); // the owner alone fills a group
    Map<String, Object> wish = intoGroup(true);
    wish.put("groups", five);
    JsonNode way = make(wish);
    wecom.work();
    wecom.faults(Map.of("most_members", 2));
    for (int i = 0; i < 6; i++) {
      scan(way, "wmMany000000000000000000000" + i, "Many " + i);
    }
    List<String> grown =
        one(way).path("groups").valueStream().map(chat -> chat.asString()).toList();
    assertThat(grown).hasSize(6);
    wish.put("groups", grown);
    assertThat(put(way, wish).json().at("/params/field").asString())
        .as("WeCom would answer 41091")
        .isEqualTo("groups");
    wish.put("groups", grown.subList(1, 6));
    assertThat(put(way, wish).status()).isEqualTo(200);
    wecom.work();
    assertThat(one(way).path("fresh").asBoolean()).isTrue();
    assertThat(one(way).path("groups")).hasSize(5);
  }

  // ---------------------------------------------------------------- 11

  @Test
  void behaviour_11_who_leaves_and_comes_back_by_another_code_is_counted_for_each() {
    JsonNode first = make(intoGroup(false));
    JsonNode second = make(intoGroup(false));
    wecom.work();
    scan(first, CHEN, "Chen");
    wecom.act("leave", "chat", group, "user", CHEN);
    wecom.work();
    later(Duration.ofMinutes(1));
    scan(second, CHEN, "Chen");
    assertThat(one(first).path("came").asInt()).isEqualTo(1);
    assertThat(one(first).path("here").asInt()).isZero();
    assertThat(one(second).path("came").asInt()).isEqualTo(1);
    assertThat(one(second).path("here").asInt()).isEqualTo(1);
  }

  @Test
  void behaviour_11_a_customer_who_comes_back_by_another_code_stays_counted_for_the_first() {
    JsonNode first = make(toStaff("ana"));
    JsonNode second = make(toStaff("ana"));
    wecom.work();
    follow(first);
    wecom.act("unfollow", "external", CHEN, "by", "customer");
    wecom.work();
    later(Duration.ofMinutes(1));
    follow(second);
    assertThat(counts(first)).isEqualTo("came 1, here 0, first 1, last 0");
    assertThat(counts(second)).isEqualTo("came 1, here 1, first 0, last 1");
    JsonNode customer = liana.script().get(account("/customers")).json().at("/items/0");
    assertThat(customer.path("first_state")).isEqualTo(first.path("code"));
    assertThat(customer.path("state")).isEqualTo(second.path("code"));
  }

  private void follow(JsonNode way) {
    wecom.act("follow", "external", CHEN, "name", "Chen", "state", way.path("code").asString());
    wecom.work();
  }

  private String counts(JsonNode way) {
    JsonNode shown = one(way);
    return "came %d, here %d, first %d, last %d"
        .formatted(
            shown.path("came").asInt(),
            shown.path("here").asInt(),
            shown.path("came_first").asInt(),
            shown.path("came_last").asInt());
  }

  // ---------------------------------------------------------------- words

  private Map<String, Object> intoGroup(boolean grows) {
    Map<String, Object> wish = new HashMap<>();
    wish.put("kind", "group");
    wish.put("name", "海报 7");
    wish.put("groups", List.of(group));
    wish.put("grows", grows);
    if (grows) {
      wish.put("base_name", "河畔茶友");
      wish.put("base_number", 7);
    }
    return wish;
  }

  private static Map<String, Object> toStaff(String... staff) {
    Map<String, Object> wish = new HashMap<>();
    wish.put("kind", "staff");
    wish.put("name", "门店海报");
    wish.put("staff", List.of(staff));
    return wish;
  }

  private String ways() {
    return account("/ways");
  }

  private JsonNode make(Map<String, Object> wish) {
    Visitor.Answer answer = liana.script().post(ways(), wish);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private String field(Map<String, Object> wish) {
    return liana.script().post(ways(), wish).json().path("params").path("field").asString();
  }

  private JsonNode one(JsonNode way) {
    return liana
        .script()
        .get(ways())
        .json()
        .path("items")
        .valueStream()
        .filter(each -> each.path("id").equals(way.path("id")))
        .findFirst()
        .orElseThrow();
  }

  private Visitor.Answer put(JsonNode way, Map<String, Object> wish) {
    return liana.script().put(ways() + "/" + way.path("id").asString(), wish);
  }

  private Visitor.Answer delete(JsonNode way) {
    return liana.script().delete(ways() + "/" + way.path("id").asString());
  }

  private Visitor.Answer post(JsonNode way, String act) {
    return liana.script().post(ways() + "/" + way.path("id").asString() + act, Map.of());
  }

  private void scan(JsonNode way, String user, String name) {
    wecom.act("scan", "way", way.path("code").asString(), "user", user, "name", name);
    wecom.work();
  }
}
