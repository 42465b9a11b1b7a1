package io.liana.rule;

import static io.liana.rule.Courtroom.ADVERTISER;
import static io.liana.rule.Courtroom.ANA;
import static io.liana.rule.Courtroom.BO;
import static io.liana.rule.Courtroom.CHEN;
import static io.liana.rule.Courtroom.FRIEND;
import static io.liana.rule.Courtroom.LIANA;
import static io.liana.rule.Courtroom.NOON;
import static io.liana.rule.Courtroom.acts;
import static io.liana.rule.Courtroom.rulesThatFired;
import static org.assertj.core.api.Assertions.assertThat;

import io.liana.action.Action;
import io.liana.kernel.MemberId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Triggers, conditions and effects, one event at a time. */
class RuleDeciderTest {
  private static Courtroom court(String triggers, String conditions, String effects) {
    return new Courtroom(
        """
        {"rules":[{"key":"rule","name":"Rule","mode":"on","triggers":[%s],"conditions":[%s],"effects":[%s]}]}
        """
            .formatted(triggers, conditions, effects));
  }

  private static final String REPLY = "{\"type\":\"reply\",\"text\":\"Hello {name}\"}";
  private static final String WARN = "{\"type\":\"warn\",\"text\":\"{name}: {rule}\"}";

  @Test
  void owners_admins_bots_and_friends_are_exempt_from_sanctions_and_still_get_answers() {
    var strict = court("{\"type\":\"said\"}", "", WARN);
    var kind = court("{\"type\":\"said\"}", "", REPLY);
    for (MemberId exempt : List.of(ANA, BO, FRIEND)) {
      assertThat(strict.says(exempt, "hi", NOON)).isEmpty();
      assertThat(acts(kind.says(exempt, "hi", NOON))).containsExactly("Reply");
    }
    assertThat(strict.says(LIANA, "hi", NOON)).isEmpty();
    assertThat(kind.says(LIANA, "hi", NOON)).isEmpty();
    assertThat(acts(strict.says(CHEN, "hi", NOON))).containsExactly("Warn");
  }

  @Test
  void an_arm_decides_last_and_whom_it_decided_about_is_told() {
    String arm = "{\"type\":\"arm\",\"arms\":[\"7:b\",\"7:c\"]}";
    var court = court("{\"type\":\"said\"}", arm, REPLY);
    assertThat(court.says(CHEN, "hi", NOON)).as("nothing is tried").isEmpty();
    assertThat(court.met).isEmpty();
    court.arms = Set.of("7:a", "8:b");
    assertThat(court.says(CHEN, "hi", NOON)).isEmpty();
    assertThat(court.met).as("with another arm it would have fired").containsExactly("7:a");
    court.arms = Set.of("7:c", "8:b");
    assertThat(acts(court.says(CHEN, "hi", NOON))).containsExactly("Reply");
    assertThat(court.met).containsExactlyInAnyOrder("7:a", "7:c");

    for (String besides :
        List.of(
            "{\"type\":\"role\",\"roles\":[\"owner\"]}",
            "{\"type\":\"time_between\",\"from\":\"01:00\",\"to\":\"02:00\"}",
            "{\"type\":\"blacklisted\"}")) {
      var other = court("{\"type\":\"said\"}", arm + "," + besides, REPLY);
      other.arms = Set.of("7:b");
      assertThat(other.says(CHEN, "hi", NOON)).isEmpty();
      assertThat(other.met).as("something else kept it from firing").isEmpty();
    }
    var strict = court("{\"type\":\"said\"}", arm, WARN);
    strict.arms = Set.of("7:b");
    assertThat(strict.says(BO, "hi", NOON)).isEmpty();
    assertThat(strict.met).as("who is exempt anyway").isEmpty();
  }

  @Test
  void a_rule_in_audit_mode_and_a_rung_below_one_that_fires_let_nobody_meet_an_arm() {
    String rules =
        """
        {"rules":[{"key":"said","name":"Said","mode":"on","triggers":[{"type":"said"}],"conditions":[],
           "effects":[{"type":"record_violation","kind":"keyword"}]},
          {"key":"audit","name":"Audit","mode":"audit","triggers":[{"type":"said"}],
           "conditions":[{"type":"arm","arms":["7:b"]}],"effects":[{"type":"tag","tag":"seen"}]},
          {"key":"first","name":"First","mode":"on","triggers":[{"type":"violation","kind":"keyword","nth":1,"within_days":1}],
           "conditions":[{"type":"arm","arms":["8:b"]}],"effects":[{"type":"warn","text":"{name}"}]},
          {"key":"second","name":"Second","mode":"on","triggers":[{"type":"violation","kind":"keyword","nth":2,"within_days":1}],
           "conditions":[{"type":"arm","arms":["9:b"]}],"effects":[{"type":"mute","minutes":5}]}]}
        """;
    var court = new Courtroom(rules);
    court.arms = Set.of("7:b", "8:b", "9:b");
    assertThat(rulesThatFired(court.says(CHEN, "one", NOON)))
        .containsExactly("said", "audit", "first");
    assertThat(court.met).containsExactly("8:b");
    court.met.clear();
    assertThat(rulesThatFired(court.says(CHEN, "two", NOON.plusSeconds(1))))
        .containsExactly("said", "audit", "second");
    assertThat(court.met).containsExactly("9:b");
    court.met.clear();
    court.arms = Set.of("7:b", "8:a", "9:a");
    assertThat(rulesThatFired(court.says(CHEN, "three", NOON.plusSeconds(2))))
        .containsExactly("said", "audit");
    assertThat(court.met).as("both would have").containsExactlyInAnyOrder("8:a", "9:a");
  }

