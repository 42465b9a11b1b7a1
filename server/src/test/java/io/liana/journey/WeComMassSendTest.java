package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.Command;
import io.liana.community.Groups;
import io.liana.delivery.Outbox;
import io.liana.delivery.OutboxDraft;
import io.liana.delivery.Purpose;
import io.liana.kernel.GroupId;
import io.liana.kit.Riverside;
import io.liana.kit.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** 群发: written here, tapped on the phones of staff, and nothing is asked for twice. */
class WeComMassSendTest extends WeComMassSending {
  @Test
  void staff_tap_and_everybody_is_known_to_be_sent_to() {
    JsonNode made = make("明天开新茶");
    assertThat(parts(made)).containsExactly("due");
    assertThat(counts(made)).containsEntry("waiting", 2);
    wecom.work();
    assertThat(parts(one(made))).containsExactly("waiting");
    later(Duration.ofSeconds(10));
    assertThat(counts(one(made))).as("nobody tapped").containsEntry("waiting", 2);
    wecom.act("tap", "staff", "ana");
    later(Duration.ofMinutes(1));
    assertThat(counts(one(made))).containsEntry("sent", 1).containsEntry("waiting", 1);
    wecom.act("tap", "staff", "bo");
    later(Duration.ofMinutes(1));
    assertThat(counts(one(made))).containsEntry("sent", 2).containsEntry("waiting", 0);
    assertThat(parts(one(made))).containsExactly("over");
    assertThat(targets(made, "sent")).containsExactly(CHEN + " ana", DANA + " bo");
  }

  @Test
  void the_same_wish_twice_is_made_once() {
    Map<String, Object> wish = wish("茶");
    String first = post("", wish).json().path("id").asString();
    assertThat(post("", wish).json().path("id").asString()).isEqualTo(first);
    wecom.work();
    assertThat(tasks()).hasSize(1);
  }

  @Test
  void before_it_is_sent_one_sees_whom_it_reaches_and_whom_not_and_why() {
    Map<String, Object> wish = wish("茶");
    wish.put("people", List.of(CHEN, "wmNobody"));
    JsonNode reach = post("/preview", wish).json();
    assertThat(reach.path("reached").asInt()).isEqualTo(1);
    assertThat(reach.at("/first/0/name").asString()).isEqualTo("Chen");
    assertThat(reach.at("/left_out/0/reason").asString()).isEqualTo("not_customer");
    assertThat(reach.at("/left_out/0/first/0/id").asString()).isEqualTo("wmNobody");
    assertThat(reach.at("/quota/most").asInt())
        .as("as many as the month has days")
        .isEqualTo(java.time.YearMonth.now(clock.withZone(Riverside.ZONE)).lengthOfMonth());
    assertThat(tasks()).isEmpty();
  }

  @Test
  void tags_choose_any_of_a_list_and_of_every_list() {
    jdbc.update(
        "update channel_wecom_customer set tags = '{tea,vip}' where corp = ? and external_id = ?",
        wecom.corp(),
        CHEN);
    jdbc.update(
        "update channel_wecom_customer set tags = '{tea}' where corp = ? and external_id = ?",
        wecom.corp(),
        DANA);
    Map<String, Object> wish = wish("茶");
    wish.put("tags", List.of(List.of("tea", "coffee")));
    assertThat(post("/preview", wish).json().path("reached").asInt()).isEqualTo(2);
    wish.put("tags", List.of(List.of("tea", "coffee"), List.of("vip")));
    assertThat(post("/preview", wish).json().at("/first/0/id").asString()).isEqualTo(CHEN);
    assertThat(get("/choices").json().at("/tags/0").toString())
        .as("a tag nobody has read the name of")
        .isEqualTo("{\"id\":\"tea\",\"name\":\"tea\",\"group\":\"\",\"customers\":2}");
  }

  @Test
  void groups_are_sent_by_their_owners_each_in_a_task_of_their_own() {
    for (String owner : List.of("ana", "bo")) {
      String chat = "wr-" + owner + wecom.corp();
      wecom.act("chat", "chat", chat, "name", owner + " 的茶友", "owner", owner);
    }
    wecom.work();
    Map<String, Object> wish = wish("茶");
    wish.put("kind", "groups");
    JsonNode made = post("", wish).json();
    assertThat(made.path("parts").valueStream().map(part -> part.path("sender").asString()))
        .containsExactly("ana", "bo");
    wecom.work();
    wecom.act("tap", "staff", "bo");
    later(Duration.ofSeconds(10));
    assertThat(counts(one(made))).containsEntry("sent", 1).containsEntry("waiting", 1);
  }

