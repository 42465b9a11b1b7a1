package io.liana.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Sixteen real channels against reference values computed by others from the same definitions. */
class RakuMetricsTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /**
   * The reference leaves utility accounts (loggers, relays) out of the lurkers. Accounts that never
   * wrote a line are not marked as bots in the tables, so nobody can tell them from other lurkers:
   * that many we count more.
   */
  private static final Map<String, Integer> SILENT_BOTS =
      Map.ofEntries(
          Map.entry("cro", 2),
          Map.entry("mugs", 1),
          Map.entry("raku-doc", 1),
          Map.entry("perl6-toolchain", 5),
          Map.entry("phasers", 1),
          Map.entry("perl6-macros", 1),
          Map.entry("p6dev", 1),
          Map.entry("raku-steering-council", 2),
          Map.entry("red", 2),
          Map.entry("raku-land", 1),
          Map.entry("perl6-noise-gang", 1),
          Map.entry("raku-zef", 2),
          Map.entry("raku-star", 1),
          Map.entry("raku-conf", 1),
          Map.entry("raku-news", 1),
          Map.entry("raku-beginner", 3));

  /** Names in the reference that differ from ours. */
  private static final Map<String, String> OURS =
      Map.ofEntries(
          Map.entry("first_log", "first_day"),
          Map.entry("last_log", "last_day"),
          Map.entry("distinct_joiners", "joiners"),
          Map.entry("mean_DAU", "mean_dau"),
          Map.entry("mean_MAU30", "mean_mau30"),
          Map.entry("top20pct_share", "top20_share"),
          Map.entry("users_for_80pct", "members_for_80pct"),
          Map.entry("one_message_users", "one_message_members"),
          Map.entry("one_day_users", "one_day_members"),
          Map.entry("newcomer_reply", "newcomers"),
          Map.entry("roll_D30_replied", "rolling_d30_replied"),
          Map.entry("roll_D30_not", "rolling_d30_not"),
          Map.entry("last_human_day", "last_active_day"),
          Map.entry("msgs_last30", "messages_last30"),
          Map.entry("msgs_last90", "messages_last90"));

  @TestFactory
  Stream<DynamicTest> every_channel_gives_the_reference_values() {
    JsonNode expected = JSON.readTree(RakuChannel.folder().resolve("expected.json"));
    return expected
        .propertyStream()
        .map(
            channel ->
                DynamicTest.dynamicTest(
                    channel.getKey(), () -> compare(channel.getKey(), channel.getValue())));
  }

  @Test
  void the_lorenz_curve_runs_from_nothing_to_everything() {
    try (FactStore store = new FactStore(null, "256MB", 2)) {
      RakuChannel.load(store, "cro", 1);
      Analysis analysis = store.read(facts -> Analysis.load(facts, 1, null, null));
      var curve =
          Series.of(analysis, Metrics.of(analysis, Cohort.MESSAGE), Cohort.MESSAGE, Long::toString)
              .lorenz();
      assertThat(curve).hasSize(101);
      assertThat(curve.getFirst()).isEqualTo(new TwoEight.Point(0, 0));
      assertThat(curve.getLast()).isEqualTo(new TwoEight.Point(1, 1));
      assertThat(curve)
          .isSortedAccordingTo(java.util.Comparator.comparingDouble(TwoEight.Point::messages));
    }
  }

  private static void compare(String channel, JsonNode reference) {
    Map<String, Object> ours = new LinkedHashMap<>();
    Map<String, Object> theirs = new LinkedHashMap<>();
    try (FactStore store = new FactStore(null, "256MB", 2)) {
      RakuChannel.load(store, channel, 1);
      Analysis analysis = store.read(facts -> Analysis.load(facts, 1, null, null));
      flatten("", JSON.valueToTree(Metrics.of(analysis, Cohort.MESSAGE)), ours);
    }
    reference
        .propertyStream()
        .forEach(entry -> translate(entry.getKey(), entry.getValue(), theirs));
    theirs.computeIfPresent(
        "lurkers", (key, count) -> ((Number) count).doubleValue() + SILENT_BOTS.get(channel));
    assertThat(theirs).hasSizeGreaterThan(45);
    theirs.forEach((key, value) -> assertSame(channel + " " + key, ours, key, value));
  }

  private static void assertSame(
      String what, Map<String, Object> ours, String key, @Nullable Object value) {
    assertThat(ours).as(what).containsKey(key);
    if (value instanceof Number number) {
      assertThat(((Number) ours.get(key)).doubleValue())
          .as(what)
          .isCloseTo(number.doubleValue(), within(1e-9));
    } else {
      assertThat(ours.get(key)).as(what).isEqualTo(value);
    }
  }

  private static void translate(String key, JsonNode value, Map<String, Object> theirs) {
    switch (key) {
      case "log_files", "users_for_80pct_frac", "bridge_users", "bots" -> {} // not ours
      case "lurkers_joined_never_spoke" -> theirs.put("lurkers", value.numberValue());
      case "events" -> {
        theirs.put("messages", value.get("human_messages").numberValue());
        theirs.put("bot_messages", value.get("bot_messages").numberValue());
        theirs.put("joins", value.get("join").numberValue());
        theirs.put("leaves", value.get("leave").numberValue());
        theirs.put("graph.directed_messages", value.get("directed_messages").numberValue());
      }
      default -> flatten(OURS.getOrDefault(key, key), value, theirs);
    }
  }

  private static void flatten(String path, JsonNode node, Map<String, Object> into) {
    if (node.isObject()) {
      node.propertyStream()
          .forEach(
              entry -> {
                String key = OURS.getOrDefault(entry.getKey(), entry.getKey());
                flatten(path.isEmpty() ? key : path + "." + key, entry.getValue(), into);
              });
    } else if (node.isNumber()) {
      into.put(path, node.numberValue());
    } else {
      into.put(path, node.isNull() ? null : node.asString());
    }
  }
}