  @Test
  void words_are_found_in_other_widths_scripts_and_behind_inserted_signs() {
    var court =
        court(
            "{\"type\":\"keyword\",\"match\":\"contains\",\"words\":[\"群規\",\"price\"]}",
            "",
            REPLY);

    assertThat(court.says(CHEN, "请问群规在哪", NOON)).hasSize(1);
    assertThat(court.says(CHEN, "what is the ＰＲＩＣＥ?", NOON)).hasSize(1);
    assertThat(court.says(CHEN, "p*r*i*c*e please", NOON)).hasSize(1);
    assertThat(court.says(CHEN, "priceless", NOON)).isEmpty();
  }

  @Test
  void exact_means_the_whole_message() {
    var court = court("{\"type\":\"keyword\",\"match\":\"exact\",\"words\":[\"群规\"]}", "", REPLY);

    assertThat(court.says(CHEN, "群规！", NOON)).hasSize(1);
    assertThat(court.says(CHEN, "群规是什么", NOON)).isEmpty();
  }

  @Test
  void a_pattern_shows_where_it_matched() {
    var court =
        court(
            "{\"type\":\"keyword\",\"match\":\"pattern\",\"words\":[\"order #[0-9]+\"]}",
            "",
            REPLY);

    var found = court.says(CHEN, "my order #42?", NOON).getFirst().evidence().findings().getFirst();
    assertThat(found.start()).isEqualTo(3);
    assertThat(found.end()).isEqualTo(12);
  }

  @Test
  void one_message_is_read_once_for_all_rules_and_each_rule_fires_once() {
    var court =
        new Courtroom(
            """
            {"rules":[
              {"key":"a","name":"A","mode":"on","triggers":[{"type":"keyword","match":"contains","words":["tea","cake"]}],"conditions":[],"effects":[%1$s]},
              {"key":"b","name":"B","mode":"on","triggers":[{"type":"keyword","match":"contains","words":["tea"]}],"conditions":[],"effects":[%1$s]},
              {"key":"c","name":"C","mode":"off","triggers":[{"type":"keyword","match":"contains","words":["tea"]}],"conditions":[],"effects":[%1$s]}]}
            """
                .formatted(REPLY));

    var decisions = court.says(CHEN, "tea and cake", NOON);
    assertThat(rulesThatFired(decisions)).containsExactly("a", "b");
    assertThat(decisions.getFirst().evidence().findings()).hasSize(2);
  }

  @Test
  void links_are_judged_by_each_rules_own_list() {
    var court = court("{\"type\":\"link\",\"allowed\":[\"example.org\"]}", "", WARN);

    assertThat(court.says(CHEN, "see https://docs.example.org/a", NOON)).isEmpty();
    assertThat(court.says(CHEN, "see https://example.com/a", NOON)).hasSize(1);
  }

  @Test
  void more_mentions_than_the_limit_are_too_many() {
    var court = court("{\"type\":\"mentions\",\"more_than\":1}", "", WARN);

    assertThat(court.hears(court.message(CHEN, "hey", NOON, List.of(ANA)))).isEmpty();
    assertThat(court.hears(court.message(CHEN, "hey", NOON, List.of(ANA, BO)))).hasSize(1);
    assertThat(court.says(CHEN, "@ana @bo come here", NOON)).hasSize(1);
  }

  @Test
  void more_messages_than_the_limit_are_a_flood_and_counting_starts_anew() {
    var court = court("{\"type\":\"flood\",\"messages\":3,\"seconds\":10}", "", WARN);
    int fired = 0;
    for (int i = 0; i < 8; i++) {
      fired += court.says(CHEN, "line " + i, NOON.plusMillis(500L * i)).size();
    }
    assertThat(fired).isEqualTo(2);

    for (int i = 0; i < 8; i++) {
      assertThat(court.says(ADVERTISER, "line " + i, NOON.plusSeconds(4L * i))).isEmpty();
    }
  }

