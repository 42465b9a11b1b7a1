package io.liana.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.SettledEvent;
import io.liana.delivery.CommandsCancelled;
import io.liana.desk.TaskDone;
import io.liana.kernel.Actor;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.member.Tags;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class StandingsTest {
  private final RunningLiana liana = RunningLiana.shared();
  private final Riverside riverside = Riverside.in(liana);

  @Test
  void cases_the_blacklist_and_tags_are_shown_beside_community_and_member() {
    opens(false);
    opens(true); // only recorded: nobody has to look at it
    liana.bean(Blacklist.class).add(riverside.community(), riverside.advertiser(), null);
    liana.bean(Tags.class).add(riverside.community(), riverside.advertiser(), "advertiser");

    JsonNode community = liana.script().get("/communities/" + riverside.community()).json();
    assertThat(community.path("open_cases").asInt()).isEqualTo(1);

    JsonNode inGroup =
        liana
            .script()
            .get("/groups/" + riverside.groupId() + "/members?q=lucky")
            .json()
            .at("/items/0");
    assertThat(inGroup.path("open_cases").asInt()).isEqualTo(1);
    assertThat(inGroup.path("blacklisted").asBoolean()).isTrue();

    JsonNode member = liana.script().get("/members/" + riverside.advertiser()).json();
    assertThat(member.at("/memberships/0/blacklisted").asBoolean()).isTrue();
    assertThat(member.at("/tags/0").asString()).isEqualTo("advertiser");
    assertThat(liana.script().get("/members/" + riverside.ana()).json().path("tags")).isEmpty();
  }

  @Test
  void a_step_taken_back_or_done_by_a_human_says_so_in_its_case() {
    long id = opens(false);
    Cases cases = liana.bean(Cases.class);
    var rule = new RuleRef("adverts", "Adverts", 1);
    var by = new Actor.Machine("rule:adverts");
    String key = "case:" + id;
    cases.addSteps(
        List.of(
            step(id, CaseStep.Act.WARN, by, rule, key + ":warn"),
            step(id, CaseStep.Act.REMOVE, by, rule, key + ":remove")));

    cases.settle(new CommandsCancelled(List.of(key + ":warn"), "dropped", Riverside.MONDAY));
    cases.settle(new TaskDone(key + ":remove", new Actor.Machine("test"), Riverside.MONDAY));

    JsonNode steps = liana.script().get("/cases/" + id).json().path("steps");
    assertThat(steps.valueStream().map(step -> step.path("state").asString()))
        .containsExactly("dropped", "done");
    assertThat(steps.at("/0/outcome").asString()).isEqualTo("dropped");
  }

  private static CaseStep step(long id, CaseStep.Act act, Actor by, RuleRef rule, String key) {
    return new CaseStep(
        id, Riverside.MONDAY, act, CaseStep.State.WAITING, by, rule, "no adverts", key);
  }

  private long opens(boolean audit) {
    SettledEvent advert = riverside.says(riverside.advertiser(), Riverside.MONDAY, "cheap watches");
    var draft =
        new CaseDraft(
            riverside.community(),
            riverside.groupId(),
            riverside.advertiser(),
            "advert",
            new RuleRef("adverts", "Adverts", 1),
            audit,
            advert.id(),
            advert.messageKey(),
            advert.at());
    return liana
        .bean(TransactionTemplate.class)
        .execute(
            status ->
                liana
                    .bean(Cases.class)
                    .open(List.of(new Cases.Opening(draft, Sanction.WARNED)))
                    .getFirst());
  }
}
