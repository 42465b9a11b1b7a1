package io.liana.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kernel.MemberId;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import io.liana.member.Members;
import io.liana.member.Members.Presence;
import io.liana.member.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Live segments: by what happens, by the clock a hand turns, and by a changed condition. */
class LiveSegmentsTest {
  private static final Instant NOW = Riverside.MONDAY.plus(Duration.ofDays(10));
  private static final String SPOKE =
      "{\"kind\":\"has\",\"list\":\"said\",\"at_least\":2,\"days\":7}";
  private static final TurnableClock clock = new TurnableClock(NOW);
  private static RunningLiana liana;
  private static Visitor script;
  private static SegmentWorker worker;

  private Riverside riverside;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock, "liana.intake.threads=0", "liana.delivery.threads=0", "liana.segment.threads=0");
    script = liana.script();
    worker = liana.bean(SegmentWorker.class);
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void riverside() {
    clock.set(NOW);
    riverside = Riverside.in(liana);
  }

  @AfterEach
  void nothingStaysLive() {
    liana.bean(JdbcTemplate.class).update("update segment_segment set live = false");
  }

  @Test
  void one_event_moves_one_membership_and_seven_days_later_the_clock_alone_moves_it_back() {
    riverside.says(riverside.chen(), NOW.minus(Duration.ofDays(2)), "one");
    String id = live("Spoke", SPOKE);
    assertThat(follow()).as("the first time nobody comes in").isZero();
    assertThat(people(id)).isZero();
    assertThat(follow()).isZero();

    riverside.says(riverside.chen(), NOW, "two");
    assertThat(follow()).isEqualTo(1);
    assertThat(people(id)).isEqualTo(1);
    assertThat(moves(id).at("/0/member/name").asString()).isEqualTo("陈晨 Chen");
    assertThat(moves(id).at("/0/entered").asBoolean()).isTrue();
    assertThat(moves(id).at("/0/cause").asString()).isEqualTo("deed");

    clock.set(NOW.plus(Duration.ofDays(5)).minusMillis(1));
    assertThat(follow()).as("a moment too early").isZero();
    clock.advance(Duration.ofMillis(1));
    assertThat(follow()).isEqualTo(1);
    assertThat(people(id)).isZero();
    assertThat(moves(id).at("/0/entered").asBoolean()).isFalse();
    assertThat(moves(id).at("/0/cause").asString()).isEqualTo("clock");
    clock.advance(Duration.ofDays(400));
    assertThat(follow()).isZero();
  }

  @Test
  void whom_nobody_touched_is_not_looked_at_and_no_facts_are_opened() {
    String id = live("Spoke", SPOKE);
    follow();
    String before = followed();
    clock.advance(Duration.ofSeconds(30));
    follow();
    assertThat(followed()).as("nothing was written").isEqualTo(before);
    assertThat(people(id)).isZero();
  }

  @Test
  void tags_and_leaving_move_and_what_asks_for_a_segment_moves_with_it() {
    String seed =
        live(
            "Seeds",
            "{\"kind\":\"has\",\"list\":\"tagged\",\"where\":[{\"name\":\"tag\",\"op\":\"is\",\"values\":[\"seed\"]}]}");
    String others =
        live(
            "Others",
            "{\"kind\":\"none\",\"of\":[{\"kind\":\"segment\",\"segment\":\"" + seed + "\"}]}");
    follow();
    assertThat(people(others)).isEqualTo(4);
    liana.bean(Tags.class).add(riverside.community(), riverside.bo(), "seed");
    assertThat(follow()).isEqualTo(2);
    assertThat(people(seed)).isEqualTo(1);
    assertThat(people(others)).isEqualTo(3);
    liana
        .bean(Members.class)
        .left(
            List.of(
                new Presence(riverside.groupId(), riverside.bo(), null, NOW),
                new Presence(riverside.groupId(), riverside.ana(), null, NOW)));
    assertThat(follow()).isEqualTo(2);
    assertThat(people(seed)).isZero();
    assertThat(people(others)).isEqualTo(2);
  }

  @Test
  void a_changed_condition_is_found_anew_here_and_where_it_is_asked_for() {
    String members =
        live(
            "Members",
            "{\"kind\":\"trait\",\"name\":\"role\",\"op\":\"is\",\"values\":[\"member\"]}");
    String others =
        live(
            "Others",
            "{\"kind\":\"none\",\"of\":[{\"kind\":\"segment\",\"segment\":\"" + members + "\"}]}");
    follow();
    assertThat(people(members)).isEqualTo(2);
    assertThat(people(others)).isEqualTo(2);
    Visitor.Answer changed =
        script.put(
            "/segments/" + members,
            "{\"name\":\"Members\",\"version\":1,\"condition\":{\"kind\":\"trait\",\"name\":\"role\",\"op\":\"is\",\"values\":[\"member\",\"admin\"]}}");
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(follow()).isEqualTo(2);
    assertThat(people(members)).isEqualTo(3);
    assertThat(people(others)).isEqualTo(1);
    assertThat(moves(others).at("/0/cause").asString()).isEqualTo("condition");
  }

  @Test
  void what_is_kept_is_what_would_be_counted_and_who_is_forgotten_was_never_in() {
    String id = live("Spoke", SPOKE);
    follow();
    List<MemberId> people = List.of(riverside.ana(), riverside.bo(), riverside.chen());
    for (int hour = 0; hour < 60; hour++) {
      clock.set(NOW.plus(Duration.ofHours(5L * hour)));
      if (hour < 25) {
        riverside.says(people.get((hour * 7 + hour / 4) % 3), clock.instant(), "hello");
      }
      follow();
      assertThat(people(id)).as("after %d hours", 5 * hour).isEqualTo(counted(SPOKE));
    }
    assertThat(people(id)).isZero();
    assertThat(moves(id).size()).isGreaterThanOrEqualTo(6);
    liana.bean(LiveStore.class).forget(riverside.chen().value());
    assertThat(moves(id).valueStream().map(one -> one.at("/member/id").asString()))
        .doesNotContain(riverside.chen().toString())
        .contains(riverside.ana().toString());
  }

  private static int follow() {
    Settle.everything(liana);
    return worker.runDue();
  }

  private static String followed() {
    return liana
        .bean(JdbcTemplate.class)
        .queryForObject(
            "select segment_followed::text || xmin::text from segment_followed", String.class);
  }

  private String live(String name, String condition) {
    Visitor.Answer made =
        script.post(
            "/communities/" + riverside.community() + "/segments",
            "{\"name\":\"%s\",\"condition\":%s}".formatted(name, condition));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String id = made.json().path("id").asString();
    assertThat(made.json().path("people").isNull()).isTrue();
    Visitor.Answer set = script.put("/segments/" + id + "/live", "{\"live\":true}");
    assertThat(set.status()).as(set.text()).isEqualTo(200);
    return id;
  }

  private int people(String id) {
    return script.get("/segments/" + id).json().path("people").asInt(-1);
  }

  private int counted(String condition) {
    Settle.everything(liana);
    return script
        .post(
            "/communities/" + riverside.community() + "/segments/count",
            "{\"condition\":" + condition + "}")
        .json()
        .path("people")
        .asInt();
  }

  private static JsonNode moves(String id) {
    return script.get("/segments/" + id + "/moves").json().path("items");
  }
}
