package io.liana.rule;

import static io.liana.rule.LadderTest.firstWarnThenRemove;
import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.Command;
import io.liana.channel.Outcome;
import io.liana.channel.SettledEvent;
import io.liana.delivery.CommandSettled;
import io.liana.delivery.CommandsSettled;
import io.liana.kernel.MemberId;
import io.liana.moderation.Blacklist;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ApplicationEventMulticaster;

/** The ladder on a real database: what goes out, what is written down, what people decide. */
class HouseRulesTest {
  private static final String VIOLATIONS =
      "select count(*) from moderation_violation where group_id = ?";

  @Test
  void an_advertiser_is_warned_then_told_removed_and_kept_out() {
    var group = LivingGroup.with(firstWarnThenRemove("on"));
    MemberId advertiser = group.riverside.advertiser();

    group.judge(group.says(advertiser, 0, "shout one"));
    assertThat(group.outbox()).containsExactly("recall_message", "send_text");

    group.judge(group.says(advertiser, 60, "shout two"));
    assertThat(group.outbox().subList(2, 5))
        .containsExactly("recall_message", "send_text", "remove_member");
    assertThat(blacklisted(group)).isTrue();
    assertThat(group.cases()).hasSize(2);
    assertThat(
            LivingGroup.jdbc()
                .queryForList(
                    "select kind from journal_entry where group_id = ? and kind <> 'group_created' order by id",
                    String.class,
                    group.riverside.groupId().value()))
        .containsExactly(
            "violation_recorded",
            "message_recalled",
            "member_warned",
            "violation_recorded",
            "message_recalled",
            "member_notified",
            "member_removed",
            "member_blacklisted");
    assertThat(
            LivingGroup.jdbc()
                .queryForObject(
                    "select command ->> 'text' from delivery_outbox where group_id = ? order by id offset 1 limit 1",
                    String.class,
                    group.riverside.groupId().value()))
        .isEqualTo("100%_Lucky, our rule is: No shouting. Again within 30 days and you are out.");
  }

  @Test
  void two_adverts_in_one_batch_are_one_warning_and_one_removal() {
    var group = LivingGroup.with(firstWarnThenRemove("on"));
    MemberId advertiser = group.riverside.advertiser();

    group.judge(
        group.says(advertiser, 0, "shout one"),
        group.says(advertiser, 0, "shout two"),
        group.says(advertiser, 1, "shout three"));

    assertThat(group.outbox())
        .containsExactly(
            "recall_message",
            "send_text",
            "recall_message",
            "send_text",
            "remove_member",
            "recall_message");
  }

  @Test
  void two_adverts_on_two_workers_at_once_are_one_warning_and_one_removal() throws Exception {
    for (int round = 0; round < 5; round++) {
      var group = LivingGroup.with(firstWarnThenRemove("on"));
      SettledEvent one = group.says(group.riverside.advertiser(), 0, "shout one");
      SettledEvent two = group.says(group.riverside.advertiser(), 0, "shout two");
      var together = new CyclicBarrier(2);
      try (var workers = Executors.newFixedThreadPool(2)) {
        var results = workers.invokeAll(List.of(worker(together, one), worker(together, two)));
        for (var result : results) {
          result.get();
        }
      }

      assertThat(group.outbox().stream().filter("remove_member"::equals)).hasSize(1);
      assertThat(group.outbox().stream().filter("recall_message"::equals)).hasSize(2);
      assertThat(group.count(VIOLATIONS)).isEqualTo(2);
      assertThat(
              group.count(
                  "select count(*) from moderation_step s join moderation_case c on c.id = s.case_id where c.group_id = ? and s.act = 'warn'"))
          .isEqualTo(1);
    }
  }

  private static Callable<Void> worker(CyclicBarrier together, SettledEvent event) {
    return () -> {
      together.await();
      LivingGroup.judge(new LaneMemory(), List.of(event));
      return null;
    };
  }

  @Test
  void a_redelivered_message_counts_once() {
    var group = LivingGroup.with(firstWarnThenRemove("on"));
    SettledEvent shout = group.says(group.riverside.advertiser(), 0, "shout");

    group.judge(shout);
    group.judge(shout);

    assertThat(group.count(VIOLATIONS)).isEqualTo(1);
    assertThat(group.outbox()).hasSize(2);
  }

