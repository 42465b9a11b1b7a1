package io.liana.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.liana.kit.SharedData;
import io.liana.question.Funnel.Exclusion;
import io.liana.question.Funnel.Order;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every funnel of PostHog's own tests (MIT), as ../shared/cases keeps them. */
class FunnelCasesTest {
  private static final Duration FOURTEEN_DAYS = Duration.ofDays(14);

  private record Event(long at, String name) {}

  @TestFactory
  Stream<DynamicTest> each_case_counts_as_posthog_does() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode one :
        JsonMapper.shared().readTree(SharedData.path("cases/funnels_posthog.json")).path("cases")) {
      int n = 0;
      for (JsonNode variant : one.path("variants")) {
        tests.add(
            DynamicTest.dynamicTest(
                one.path("id").asString() + " " + ++n, () -> check(one, variant)));
      }
    }
    return tests.stream();
  }

  @Test
  void who_says_very_much_is_answered_at_once_in_any_order() {
    var journey =
        new Journey(new Funnel(3, Order.ANY, Duration.ofDays(300), List.of()), Long.MAX_VALUE);
    // Of three steps the third never comes: every attempt ends where all others end.
    for (int i = 0; i < 300_000; i++) {
      journey.event(i * 1000L, i % 1000 == 0 ? 2 : 1);
    }
    assertThat(assertTimeout(Duration.ofSeconds(5), journey::end)).containsExactly(0, 1000);
  }

  private static void check(JsonNode one, JsonNode variant) {
    List<JsonNode> steps = one.path("steps").valueStream().toList();
    List<JsonNode> excluded = variant.path("exclusions").valueStream().toList();
    List<Exclusion> exclusions = new ArrayList<>();
    for (int i = 0; i < excluded.size(); i++) {
      exclusions.add(
          new Exclusion(
              steps.size() + i,
              excluded.get(i).path("from").asInt(),
              excluded.get(i).path("to").asInt()));
    }
    var funnel =
        new Funnel(
            steps.size(),
            order(variant.path("order").asString("ordered")),
            variant.has("window_seconds")
                ? Duration.ofSeconds(variant.path("window_seconds").asLong())
                : FOURTEEN_DAYS,
            exclusions);
    Map<String, long[]> ends = new TreeMap<>();
    one.path("events")
        .properties()
        .forEach(
            person -> {
              var journey = new Journey(funnel, Long.MAX_VALUE);
              for (Event event : events(person.getValue())) {
                journey.event(event.at(), mask(event, steps, excluded));
              }
              long[] end = journey.end();
              if (end != null) {
                ends.put(person.getKey(), end);
              }
            });
    for (int step = 0; step < steps.size(); step++) {
      int reached = step + 1;
      assertThat(ends.values().stream().filter(end -> end.length >= reached).count())
          .as("step " + reached + " of " + variant)
          .isEqualTo(variant.path("expected_counts").path(step).asLong());
    }
    variant
        .path("expected_people")
        .properties()
        .forEach(
            step ->
                assertThat(
                        ends.entrySet().stream()
                            .filter(end -> end.getValue().length >= Integer.parseInt(step.getKey()))
                            .map(Map.Entry::getKey))
                    .containsExactlyElementsOf(
                        step.getValue().valueStream().map(JsonNode::asString).sorted().toList()));
    variant
        .path("expected_avg_seconds")
        .properties()
        .forEach(
            step ->
                assertThat(
                        Arrays.stream(seconds(ends, Integer.parseInt(step.getKey())))
                            .average()
                            .orElseThrow())
                    .as("seconds to step " + step.getKey())
                    .isEqualTo(step.getValue().asDouble()));
    variant
        .path("expected_median_seconds")
        .properties()
        .forEach(
            step ->
                assertThat(Answers.median(seconds(ends, Integer.parseInt(step.getKey()))))
                    .isEqualTo(step.getValue().asDouble()));
  }

  private static double[] seconds(Map<String, long[]> ends, int step) {
    return ends.values().stream()
        .filter(end -> end.length > step)
        .mapToDouble(end -> (end[step] - end[step - 1]) / 1000.0)
        .toArray();
  }

  private static Order order(String name) {
    return switch (name) {
      case "ordered" -> Order.ORDERED;
      case "strict" -> Order.STRICT;
      default -> Order.ANY;
    };
  }

  /** Without times they are a second apart, in the order of the list. */
  private static List<Event> events(JsonNode told) {
    List<Event> events = new ArrayList<>();
    for (JsonNode one : told) {
      long at =
          one.has("at")
              ? OffsetDateTime.parse(one.path("at").asString()).toInstant().toEpochMilli()
              : events.size() * 1000L;
      events.add(new Event(at, one.path("event").asString()));
    }
    events.sort(java.util.Comparator.comparingLong(Event::at));
    return events;
  }

  private static int mask(Event event, List<JsonNode> steps, List<JsonNode> excluded) {
    int mask = 0;
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).isNull() || steps.get(i).asString().equals(event.name())) {
        mask |= 1 << i;
      }
    }
    for (int i = 0; i < excluded.size(); i++) {
      if (excluded.get(i).path("event").asString().equals(event.name())) {
        mask |= 1 << steps.size() + i;
      }
    }
    return mask;
  }
}
