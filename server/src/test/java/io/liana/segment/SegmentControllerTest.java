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
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Segments over HTTP, of people who are really there. */
class SegmentControllerTest {
  private static final Instant NOW = Riverside.MONDAY.plus(Duration.ofDays(10));
  private static final String MEMBERS =
      "{\"kind\":\"trait\",\"name\":\"role\",\"op\":\"is\",\"values\":[\"member\"]}";
  private static final String SPOKE =
      "{\"kind\":\"has\",\"list\":\"said\",\"at_least\":2,\"days\":7}";
  private static final TurnableClock clock = new TurnableClock(NOW);
  private static RunningLiana liana;
  private static Visitor script;

  private Riverside riverside;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock, "liana.intake.threads=0", "liana.delivery.threads=0", "liana.segment.threads=0");
    script = liana.script();
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

  @Test
  void who_spoke_twice_in_seven_days_is_counted_named_and_told_why_and_until_when() {
    riverside.says(riverside.chen(), NOW.minus(Duration.ofDays(6)), "one");
    riverside.says(riverside.chen(), NOW.minus(Duration.ofDays(1)), "two");
    riverside.says(riverside.ana(), NOW.minus(Duration.ofDays(8)), "long ago");
    riverside.says(riverside.ana(), NOW.minus(Duration.ofDays(1)), "and now");
    String both = all(MEMBERS, SPOKE);
    JsonNode counted = ok(ask("count", body(both)));
    assertThat(counted.path("people").asInt()).isEqualTo(1);
    assertThat(counted.path("of").asInt()).isEqualTo(4);
    assertThat(counted.at("/some/0/name").asString()).isEqualTo("陈晨 Chen");

    JsonNode why = why(both, riverside.chen());
    assertThat(why.path("holds").asBoolean()).isTrue();
    assertThat(why.at("/parts/0/seen").asString()).isEqualTo("member");
    assertThat(why.at("/parts/1/seen").asInt()).isEqualTo(2);
    assertThat(why.path("turns_at").asString()).isEqualTo(NOW.plus(Duration.ofDays(1)).toString());
    JsonNode not = why(both, riverside.ana());
    assertThat(not.path("holds").asBoolean()).isFalse();
    assertThat(not.at("/parts/0/seen").asString()).isEqualTo("owner");
    assertThat(not.at("/parts/1/seen").asInt()).isEqualTo(1);

    clock.advance(Duration.ofDays(1));
    assertThat(people(both)).as("by the clock alone").isZero();
    assertThat(why(both, riverside.chen()).path("holds").asBoolean()).isFalse();
  }

  @Test
  void roles_tags_and_leaving_are_followed() {
    String seed =
        "{\"kind\":\"has\",\"list\":\"tagged\",\"where\":[{\"name\":\"tag\",\"op\":\"like\",\"values\":[\"seed*\"]}]}";
    assertThat(people(all(MEMBERS))).isEqualTo(2);
    assertThat(people(seed)).isZero();
    liana.bean(Tags.class).add(riverside.community(), riverside.chen(), "seed user");
    assertThat(people(seed)).isEqualTo(1);
    var change =
        script.patch(
            "/groups/" + riverside.groupId() + "/members/" + riverside.chen(),
            Map.of("role", "admin"));
    assertThat(change.status()).as(change.text()).isEqualTo(200);
    assertThat(people(all(MEMBERS))).isEqualTo(1);
    liana
        .bean(Members.class)
        .left(List.of(new Presence(riverside.groupId(), riverside.chen(), null, NOW)));
    assertThat(people(seed)).as("who left is in no segment").isZero();
    assertThat(ask("explain", explain(seed, riverside.chen())).code())
        .isEqualTo("member_not_found");
  }

  @Test
  void nothing_asked_is_nobody_and_what_makes_no_sense_is_refused_with_its_place() {
    assertThat(people("{\"kind\":\"all\",\"of\":[]}")).isZero();
    assertThat(people("{\"kind\":\"none\",\"of\":[]}")).isZero();
    Map.ofEntries(
            Map.entry("{}", "condition.kind"),
            Map.entry("{\"kind\":\"all\"}", "condition.of"),
            Map.entry(all("null"), "condition.of[0]"),
            Map.entry(all("{\"kind\":\"all\",\"colour\":1}"), "condition.of[0].colour"),
            Map.entry(SPOKE.replace("7", "\"7\""), "condition.days"),
            Map.entry(all("{\"kind\":\"trait\",\"name\":\"age\"}"), "condition.of[0].name"),
            Map.entry(MEMBERS.replace("\"is\"", "\"like\""), "condition.op"),
            Map.entry(MEMBERS.replace("[\"member\"]", "[\"king\"]"), "condition.values[0]"),
            Map.entry(MEMBERS.replace("[\"member\"]", "[]"), "condition.values"),
            Map.entry(SPOKE.replace("said", "sang"), "condition.list"),
            Map.entry(SPOKE.replace("\"days\":7", "\"days\":0"), "condition.days"),
            Map.entry(SPOKE.replace("\"days\":7", "\"at_most\":1"), "condition.at_most"),
            Map.entry(SPOKE.replace("\"days\":7", "\"name\":\"role\""), "condition.name"),
            Map.entry("{\"kind\":\"has\",\"list\":\"said\",\"at_least\":0}", "condition.at_least"),
            Map.entry(deep(9), "condition" + ".of[0]".repeat(8)),
            Map.entry("{\"kind\":\"segment\",\"segment\":\"999999\"}", "condition"))
        .forEach(
            (wrong, field) -> {
              Visitor.Answer answer = ask("count", body(wrong));
              assertThat(answer.code()).as(wrong).isEqualTo("invalid_request");
              assertThat(answer.json().at("/params/field").asString()).as(wrong).isEqualTo(field);
            });
  }

  @Test
  void a_segment_in_a_segment_is_one_question_and_a_ring_is_refused() {
    String spoke = made("Spoke", SPOKE);
    riverside.says(riverside.chen(), NOW.minus(Duration.ofDays(6)), "one");
    riverside.says(riverside.chen(), NOW.minus(Duration.ofDays(1)), "two");
    String asks = "{\"kind\":\"segment\",\"segment\":\"%s\"}";
    String silent = made("Silent", "{\"kind\":\"none\",\"of\":[" + asks.formatted(spoke) + "]}");
    assertThat(people(asks.formatted(silent))).isEqualTo(3);
    assertThat(why(asks.formatted(silent), riverside.chen()).path("holds").asBoolean()).isFalse();

    Visitor.Answer ring =
        script.put("/segments/" + spoke, wish("Spoke", asks.formatted(silent), 1));
    assertThat(ring.code()).as(ring.text()).isEqualTo("segment_refers_to_itself");
    assertThat(script.put("/segments/" + spoke, wish("Spoke", asks.formatted(spoke), 1)).code())
        .isEqualTo("segment_refers_to_itself");
    assertThat(script.delete("/segments/" + spoke).code()).isEqualTo("segment_in_use");
    assertThat(script.post(path(""), wish("Spoke", SPOKE, null)).code())
        .isEqualTo("segment_name_taken");

    JsonNode changed = ok(script.put("/segments/" + spoke, wish("Members", MEMBERS, 1)));
    assertThat(changed.path("version").asInt()).isEqualTo(2);
    assertThat(script.put("/segments/" + spoke, wish("Members", MEMBERS, 1)).code())
        .isEqualTo("segment_changed");
    assertThat(people(asks.formatted(silent))).isEqualTo(2);
    assertThat(ok(script.get(path(""))).path("items")).hasSize(2);
    assertThat(script.delete("/segments/" + silent).status()).isEqualTo(204);
    assertThat(script.delete("/segments/" + spoke).status()).isEqualTo(204);
  }

  @Test
  void a_snapshot_stays_what_it_was_and_another_community_sees_none_of_it() {
    String id = made("Members", MEMBERS);
    Settle.everything(liana);
    Visitor.Answer taken = script.post("/segments/" + id + "/snapshots", Map.of());
    assertThat(taken.status()).as(taken.text()).isEqualTo(201);
    assertThat(taken.json().path("people").asInt()).isEqualTo(2);
    liana
        .bean(Members.class)
        .left(List.of(new Presence(riverside.groupId(), riverside.chen(), null, NOW)));
    assertThat(people(MEMBERS)).isEqualTo(1);
    String people =
        "/segments/" + id + "/snapshots/" + taken.json().path("id").asString() + "/people";
    assertThat(
            ok(script.get(people))
                .path("items")
                .valueStream()
                .map(one -> one.path("name").asString()))
        .containsExactlyInAnyOrder("陈晨 Chen", "100%_Lucky");
    assertThat(ok(script.get("/segments/" + id + "/snapshots")).path("items")).hasSize(1);

    liana.bean(SegmentStore.class).forget(riverside.chen().value());
    assertThat(ok(script.get(people)).path("items")).as("who is forgotten").hasSize(1);
    assertThat(ok(script.get("/segments/" + id + "/snapshots")).at("/items/0/people").asInt())
        .isEqualTo(1);

    Visitor elsewhere =
        Riverside.operator(liana, "owner", List.of(Riverside.in(liana).community().toString()));
    assertThat(elsewhere.get("/segments/" + id).code()).isEqualTo("segment_not_found");
    assertThat(elsewhere.get(people).code()).isEqualTo("segment_not_found");
    assertThat(elsewhere.post(path("/count"), body(MEMBERS)).status()).isEqualTo(404);
    Riverside other = Riverside.in(liana);
    assertThat(ask("explain", explain(MEMBERS, other.chen())).code()).isEqualTo("member_not_found");
  }

  private static String all(String... of) {
    return "{\"kind\":\"all\",\"of\":[" + String.join(",", of) + "]}";
  }

  private static String deep(int depth) {
    return depth == 1 ? all(MEMBERS) : all(deep(depth - 1));
  }

  private static String body(String condition) {
    return "{\"condition\":" + condition + "}";
  }

  private static String explain(String condition, MemberId member) {
    return "{\"condition\":" + condition + ",\"member\":\"" + member + "\"}";
  }

  private static String wish(String name, String condition, Integer version) {
    return "{\"name\":\"%s\",\"condition\":%s%s}"
        .formatted(name, condition, version == null ? "" : ",\"version\":" + version);
  }

  private String path(String more) {
    return "/communities/" + riverside.community() + "/segments" + more;
  }

  private Visitor.Answer ask(String what, String body) {
    Settle.everything(liana);
    return script.post(path("/" + what), body);
  }

  private int people(String condition) {
    return ok(ask("count", body(condition))).path("people").asInt();
  }

  private JsonNode why(String condition, MemberId member) {
    return ok(ask("explain", explain(condition, member)));
  }

  private String made(String name, String condition) {
    Visitor.Answer answer = script.post(path(""), wish(name, condition, null));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().path("id").asString();
  }

  private static JsonNode ok(Visitor.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }
}
