package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.wecom.WeComWorker;
import io.liana.kit.Visitor;
import io.liana.kit.WeComJourney;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The corporation's tags are as WeCom shows them, and no mark of a customer gets lost. */
class WeComTagsTest extends WeComJourney {
  @BeforeEach
  void ana_has_a_customer() {
    connect(Map.of());
    wecom.act("follow", "external", CHEN, "name", "Chen");
    wecom.work();
  }

  @Test
  void tags_are_made_renamed_and_deleted_and_the_last_takes_its_group() {
    assertThat(add("Drinks", "tea", "coffee").status()).isEqualTo(201);
    assertThat(names()).containsExactly("Drinks: tea, coffee");
    assertThat(add("Drinks", "tea", "milk").status()).as("one stays one").isEqualTo(201);
    assertThat(names()).containsExactly("Drinks: tea, coffee, milk");
    send("PUT", "/tags/" + tag("tea"), Map.of("name", "green tea"));
    assertThat(names()).containsExactly("Drinks: green tea, coffee, milk");
    for (String name : List.of("green tea", "coffee", "milk")) {
      assertThat(liana.script().delete(account("/tags/" + tag(name))).status()).isEqualTo(200);
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void what_an_administrator_does_with_tags_is_read_and_cannot_be_changed_from_here() {
    wecom.act(
        "tags",
        "how",
        "create",
        "group_name",
        "Levels",
        "tag",
        List.of(Map.of("name", "gold"), Map.of("name", "iron")));
    wecom.work();
    assertThat(names()).containsExactly("Levels: gold, iron");
    wecom.act("tags", "how", "shuffle", "tags", List.of(tag("gold"), tag("iron")));
    wecom.work();
    assertThat(names()).containsExactly("Levels: iron, gold");
    wecom.act("tags", "how", "update", "id", tag("iron"), "name", "silver");
    wecom.work();
    assertThat(names()).containsExactly("Levels: silver, gold");
    Visitor.Answer refused = liana.script().delete(account("/tags/" + tag("gold")));
    assertThat(refused.status()).isEqualTo(502);
    assertThat(refused.json().at("/params/evidence").asString()).startsWith("81011");
    wecom.act("tags", "how", "delete", "group_id", List.of(group("Levels")));
    wecom.work();
    assertThat(names()).isEmpty();
  }

  @Test
  void when_the_event_is_lost_the_periodic_look_finds_the_tag() {
    wecom.faults(Map.of("drop", 1));
    wecom.act(
        "tags", "how", "create", "group_name", "Levels", "tag", List.of(Map.of("name", "gold")));
    wecom.work();
    assertThat(names()).isEmpty();
    later(Duration.ofHours(7));
    assertThat(names()).containsExactly("Levels: gold");
  }

  @Test
  void a_customer_is_marked_and_the_mark_is_taken_back() {
    add("Drinks", "tea", "coffee");
    JsonNode wished = mark(List.of(tag("tea"), tag("coffee")), List.of()).json();
    assertThat(wished.path("changing").asBoolean()).isTrue();
    wecom.work();
    assertThat(marks()).containsExactlyInAnyOrder(tag("tea"), tag("coffee"));
    assertThat(customer().path("changing").asBoolean()).isFalse();
    assertThat(items("/customers?tag=" + tag("tea"))).hasSize(1);
    assertThat(items("/customers?q=che")).hasSize(1);
    assertThat(items("/customers?q=dana")).isEmpty();
    mark(List.of(), List.of(tag("tea")));
    wecom.work();
    assertThat(marks()).containsExactly(tag("coffee"));
  }

  @Test
  void what_staff_mark_on_their_phones_is_read_again() {
    add("Drinks", "tea");
    wecom.act("mark", "external", CHEN, "add", List.of(tag("tea")));
    wecom.work();
    assertThat(marks()).containsExactly(tag("tea"));
  }

  @Test
  void two_marks_at_the_same_time_lose_one_at_wecom() throws Exception {
    List<String> ids = twenty();
    wecom.faults(Map.of("mark_ms", 200));
    String token = token();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      for (String id : ids.subList(0, 5)) {
        Map<String, Object> body =
            Map.of("userid", "ana", "external_userid", CHEN, "add_tag", List.of(id));
        calls.add(
            threads.submit(
                () ->
                    simulation.post(
                        "/cgi-bin/externalcontact/mark_tag?access_token=" + token, body)));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    }
    wecom.act("mark", "external", CHEN); // reads it again
    wecom.work();
    assertThat(marks()).hasSizeLessThan(5);
  }

  @Test
  void twenty_marks_by_four_people_on_two_workers_lose_none() throws Exception {
    List<String> ids = twenty();
    wecom.faults(Map.of("mark_ms", 20));
    var marking = new AtomicBoolean(true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 2; i++) {
        threads.submit(
            () -> {
              while (marking.get()) {
                liana.bean(WeComWorker.class).runDue();
              }
            });
      }
      List<Future<?>> people = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        List<String> mine = ids.subList(5 * i, 5 * i + 5);
        people.add(threads.submit(() -> mine.forEach(id -> mark(List.of(id), List.of()))));
      }
      for (Future<?> each : people) {
        each.get();
      }
      marking.set(false);
    }
    wecom.work();
    assertThat(marks()).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void what_wecom_does_not_take_says_why() {
    add("Drinks", "tea");
    wecom.faults(Map.of("errors", Map.of("/externalcontact/mark_tag", List.of(40068))));
    mark(List.of(tag("tea")), List.of());
    wecom.work();
    assertThat(customer().path("changing").asBoolean()).isFalse();
    assertThat(customer().path("evidence").asString()).startsWith("40068");
    assertThat(marks()).isEmpty();
  }

  @Test
  void nobody_marks_a_customer_there_is_not() {
    add("Drinks", "tea");
    Visitor.Answer unknown =
        send("POST", "/customers/wmNobody/tags", Map.of("staff", "ana", "add", List.of()));
    assertThat(unknown.status()).isEqualTo(404);
  }

  // ---------------------------------------------------------------- steps

  private List<String> twenty() {
    add("Numbers", IntStream.range(0, 20).mapToObj(i -> "n" + i).toArray(String[]::new));
    return IntStream.range(0, 20).mapToObj(i -> tag("n" + i)).toList();
  }

  private String token() {
    String query =
        "?corpid=" + wecom.corp() + "&corpsecret=" + wecom.made().path("secret").asString();
    return simulation.get("/cgi-bin/gettoken" + query).path("access_token").asString();
  }

  private Visitor.Answer add(String group, String... names) {
    return send("POST", "/tags", Map.of("group_name", group, "names", List.of(names)));
  }

  private Visitor.Answer mark(List<String> add, List<String> remove) {
    Visitor.Answer answer =
        send(
            "POST",
            "/customers/" + CHEN + "/tags",
            Map.of("staff", "ana", "add", add, "remove", remove));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }

  private Visitor.Answer send(String method, String path, Map<String, ?> body) {
    return method.equals("PUT")
        ? liana.script().put(account(path), body)
        : liana.script().post(account(path), body);
  }

  private List<JsonNode> items(String path) {
    return liana.script().get(account(path)).json().path("items").valueStream().toList();
  }

  private JsonNode customer() {
    return items("/customers").getFirst();
  }

  private List<String> marks() {
    return customer().path("tags").valueStream().map(tag -> tag.asString()).toList();
  }

  private List<String> names() {
    return items("/tags").stream()
        .map(
            group ->
                group.path("name").asString()
                    + ": "
                    + String.join(
                        ", ",
                        group
                            .path("tags")
                            .valueStream()
                            .map(tag -> tag.path("name").asString())
                            .toList()))
        .toList();
  }

  private String group(String name) {
    return items("/tags").stream()
        .filter(group -> group.path("name").asString().equals(name))
        .map(group -> group.path("id").asString())
        .findFirst()
        .orElseThrow();
  }

  private String tag(String name) {
    return items("/tags").stream()
        .flatMap(group -> group.path("tags").valueStream())
        .filter(tag -> tag.path("name").asString().equals(name))
        .map(tag -> tag.path("id").asString())
        .findFirst()
        .orElseThrow();
  }
}
