package io.liana.rule;

import static io.liana.rule.LadderTest.firstWarnThenRemove;
import static org.assertj.core.api.Assertions.assertThat;

import io.liana.action.Decision;
import io.liana.channel.EventKind;
import io.liana.channel.SettledEvent;
import io.liana.kernel.MemberId;
import io.liana.kit.Eventually;
import io.liana.member.Members;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class RehearsalTest {
  private static final String MANY_RULES =
      """
      {"rules":[
        {"key":"shout","name":"No shouting","mode":"on",
         "triggers":[{"type":"keyword","match":"contains","words":["shout"]},{"type":"mentions","more_than":2}],
         "conditions":[],"effects":[{"type":"recall"},{"type":"record_violation","kind":"keyword"}]},
        {"key":"first","name":"First","mode":"on",
         "triggers":[{"type":"violation","kind":"keyword","nth":1,"within_minutes":10}],
         "conditions":[],"effects":[{"type":"warn","text":"{name}: {rule}"}]},
        {"key":"again","name":"Again","mode":"on",
         "triggers":[{"type":"violation","kind":"keyword","nth":2,"within_minutes":10}],
         "conditions":[],"effects":[{"type":"remove","text":"Bye"},{"type":"blacklist"}]},
        {"key":"flood","name":"Slowly","mode":"audit",
         "triggers":[{"type":"flood","messages":3,"seconds":20},{"type":"repeat","times":2,"seconds":60}],
         "conditions":[],"effects":[{"type":"record_violation","kind":"flood"}]},
        {"key":"flood-again","name":"Slower","mode":"audit",
         "triggers":[{"type":"violation","kind":"flood","nth":2,"within_days":1}],
         "conditions":[],"effects":[{"type":"mute","minutes":5}]},
        {"key":"welcome","name":"Welcome","mode":"on","triggers":[{"type":"joined","newcomer":"any"}],
         "conditions":[],"effects":[{"type":"reply","text":"Hello {name}"}]},
        {"key":"keep-out","name":"Keep out","mode":"on","triggers":[{"type":"joined","newcomer":"any"}],
         "conditions":[{"type":"blacklisted"}],"effects":[{"type":"remove"},{"type":"blacklist"}]},
        {"key":"help","name":"Help","mode":"on","triggers":[{"type":"keyword","match":"exact","words":["help"]}],
         "conditions":[{"type":"time_between","from":"08:00","to":"23:00"}],"effects":[{"type":"reply","text":"At the desk"}]}]}
      """;

  @RepeatedTest(4)
  void rehearsing_what_was_live_decides_exactly_the_same(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var group = LivingGroup.with(MANY_RULES);
    List<Decision> live = liveThrough(group, random);

    List<Decision> rehearsed = new ArrayList<>();
    var side = new RehearsalSide(rules(group), group.riverside.group(), Arms.NONE);
    LivingGroup.liana()
        .bean(TransactionTemplate.class)
        .executeWithoutResult(status -> rehearse(group, side, rehearsed));

    assertThat(live).hasSizeGreaterThan(20);
    assertThat(rehearsed).isEqualTo(live);
  }

  private static List<Decision> liveThrough(LivingGroup group, Random random) {
    var people =
        List.of(
            group.riverside.ana(),
            group.riverside.bo(),
            group.riverside.chen(),
            group.riverside.advertiser());
    List<Decision> live = new ArrayList<>();
    List<SettledEvent> batch = new ArrayList<>();
    SettledEvent last = group.says(people.getFirst(), 0, "good morning");
    int second = 1;
    for (int i = 0; i < 300; i++) {
      second += random.nextInt(1, 12);
      MemberId who = people.get(random.nextInt(people.size()));
      SettledEvent event =
          switch (random.nextInt(12)) {
            case 0, 1 -> group.says(who, second, "shout number " + i);
            case 2 -> group.says(who, second, "help");
            case 3 -> group.joins(who, second);
            case 4 -> group.edits(last, second, "shout after all");
            case 5 -> group.event(EventKind.INVITE, people.get(1), second, "", List.of(who), null);
            case 6 -> group.event(EventKind.MESSAGE, who, second, "all of you", people, "all" + i);
            case 7 -> group.says(who, second, "the very same words as a moment ago");
            default -> group.says(who, second, "small talk " + random.nextInt(1_000));
          };
      last = event.messageKey() == null ? last : event;
      batch.add(event);
      if (random.nextInt(6) == 0) {
        live.addAll(group.judge(batch.toArray(SettledEvent[]::new)));
        batch.clear();
      }
    }
    live.addAll(group.judge(batch.toArray(SettledEvent[]::new)));
    return live;
  }

  private static void rehearse(LivingGroup group, RehearsalSide side, List<Decision> rehearsed) {
    LivingGroup.liana()
        .bean(io.liana.channel.Archive.class)
        .replay(
            group.riverside.groupId(),
            null,
            null,
            event -> {
              side.hear(event);
              var people = new HashSet<MemberId>();
              side.collect(people);
              var memberships =
                  LivingGroup.liana()
                      .bean(Members.class)
                      .memberships(group.riverside.groupId(), people);
              rehearsed.addAll(side.decide((place, member) -> memberships.get(member)));
            });
  }

  private static CompiledRules rules(LivingGroup group) {
    var live = LivingGroup.liana().bean(LiveRules.class);
    return live.of(List.of(group.riverside.community())).get(group.riverside.community());
  }

  @Test
  void a_draft_is_compared_with_the_live_rules_and_nothing_is_sent() {
    var group = LivingGroup.with(firstWarnThenRemove("audit"));
    MemberId advertiser = group.riverside.advertiser();
    group.judge(
        group.says(advertiser, 0, "come and shout"),
        group.says(advertiser, 60, "shout with us"),
        group.says(group.riverside.chen(), 90, "why shout?"),
        group.says(group.riverside.ana(), 95, "shout"));
    int casesBefore = group.cases().size();

    JsonNode done = rehearse(group, firstWarnThenRemove("on"));

    assertThat(done.at("/progress/read").intValue()).isEqualTo(4);
    assertThat(done.at("/draft/recalled").intValue()).isEqualTo(3);
    assertThat(done.at("/draft/warned").intValue()).isEqualTo(2);
    assertThat(done.at("/draft/removed").intValue()).isEqualTo(1);
    assertThat(done.at("/present/removed").intValue()).isZero();
    assertThat(done.at("/present/recorded").intValue()).isEqualTo(3);
    assertThat(done.at("/changes/harsher").intValue()).isEqualTo(2);
    JsonNode members = members(group, done).get("items");
    assertThat(members.get(0).at("/member/id").stringValue()).isEqualTo(advertiser.toString());
    assertThat(members.get(0).at("/draft/worst").stringValue()).isEqualTo("removed");
    assertThat(members.get(0).at("/draft/acts/0/text").stringValue()).isEqualTo("come and shout");
    assertThat(members.get(0).at("/draft/acts/0/why/params/matched").stringValue())
        .isEqualTo("shout");
    assertThat(group.outbox()).isEmpty();
    assertThat(group.cases()).hasSize(casesBefore);
  }

  @Test
  void what_an_export_without_message_ids_shows_would_have_been_recalled_too() {
    var group = LivingGroup.with(firstWarnThenRemove("audit"));
    MemberId advertiser = group.riverside.advertiser();
    group.judge(
        group.event(EventKind.MESSAGE, advertiser, 0, "come and shout", List.of(), null),
        group.event(EventKind.MESSAGE, advertiser, 60, "shout with us", List.of(), null));

    JsonNode done = rehearse(group, firstWarnThenRemove("on"));

    assertThat(done.at("/draft/recalled").intValue()).isEqualTo(2);
    assertThat(done.at("/draft/removed").intValue()).isEqualTo(1);
  }

  @Test
  void a_rehearsal_needs_rules_it_can_read() {
    var group = LivingGroup.with(firstWarnThenRemove("on"));
    String path = group.rulesPath() + "/rehearsals";
    String id = group.riverside.groupId().toString();

    assertThat(group.visitor().post(path, Map.of("group_id", id)).code()).isEqualTo("no_draft");
    assertThat(
            group
                .visitor()
                .post(path, Map.of("group_id", id, "draft", Map.of("rules", "none")))
                .code())
        .isEqualTo("rules_invalid");
  }

  private static JsonNode rehearse(LivingGroup group, String draft) {
    String path = group.rulesPath() + "/rehearsals";
    var started =
        group
            .visitor()
            .post(
                path,
                "{\"group_id\":\"%s\",\"draft\":%s}".formatted(group.riverside.groupId(), draft));
    assertThat(started.status()).isEqualTo(202);
    String one = path + "/" + started.json().get("id").stringValue();
    return Eventually.get(
        "the rehearsal is done",
        () -> {
          JsonNode now = group.visitor().get(one).json();
          return now.get("state").stringValue().equals("done") ? now : null;
        });
  }

  private static JsonNode members(LivingGroup group, JsonNode rehearsal) {
    return group
        .visitor()
        .get(
            group.rulesPath()
                + "/rehearsals/"
                + rehearsal.get("id").stringValue()
                + "/members?worst=removed")
        .json();
  }
}