  @Test
  void an_edited_message_is_judged_again_and_counts_once() {
    var group = LivingGroup.with(firstWarnThenRemove("on"));
    SettledEvent innocent = group.says(group.riverside.advertiser(), 0, "hello");
    group.judge(innocent);
    assertThat(group.cases()).isEmpty();

    group.judge(group.edits(innocent, 5, "shout"));
    group.judge(group.edits(innocent, 6, "SHOUT!"));

    assertThat(group.count(VIOLATIONS)).isEqualTo(1);
    var opened = group.visitor().get("/cases/" + group.cases().getFirst()).json();
    assertThat(opened.at("/evidence/0/edited").booleanValue()).isTrue();
    assertThat(opened.at("/evidence/0/text").stringValue()).isEqualTo("shout");
  }

  @Test
  void the_evidence_outlives_an_edit_that_hides_it() {
    var group = LivingGroup.with(firstWarnThenRemove("on"));
    SettledEvent shout = group.says(group.riverside.advertiser(), 0, "come and shout now");
    group.judge(shout);
    group.judge(group.edits(shout, 5, "nice weather"));

    var finding =
        group
            .visitor()
            .get("/cases/" + group.cases().getFirst())
            .json()
            .at("/evidence/0/findings/0");
    assertThat(finding.get("matched").stringValue()).isEqualTo("shout");
    assertThat(finding.get("start").intValue()).isEqualTo(9);
  }

  @Test
  void owners_and_admins_may_shout() {
    var group = LivingGroup.with(firstWarnThenRemove("on"));

    group.judge(
        group.says(group.riverside.ana(), 0, "shout"),
        group.says(group.riverside.bo(), 1, "shout"));

    assertThat(group.outbox()).isEmpty();
    assertThat(group.cases()).isEmpty();
  }

  @Test
  void audit_writes_down_and_sends_nothing() {
    var group = LivingGroup.with(firstWarnThenRemove("audit"));
    MemberId advertiser = group.riverside.advertiser();

    group.judge(group.says(advertiser, 0, "shout one"), group.says(advertiser, 1, "shout two"));

    assertThat(group.outbox()).isEmpty();
    assertThat(blacklisted(group)).isFalse();
    assertThat(group.cases()).hasSize(2);
    var second = group.visitor().get("/cases/" + group.cases().get(1)).json();
    assertThat(second.get("audit").booleanValue()).isTrue();
    assertThat(second.get("worst").stringValue()).isEqualTo("recorded");
    assertThat(second.get("steps").findValuesAsString("state")).containsOnly("audit");
  }

  @Test
  void a_step_tells_how_its_delivery_ended() {
    var group = LivingGroup.with(firstWarnThenRemove("on"));
    group.judge(group.says(group.riverside.advertiser(), 0, "shout"));
    long id = group.cases().getFirst();
    String key =
        LivingGroup.jdbc()
            .queryForObject(
                "select outbox_key from moderation_step where case_id = ? and act = 'recall'",
                String.class,
                id);

    LivingGroup.liana()
        .bean(ApplicationEventMulticaster.class)
        .multicastEvent(
            new PayloadApplicationEvent<>(
                this,
                new CommandsSettled(
                    List.of(
                        new CommandSettled(
                            key,
                            group.riverside.groupId(),
                            group.riverside.advertiser(),
                            id,
                            new Command.RecallMessage("room", "m1"),
                            new Outcome.Rejected("too_old", "{}"),
                            LivingGroup.MONDAY)))));

    var steps = group.visitor().get("/cases/" + id).json().get("steps");
    assertThat(steps.get(1).get("act").stringValue()).isEqualTo("recall");
    assertThat(steps.get(1).get("state").stringValue()).isEqualTo("failed");
    assertThat(steps.get(1).get("outcome").stringValue()).isEqualTo("too_old");
    assertThat(steps.get(2).get("state").stringValue()).isEqualTo("waiting");
  }

  @Test
  void a_pardon_wipes_the_slate_and_opens_the_door() {
    var group = LivingGroup.with(firstWarnThenRemove("on"));
    MemberId advertiser = group.riverside.advertiser();
    group.judge(group.says(advertiser, 0, "shout one"), group.says(advertiser, 1, "shout two"));
    long removal = group.cases().get(1);

    var pardoned =
        group.visitor().post("/cases/" + removal + "/pardon", Map.of("reason", "It was a joke"));

    assertThat(pardoned.json().get("state").stringValue()).isEqualTo("pardoned");
    assertThat(group.outbox().getLast()).isEqualTo("lift_ban");
    assertThat(blacklisted(group)).isFalse();
    assertThat(group.visitor().post("/cases/" + removal + "/pardon", Map.of("reason", "x")).code())
        .isEqualTo("case_closed");

    // One violation is left, so the next is the second again, and nothing stands in its way.
    group.judge(group.joins(advertiser, 100), group.says(advertiser, 101, "shout three"));
    assertThat(group.outbox().getLast()).isEqualTo("remove_member");
  }

