package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Visitor;
import io.liana.kit.WeComJourney;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/** The words of the tests about 群发. */
abstract class WeComMassSending extends WeComJourney {
  private static final AtomicInteger KEYS = new AtomicInteger();

  /** Chen is Ana's customer, Dana is Bo's. */
  @BeforeEach
  void two_customers() {
    connectWithCustomers(Map.of());
  }

  Map<String, Object> wish(String text) {
    Map<String, Object> wish = new HashMap<>();
    wish.put("key", "k" + KEYS.incrementAndGet());
    wish.put("kind", "customers");
    wish.put("text", text);
    return wish;
  }

  JsonNode make(String text) {
    Visitor.Answer answer = post("", wish(text));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  String path(String more) {
    return account("/mass-sends" + more);
  }

  Visitor.Answer post(String more, Object body) {
    return liana.script().post(path(more), body);
  }

  Visitor.Answer get(String more) {
    return liana.script().get(path(more));
  }

  JsonNode one(JsonNode mass) {
    return get("/" + id(mass)).json();
  }

  static String id(JsonNode mass) {
    return mass.path("id").asString();
  }

  static List<String> parts(JsonNode mass) {
    return mass.path("parts").valueStream().map(p -> p.path("state").asString()).toList();
  }

  static Map<String, Integer> counts(JsonNode mass) {
    Map<String, Integer> counts = new HashMap<>();
    mass.path("counts").properties().forEach(e -> counts.put(e.getKey(), e.getValue().asInt()));
    return counts;
  }

  List<String> targets(JsonNode mass, String state) {
    return get("/" + id(mass) + "/targets?state=" + state)
        .json()
        .path("items")
        .valueStream()
        .map(t -> t.path("id").asString() + " " + t.path("staff").asString())
        .toList();
  }

  List<JsonNode> tasks() {
    return wecom.state().path("mass_tasks").valueStream().toList();
  }
}
