package io.liana.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.kernel.MemberId;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import io.liana.member.Members;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The league and the elements over HTTP, from what was really said. */
class LeagueControllerTest {
  /** Four weeks from Riverside's Monday are over. */
  private static final TurnableClock clock =
      new TurnableClock(Riverside.MONDAY.plus(Duration.ofDays(28)));

  private static RunningLiana liana;
  private Riverside riverside;
  private Visitor owner;

  @BeforeAll
  static void start() {
    liana = RunningLiana.fresh(clock, "liana.intake.threads=0", "liana.delivery.threads=0");
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  /**
   * Ana asks on ten days and Bo answers at once on five of them; Chen says hello on the second day
   * and never again.
   */
  @BeforeEach
  void four_weeks() {
    riverside = Riverside.in(liana);
    owner = Riverside.operator(liana, "owner", List.of(riverside.community().toString()));
    for (int day = 0; day < 10; day++) {
      Instant at = Riverside.MONDAY.plus(Duration.ofDays(day));
      riverside.says(riverside.ana(), at, "Tea?");
      if (day % 2 == 0) {
        riverside.says(
            riverside.bo(), at.plusSeconds(60), "Yes, at four in the garden.", riverside.ana());
      }
    }
    riverside.says(riverside.chen(), Riverside.MONDAY.plus(Duration.ofDays(1)), "Hello");
  }

  @Test
  void the_elements_of_a_group_are_counted() {
    JsonNode answer = get("/groups/" + riverside.groupId() + "/elements");
    assertThat(answer.path("until").asString()).isEqualTo("2026-12-13");
    assertThat(answer.path("from").asString()).isEqualTo("2026-11-16");
    assertThat(measure(answer, "participation")).isEqualTo("3 of 4");
    assertThat(measure(answer, "constancy")).isEqualTo("16 of 84");
    assertThat(measure(answer, "return")).isEqualTo("2 of 3");
    assertThat(measure(answer, "reciprocity")).isEqualTo("0 of 1");
    assertThat(measure(answer, "balance")).as("16 messages, 10 of them Ana's").isEqualTo("6 of 16");
    assertThat(measure(answer, "core")).isEqualTo("1 of 3");
    assertThat(measure(answer, "known_way")).isEqualTo("no_joins");
    assertThat(measure(answer, "rhythm")).isEqualTo("10 of 28");
    assertThat(measure(answer, "substance")).isEqualTo("5 of 16");
    assertThat(measure(answer, "answers")).isEqualTo("5 of 10");
    assertThat(measure(answer, "promptness")).isEqualTo("5 of 5");
    assertThat(measure(answer, "welcome")).as("Ana was answered").isEqualTo("1 of 3");
    assertThat(measure(answer, "kept")).isEqualTo("2 of 2");
    assertThat(measure(answer, "programme")).isEqualTo("nothing_sent");
    assertThat(measure(answer, "inviters")).isEqualTo("no_invitations");
    assertThat(measure(answer, "successors")).isEqualTo("no_core");
    assertThat(answer.at("/elements/4/points").isNull()).isTrue();
    // rhythm 35.71…, substance 31.25, answers 50
    assertThat(answer.at("/elements/2/points").asDouble())
        .isEqualTo((1000.0 / 28 + 31.25 + 50) / 3, within(1e-9));
    assertThat(answer.path("trend")).hasSize(7);
    assertThat(answer.at("/trend/5/now/points").isNull()).as("before it began").isTrue();
    assertThat(answer.at("/steps/0/measure").asString()).isEqualTo("reciprocity");
    assertThat(answer.at("/steps/0/acts").asInt()).isEqualTo(1);
  }

  @Test
  void the_league_shows_groups_and_what_they_are_for_to_who_may_see_them() {
    Visitor.Answer set =
        owner.put("/groups/" + riverside.groupId() + "/goal", "{\"goal\":\"activity\"}");
    assertThat(set.status()).as(set.text()).isEqualTo(204);
    JsonNode row = get("/league").path("items").path(0);
    assertThat(get("/league").path("items")).hasSize(1);
    assertThat(row.path("goal").asString()).isEqualTo("activity");
    assertThat(row.path("alive").asBoolean()).isTrue();
    assertThat(row.path("members").asInt()).isEqualTo(4);
    assertThat(row.path("messages").asInt()).isEqualTo(16);
    assertThat(row.path("messages_before").asInt()).isZero();
    assertThat(row.at("/before/points").isNull()).isTrue();
    JsonNode later = get("/league?until=2026-11-01").path("items").path(0);
    assertThat(later.path("alive").asBoolean()).as("nothing was said by then").isFalse();
    String table = owner.get("/league.csv").text();
    assertThat(table.lines()).hasSize(2);
    assertThat(table).contains("tea house", ",activity,,0.75,,true,4,3,0,16,0,");

    Visitor elsewhere =
        Riverside.operator(liana, "owner", List.of(Riverside.in(liana).community().toString()));
    String group = "/groups/" + riverside.groupId();
    assertThat(elsewhere.get(group + "/elements").status()).isEqualTo(404);
    assertThat(elsewhere.put(group + "/goal", "{\"goal\":\"growth\"}").status()).isEqualTo(404);
    assertThat(elsewhere.get("/league?community=" + riverside.community()).status()).isEqualTo(404);
    assertThat(elsewhere.get("/league").text()).doesNotContain(riverside.group().name() + "\"");
    assertThat(owner.put(group + "/goal", "{\"goal\":\"fame\"}").code())
        .isEqualTo("invalid_request");
    assertThat(owner.put(group + "/goal", "{}").code()).isEqualTo("invalid_request");
  }

  @Test
  void a_goal_is_followed_by_its_lines_and_met_or_not() {
    String group = "/groups/" + riverside.groupId() + "/goal";
    assertThat(get(group).path("goal").isNull()).isTrue();
    assertThat(get(group).path("lines")).isEmpty();

    put(group, "{\"goal\":\"activity\",\"target\":0.75}");
    JsonNode activity = get(group);
    assertThat(activity.path("own").asBoolean()).isTrue();
    assertThat(activity.path("met").asBoolean()).as("3 of 4").isTrue();
    assertThat(lines(activity))
        .containsExactly(
            "participation 3 of 4",
            "constancy 16 of 84",
            "core 1 of 3",
            "rhythm 10 of 28",
            "answers 5 of 10");
    JsonNode main = activity.at("/lines/0");
    assertThat(main.path("few").asBoolean()).isTrue();
    assertThat(main.path("low").asDouble()).isLessThan(0.75);
    assertThat(main.path("high").asDouble()).isGreaterThan(0.75);
    assertThat(main.path("before").isNull()).as("it had not begun").isTrue();
    put(group, "{\"goal\":\"activity\",\"target\":0.8}");
    assertThat(get(group).path("met").asBoolean()).isFalse();

    put(group, "{\"goal\":\"growth\",\"target\":1.5}");
    assertThat(lines(get(group)))
        .as("all four came with the first day")
        .startsWith("joined no_members_at_start", "kept 2 of 2", "welcome 1 of 3");
    assertThat(get(group).path("met").isNull()).as("nobody knows").isTrue();
    put(group, "{\"goal\":\"retention\"}");
    assertThat(lines(get(group))).startsWith("stayed no_members_at_start", "return 2 of 3");
    put(group, "{\"goal\":\"conversion\"}");
    assertThat(lines(get(group))).startsWith("buyers no_orders", "rebuyers nobody_bought");

    assertThat(owner.put(group, "{\"goal\":\"activity\",\"target\":1.01}").code())
        .isEqualTo("invalid_request");
    assertThat(owner.put(group, "{\"goal\":\"growth\",\"target\":0}").code())
        .isEqualTo("invalid_request");
    assertThat(lines(get(group))).as("nothing was changed").startsWith("buyers no_orders");
  }

  @Test
  void a_group_without_a_goal_has_that_of_its_community() {
    String group = "/groups/" + riverside.groupId() + "/goal";
    String community = "/communities/" + riverside.community() + "/goal";
    assertThat(get(community).path("goal").isNull()).isTrue();
    put(community, "{\"goal\":\"activity\",\"target\":0.5}");
    assertThat(get(community).path("target").asDouble()).isEqualTo(0.5);
    assertThat(get(group).path("goal").asString()).isEqualTo("activity");
    assertThat(get(group).path("own").asBoolean()).isFalse();
    JsonNode row = get("/league").at("/items/0");
    assertThat(row.path("goal_own").asBoolean()).isFalse();
    assertThat(row.path("met").asBoolean()).isTrue();
    assertThat(row.at("/main/value").asDouble()).isEqualTo(0.75);

    put(group, "{\"goal\":\"activity\"}");
    assertThat(get(group).path("target").isNull()).as("its own, without a target").isTrue();
    assertThat(owner.delete(group).status()).isEqualTo(204);
    assertThat(get(group).path("target").asDouble()).isEqualTo(0.5);
    assertThat(owner.delete(community).status()).isEqualTo(204);
    assertThat(get(group).path("goal").isNull()).isTrue();
    Visitor elsewhere =
        Riverside.operator(liana, "owner", List.of(Riverside.in(liana).community().toString()));
    assertThat(elsewhere.get(community).status()).isEqualTo(404);
    assertThat(elsewhere.put(community, "{\"goal\":\"growth\"}").status()).isEqualTo(404);
    assertThat(elsewhere.delete(community).status()).isEqualTo(404);
  }

  @Test
  void who_joined_stayed_and_bought_is_counted_of_who_was_there_before() {
    clock.set(Riverside.MONDAY.plus(Duration.ofDays(56)));
    try {
      owner = Riverside.operator(liana, "owner", List.of(riverside.community().toString()));
      liana
          .bean(Members.class)
          .left(
              List.of(
                  new Members.Presence(
                      riverside.groupId(),
                      riverside.advertiser(),
                      null,
                      Riverside.MONDAY.plus(Duration.ofDays(40)))));
      order("1", riverside.bo(), 35);
      order("2", riverside.bo(), 36);
      order("3", riverside.chen(), 37);
      order("4", riverside.ana(), 5);
      String group = "/groups/" + riverside.groupId() + "/goal";
      put(group, "{\"goal\":\"conversion\",\"target\":0.5}");
      assertThat(lines(get(group))).startsWith("buyers 2 of 4", "rebuyers 1 of 2");
      assertThat(get(group).path("met").asBoolean()).isTrue();
      assertThat(get(group).at("/lines/0/before").asDouble()).as("Ana alone").isEqualTo(0.25);
      put(group, "{\"goal\":\"growth\"}");
      assertThat(lines(get(group))).startsWith("joined 0 of 4");
      put(group, "{\"goal\":\"retention\"}");
      assertThat(lines(get(group))).startsWith("stayed 3 of 4");
    } finally {
      clock.set(Riverside.MONDAY.plus(Duration.ofDays(28)));
    }
  }

  @Test
  void who_invites_without_a_known_stay_was_there_all_the_same() {
    String group = "/groups/" + riverside.groupId() + "/goal";
    Instant before = Riverside.MONDAY.minus(Duration.ofDays(9));
    riverside.says(riverside.chen(), before, "Is anybody here?");
    riverside.invites(riverside.ana(), before, riverside.advertiser());
    riverside.invites(riverside.bo(), before, riverside.advertiser());
    put(group, "{\"goal\":\"growth\"}");
    JsonNode answer = get(group + "?until=2026-11-15");
    assertThat(lines(answer)).contains("inviters 2 of 2");
  }

  @Test
  void before_the_first_order_nobody_knows_who_bought() {
    clock.set(Riverside.MONDAY.plus(Duration.ofDays(56)));
    try {
      owner = Riverside.operator(liana, "owner", List.of(riverside.community().toString()));
      order("first", riverside.bo(), 35);
      String group = "/groups/" + riverside.groupId() + "/goal";
      put(group, "{\"goal\":\"conversion\"}");
      JsonNode buyers = get(group).at("/lines/0");
      assertThat(buyers.path("hits").asInt()).isEqualTo(1);
      assertThat(buyers.path("before").isNull()).as("not 0: nobody kept books").isTrue();
      assertThat(lines(get(group + "?until=2026-12-13"))).startsWith("buyers no_orders");
    } finally {
      clock.set(Riverside.MONDAY.plus(Duration.ofDays(28)));
    }
  }

  @Test
  void a_community_that_is_not_there_has_no_goal() {
    Visitor everywhere = Riverside.operator(liana, "owner", null);
    assertThat(everywhere.get("/communities/999999/goal").status()).isEqualTo(404);
    assertThat(everywhere.put("/communities/999999/goal", "{\"goal\":\"growth\"}").status())
        .isEqualTo(404);
  }

  private void order(String number, MemberId member, int day) {
    Visitor.Answer answer =
        owner.post(
            "/communities/" + riverside.community() + "/purchases",
            """
            {"lines":[{"order":"%s","contact":"c%s","member":"%s","at":"%s","amount":"10.00","currency":"CNY"}]}"""
                .formatted(number, member, member, Riverside.MONDAY.plus(Duration.ofDays(day))));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static List<String> lines(JsonNode goal) {
    return goal.path("lines")
        .valueStream()
        .map(
            one ->
                one.path("line").asString()
                    + " "
                    + (one.path("unknown").isNull()
                        ? "%d of %d".formatted(one.path("hits").asInt(), one.path("of").asInt())
                        : one.path("unknown").asString()))
        .toList();
  }

  private void put(String path, String body) {
    Visitor.Answer answer = owner.put(path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(204);
  }

  private JsonNode get(String path) {
    Visitor.Answer answer = owner.get(path);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static String measure(JsonNode answer, String name) {
    for (JsonNode element : answer.path("elements")) {
      for (JsonNode one : element.path("measures")) {
        if (one.path("measure").asString().equals(name)) {
          return one.path("unknown").isNull()
              ? "%d of %d".formatted(one.path("hits").asInt(), one.path("of").asInt())
              : one.path("unknown").asString();
        }
      }
    }
    throw new AssertionError(name);
  }
}