  @Test
  void the_same_text_with_another_number_is_a_repetition() {
    var court = court("{\"type\":\"repeat\",\"times\":3,\"seconds\":60}", "", WARN);

    court.says(ADVERTISER, "great tea, only 39 yuan a box, today only", NOON);
    court.says(ADVERTISER, "something else", NOON.plusSeconds(1));
    court.says(ADVERTISER, "great tea, only 38 yuan a box, today only", NOON.plusSeconds(2));
    assertThat(
            court.says(
                ADVERTISER, "great tea, only 37 yuan a box, today only", NOON.plusSeconds(3)))
        .hasSize(1);
    for (int i = 0; i < 5; i++) {
      assertThat(court.says(CHEN, "ok " + i, NOON.plusSeconds(i))).isEmpty();
    }
  }

  @Test
  void newcomers_are_greeted_by_kind_and_once() {
    var court =
        new Courtroom(
            """
            {"rules":[
              {"key":"back","name":"Back","mode":"on","triggers":[{"type":"joined","newcomer":"returning"}],"conditions":[],"effects":[%1$s]},
              {"key":"guest","name":"Guest","mode":"on","triggers":[{"type":"joined","newcomer":"invited"}],"conditions":[],"effects":[%1$s]},
              {"key":"first","name":"First","mode":"on","triggers":[{"type":"joined","newcomer":"first_time"}],"conditions":[],"effects":[%1$s]}]}
            """
                .formatted(REPLY));
    court.seenSince(CHEN, NOON);

    assertThat(rulesThatFired(court.joins(CHEN, NOON))).containsExactly("first");
    assertThat(rulesThatFired(court.joins(CHEN, NOON.plusSeconds(99)))).containsExactly("back");
    court.seenSince(ADVERTISER, NOON);
    var invited = court.invites(ANA, ADVERTISER, NOON);
    assertThat(rulesThatFired(invited)).containsExactly("guest");
    assertThat(invited.getFirst().actions())
        .containsExactly(new Action.Greet(Courtroom.GROUP, ADVERTISER, "Hello {name}"));
  }

  @Test
  void who_speaks_to_our_account_is_answered() {
    var court = court("{\"type\":\"mentioned\"}", "", REPLY);

    assertThat(court.hears(court.message(CHEN, "hey", NOON, List.of(LIANA)))).hasSize(1);
    assertThat(court.hears(court.message(CHEN, "hey", NOON, List.of(ANA)))).isEmpty();
  }

  @Test
  void conditions_must_all_hold() {
    var night =
        court(
            "{\"type\":\"said\"}",
            "{\"type\":\"time_between\",\"from\":\"23:00\",\"to\":\"07:00\"}",
            WARN);
    assertThat(night.says(CHEN, "hi", NOON)).isEmpty();
    assertThat(night.says(CHEN, "hi", NOON.plus(Duration.ofHours(12)))).hasSize(1);

    var young =
        court(
            "{\"type\":\"said\"}",
            "{\"type\":\"member_age\",\"compare\":\"less_than\",\"hours\":72}",
            WARN);
    assertThat(young.says(CHEN, "hi", NOON)).isEmpty();
    young.seenSince(CHEN, NOON.minus(Duration.ofHours(71)));
    assertThat(young.says(CHEN, "hi", NOON)).hasSize(1);
  }

  @Test
  void an_edit_is_judged_but_not_answered() {
    var kind =
        court("{\"type\":\"keyword\",\"match\":\"contains\",\"words\":[\"tea\"]}", "", REPLY);
    var strict =
        court("{\"type\":\"keyword\",\"match\":\"contains\",\"words\":[\"tea\"]}", "", WARN);

    assertThat(kind.edits(CHEN, "m1", "tea?", NOON)).isEmpty();
    assertThat(strict.edits(CHEN, "m1", "tea?", NOON)).hasSize(1);
  }

  @Test
  void the_suggested_rules_can_be_read_and_know_an_advert_when_switched_on() {
    for (String language : List.of("zh", "en")) {
      String json = read("house-rules." + language + ".json").replace("\"audit\"", "\"on\"");
      var court = new Courtroom(json);
      String advert = "全网最低价！加微信 vx888666abc，兼职刷单日赚500元，名额有限速加QQ9222190221";

      assertThat(acts(court.says(ADVERTISER, advert, NOON))).containsExactly("Recall", "Warn");
      assertThat(acts(court.says(ADVERTISER, advert, NOON.plusSeconds(9))))
          .containsExactly("Recall", "Notify", "Remove", "Blacklist");
      assertThat(court.says(CHEN, "大家早上好，今天天气不错", NOON)).isEmpty();
    }
  }

  private static String read(String name) {
    try (var file = HouseRules.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
