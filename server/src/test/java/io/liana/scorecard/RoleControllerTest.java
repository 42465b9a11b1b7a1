package io.liana.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kernel.MemberId;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Roles over HTTP, from what was really said. */
class RoleControllerTest {
  private static final Instant END = Riverside.MONDAY.plus(Duration.ofDays(70));
  private static RunningLiana liana;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            new TurnableClock(END), "liana.intake.threads=0", "liana.delivery.threads=0");
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @Test
  void what_members_are_is_told_with_what_says_so() {
    Riverside riverside = Riverside.in(liana);
    for (int day = 0; day < 40; day++) {
      riverside.says(riverside.chen(), at(day, 0), "I was here every day");
    }
    for (int n = 0; n < 9; n++) {
      Instant at = at(50 + 2 * n, 0);
      MemberId asker = List.of(riverside.chen(), riverside.bo(), riverside.advertiser()).get(n % 3);
      if (asker != riverside.chen()) {
        riverside.says(asker, at, "Where is the tea?");
        riverside.says(riverside.ana(), at.plusSeconds(60), "In the garden house", asker);
      }
      riverside.says(riverside.ana(), at.plusSeconds(90), "See https://example.org/tea/" + n);
      riverside.says(riverside.bo(), at.plusSeconds(95), "Thanks", riverside.ana());
    }
    for (int day = 45; day < 50; day++) {
      riverside.invites(riverside.bo(), at(day, 0), riverside.advertiser());
    }

    Visitor owner = Riverside.operator(liana, "owner", List.of(riverside.community().toString()));
    JsonNode roles = get(owner, "/groups/" + riverside.groupId() + "/roles");
    assertThat(roles.path("until").asString()).isEqualTo("2027-01-24");
    assertThat(roles.path("from").asString()).isEqualTo("2026-12-28");
    assertThat(roles.path("members").asInt()).isEqualTo(4);
    assertThat(roles.path("speakers").asInt()).isEqualTo(3);
    assertThat(holders(roles, "resource_finder")).containsExactly("Ana 9 9");
    assertThat(holders(roles, "active")).containsExactly("Ana 9 15", "Bo 9 12");
    assertThat(holders(roles, "executor")).containsExactly("Bo 5 5");
    assertThat(holders(roles, "at_risk"))
        .as("40 in 56 days are 10 in 14")
        .containsExactly("陈晨 Chen 10 0");
    assertThat(holders(roles, "lurker")).containsExactly("陈晨 Chen 69 0");
    assertThat(holders(roles, "solver")).as("of two people only").isEmpty();
    assertThat(holders(roles, "authority")).isEmpty();

    String table = owner.get("/groups/" + riverside.groupId() + "/roles.csv").text();
    assertThat(table).startsWith("\uFEFFrole,member_id,member,first,second,gone");
    assertThat(table).contains("at_risk," + riverside.chen() + ",陈晨 Chen,10.0,0.0,false");

    Visitor elsewhere =
        Riverside.operator(liana, "owner", List.of(Riverside.in(liana).community().toString()));
    assertThat(elsewhere.get("/groups/" + riverside.groupId() + "/roles").status()).isEqualTo(404);
    assertThat(elsewhere.get("/groups/" + riverside.groupId() + "/roles.csv").status())
        .isEqualTo(404);
    assertThat(owner.get("/groups/" + riverside.groupId() + "/roles?until=soon").code())
        .isEqualTo("invalid_request");
    JsonNode early = get(owner, "/groups/" + riverside.groupId() + "/roles?until=2020-01-01");
    assertThat(early.path("members").asInt()).as("before anybody came").isZero();
    assertThat(early.path("roles")).hasSize(PlayedRole.values().length);
  }

  private static Instant at(int day, int seconds) {
    return Riverside.MONDAY.plus(Duration.ofDays(day)).plusSeconds(seconds);
  }

  private static JsonNode get(Visitor owner, String path) {
    Visitor.Answer answer = owner.get(path);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> holders(JsonNode roles, String role) {
    for (JsonNode one : roles.path("roles")) {
      if (one.path("role").asString().equals(role)) {
        assertThat(one.path("holders").asInt()).isEqualTo(one.path("items").size());
        return one.path("items")
            .valueStream()
            .map(
                holder ->
                    "%s %d %d"
                        .formatted(
                            holder.at("/member/name").asString(),
                            holder.path("first").asInt(),
                            holder.path("second").asInt()))
            .toList();
      }
    }
    throw new AssertionError(role);
  }
}