  @Test
  void an_appeal_is_written_down_and_decided_once() {
    var group = LivingGroup.with(firstWarnThenRemove("on"));
    group.judge(group.says(group.riverside.advertiser(), 0, "shout"));
    String path = "/cases/" + group.cases().getFirst();
    Map<String, Object> no = Map.of("granted", false, "reason", "It was loud");

    assertThat(group.visitor().post(path + "/appeal/decision", no).code()).isEqualTo("no_appeal");
    assertThat(
            group
                .visitor()
                .post(path + "/appeal", Map.of("text", "I only whispered"))
                .json()
                .get("state")
                .stringValue())
        .isEqualTo("appealed");
    assertThat(group.visitor().post(path + "/appeal", Map.of("text", "Again")).code())
        .isEqualTo("case_appealed");
    var upheld = group.visitor().post(path + "/appeal/decision", no).json();
    assertThat(upheld.get("state").stringValue()).isEqualTo("upheld");
    assertThat(upheld.at("/appeal/decision/reason").stringValue()).isEqualTo("It was loud");
    assertThat(group.visitor().post(path + "/pardon", Map.of("reason", "x")).code())
        .isEqualTo("case_closed");
  }

  @Test
  void who_is_on_the_blacklist_is_removed_when_they_come_back_and_not_greeted() {
    var group = LivingGroup.with(KEEP_OUT);
    LivingGroup.liana()
        .bean(Blacklist.class)
        .add(group.riverside.community(), group.riverside.advertiser(), null);

    group.judge(group.joins(group.riverside.advertiser(), 10));
    assertThat(group.outbox()).containsExactly("remove_member");

    group.judge(group.joins(group.riverside.chen(), 20));
    assertThat(group.outbox()).containsExactly("remove_member", "send_text");
  }

  private static final String KEEP_OUT =
      """
      {"rules":[
        {"key":"welcome","name":"Welcome","mode":"on","triggers":[{"type":"joined","newcomer":"any"}],
         "conditions":[],"effects":[{"type":"reply","text":"Hello {name}"}]},
        {"key":"keep-out","name":"Keep out","mode":"on","triggers":[{"type":"joined","newcomer":"any"}],
         "conditions":[{"type":"blacklisted"}],"effects":[{"type":"remove"},{"type":"blacklist"}]}]}
      """;

  @Test
  void a_case_of_another_community_does_not_exist() {
    var group = LivingGroup.with(firstWarnThenRemove("on"));
    group.judge(group.says(group.riverside.advertiser(), 0, "shout"));
    var other = LivingGroup.with(firstWarnThenRemove("on"));
    var stranger = other.riverside.localOperator();
    String path = "/cases/" + group.cases().getFirst();

    assertThat(stranger.get(path).status()).isEqualTo(404);
    assertThat(stranger.post(path + "/pardon", Map.of("reason", "x")).status()).isEqualTo(404);
    assertThat(stranger.get("/cases").json().get("items")).isEmpty();
    assertThat(stranger.get(group.rulesPath()).status()).isEqualTo(404);
    assertThat(group.riverside.localOperator().get("/cases").json().get("items")).hasSize(1);
  }

  @Test
  void flooding_is_counted_across_batches_and_after_a_restart() {
    var group = LivingGroup.with(FLOOD);
    MemberId chen = group.riverside.chen();
    for (int i = 0; i < 4; i++) {
      group.judge(group.says(chen, i, "line " + i));
    }
    group.memory = new LaneMemory(); // another worker took the lane over

    assertThat(group.judge(group.says(chen, 5, "line 5"))).hasSize(1);
    assertThat(group.judge(group.says(chen, 6, "line 6"))).isEmpty();
  }

  private static final String FLOOD =
      """
      {"rules":[{"key":"flood","name":"Slowly","mode":"on","triggers":[{"type":"flood","messages":4,"seconds":30}],
        "conditions":[],"effects":[{"type":"warn","text":"Slowly, {name}"}]}]}
      """;

  private static boolean blacklisted(LivingGroup group) {
    return LivingGroup.liana()
        .bean(Blacklist.class)
        .holds(group.riverside.community(), group.riverside.advertiser());
  }
}