  // ---------------------------------------------------------------- without an answer

  @Test
  void an_answer_that_is_lost_is_found_in_the_list_and_nothing_is_asked_twice() {
    wecom.faults(Map.of("lose_mass_answer", 1));
    JsonNode made = make("茶");
    wecom.work();
    assertThat(parts(one(made))).containsExactly("doubt");
    later(Duration.ofSeconds(10));
    assertThat(parts(one(made))).containsExactly("waiting");
    assertThat(tasks()).hasSize(1);
    wecom.act("tap", "staff", "ana");
    later(Duration.ofMinutes(1));
    assertThat(counts(one(made))).containsEntry("sent", 1);
  }

  @Test
  void a_crash_after_the_call_is_settled_from_the_list() {
    JsonNode made = make("茶");
    wecom.work();
    // As a node leaves it that dies between the call and writing down the answer.
    jdbc.update(
        "update channel_wecom_mass_part set state = 'asked', msgid = null where id = ?",
        Long.valueOf(made.at("/parts/0/id").asString()));
    later(Duration.ofSeconds(10));
    assertThat(parts(one(made))).containsExactly("waiting");
    assertThat(tasks()).hasSize(1);
  }

  @Test
  void what_the_list_does_not_show_is_left_to_a_person() {
    wecom.faults(Map.of("fail_mass", 1));
    JsonNode made = make("茶");
    wecom.work();
    String part = "/" + id(made) + "/parts/" + made.at("/parts/0/id").asString() + "/again";
    assertThat(post(part, Map.of()).code()).isEqualTo("not_absent");
    for (int i = 0; i < 70; i++) {
      later(Duration.ofSeconds(10));
    }
    assertThat(parts(one(made))).containsExactly("absent");
    assertThat(tasks()).as("never asked twice by itself").isEmpty();
    post(part, Map.of());
    wecom.work();
    assertThat(parts(one(made))).containsExactly("waiting");
    assertThat(tasks()).hasSize(1);
  }

  // ---------------------------------------------------------------- for rules

  @Test
  void what_a_rule_says_in_a_group_is_prepared_for_the_owner_and_their_tap_ends_the_task() {
    connectWithCustomers(Map.of("mass_for_rules", "yes"));
    String chat = "wr-rule" + wecom.corp();
    wecom.act("chat", "chat", chat, "name", "河畔茶友", "owner", "ana", "members", List.of(CHEN));
    wecom.work();
    long group =
        jdbc.queryForObject(
            "select id from community_group where external_id = ?", Long.class, chat);
    toSay(new GroupId(group), "欢迎新茶友");
    wecom.work();
    JsonNode task = task(group);
    assertThat(task.path("why").asString()).isEqualTo("wecom_tap_mass_send");
    assertThat(task.path("state").asString()).isEqualTo("open");
    JsonNode mass = get("").json().at("/items/0");
    assertThat(mass.path("by_rule").asBoolean()).isTrue();
    assertThat(mass.path("text").asString()).isEqualTo("欢迎新茶友");
    wecom.act("tap", "staff", "ana");
    later(Duration.ofSeconds(10));
    JsonNode done = task(group);
    assertThat(done.path("state").asString()).isEqualTo("done");
    assertThat(done.at("/done_by/kind").asString()).isEqualTo("member");
  }

  @Test
  void who_sees_one_community_only_sees_no_customers() {
    Visitor dana = Riverside.operator(liana, "operator", List.of(wecom.community().toString()));
    assertThat(dana.get(path("")).code()).isEqualTo("all_communities_needed");
  }

  private void toSay(GroupId group, String text) {
    String chat = liana.bean(Groups.class).get(group).externalId();
    liana
        .bean(Outbox.class)
        .enqueue(
            List.of(
                new OutboxDraft(
                    "said:" + clock.instant(),
                    wecom.community(),
                    group,
                    null,
                    Purpose.WARNING,
                    new Command.SendText(chat, text, List.of(), null),
                    null,
                    clock.instant())));
  }

  private JsonNode task(long group) {
    return liana.script().get("/tasks?group=" + group).json().at("/items/0");
  }
}
