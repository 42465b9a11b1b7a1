package io.liana.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.SharedData;
import io.liana.segment.Comparison.Op;
import io.liana.segment.Condition.All;
import io.liana.segment.Condition.Any;
import io.liana.segment.Condition.Has;
import io.liana.segment.Condition.None;
import io.liana.segment.Condition.Trait;
import io.liana.segment.Fields.Field;
import io.liana.segment.Fields.Kind;
import io.liana.segment.Fields.Listed;
import io.liana.segment.Person.Item;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Apache Unomi's truth table (Apache-2.0), as ../shared/cases keeps it: in memory and in SQL. */
class UnomiConditionsTest {
  private static final Instant NOW = Instant.parse("2015-03-01T00:00:00Z");
  private static final long PROFILE = 1;
  private static final long EMPTY = 2;
  private static final Map<String, Long> SEGMENTS =
      Map.of("s1", 1L, "s2", 2L, "s3", 3L, "s5", 5L, "s10", 10L, "s20", 20L, "s30", 30L);

  private static final Fields FIELDS =
      new Fields(
          "person",
          Map.of(
              "age", Field.of(Kind.NUMBER, "age"),
              "gender", Field.of(Kind.WORD, "gender"),
              "randomStats", Field.of(Kind.NUMBER, "random_stats"),
              "unknown", Field.of(Kind.NUMBER, "unknown"),
              "fieldNotExists", Field.of(Kind.NUMBER, "unknown")),
          Map.of(
              "interests",
              new Listed(
                  "interest",
                  null,
                  Map.of(
                      "key",
                      Field.of(Kind.WORD, "key"),
                      "value",
                      Field.of(Kind.NUMBER, "value")))));

  @TestFactory
  Stream<DynamicTest> each_case_holds_in_memory_and_in_sql() {
    JsonNode table = JsonMapper.shared().readTree(SharedData.path("cases/conditions_unomi.json"));
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode one : table.path("cases")) {
      tests.add(
          DynamicTest.dynamicTest(
              one.path("id").asString(),
              () -> {
                boolean expected = one.path("expected").asBoolean();
                boolean profile = one.path("on").asString().equals("profile");
                Condition condition = condition(one.path("condition"));
                Person person =
                    profile
                        ? person(table.path("profile"))
                        : new Person(Map.of(), Map.of(), Set.of());
                assertThat(Evaluation.of(condition, person, NOW).holds()).isEqualTo(expected);
                assertThat(
                        inSql(table.path("profile"), condition).contains(profile ? PROFILE : EMPTY))
                    .isEqualTo(expected);
              }));
    }
    assertThat(tests).hasSize(70);
    return tests.stream();
  }

  private static Person person(JsonNode profile) {
    Map<String, Value> traits = new LinkedHashMap<>();
    for (String name : List.of("age", "gender", "randomStats")) {
      traits.put(name, value(profile.path("properties").path(name)));
    }
    List<Item> interests = new ArrayList<>();
    for (JsonNode one : profile.at("/properties/interests")) {
      interests.add(
          new Item(null, Map.of("key", value(one.path("key")), "value", value(one.path("value")))));
    }
    Set<Long> segments = new HashSet<>();
    profile.path("segments").forEach(one -> segments.add(SEGMENTS.get(one.asString())));
    return new Person(traits, Map.of("interests", interests), segments);
  }

  private static List<Long> inSql(JsonNode profile, Condition condition) throws SQLException {
    try (Connection facts = DriverManager.getConnection("jdbc:duckdb:");
        var statement = facts.createStatement()) {
      statement.execute(
          "create table person (member_id bigint, age double, gender varchar, random_stats double, unknown double)");
      statement.execute("create table interest (member_id bigint, key varchar, value double)");
      JsonNode properties = profile.path("properties");
      statement.execute(
          "insert into person values (1, %s, '%s', %s, null), (2, null, null, null, null)"
              .formatted(
                  properties.path("age").asString(),
                  properties.path("gender").asString(),
                  properties.path("randomStats").asString()));
      for (JsonNode one : properties.path("interests")) {
        statement.execute(
            "insert into interest values (1, '%s', %s)"
                .formatted(one.path("key").asString(), one.path("value").asString()));
      }
      Map<Long, Condition> others = new LinkedHashMap<>();
      SEGMENTS
          .values()
          .forEach(
              id ->
                  others.put(
                      id,
                      id <= 3
                          ? new Trait("age", new Comparison(Op.KNOWN, List.of()))
                          : new All(List.of())));
      List<Long> found = new ArrayList<>();
      try (var rows = statement.executeQuery(ConditionSql.query(condition, others, FIELDS, NOW))) {
        while (rows.next()) {
          found.add(rows.getLong(1));
        }
      }
      return found;
    }
  }

  private static Condition condition(JsonNode one) {
    String op = one.path("op").asString();
    return switch (op) {
      case "and" -> new All(parts(one));
      case "or" -> new Any(parts(one));
      case "not" -> new None(parts(one));
      case "segments" -> {
        List<Condition> of = new ArrayList<>();
        one.path("value")
            .forEach(id -> of.add(new Condition.InSegment(SEGMENTS.get(id.asString()))));
        yield switch (one.path("match").asString()) {
          case "in" -> new Any(of);
          case "notIn" -> new None(of);
          default -> new All(of);
        };
      }
      case "nested" -> {
        List<Trait> where = new ArrayList<>();
        for (JsonNode both : one.path("args")) {
          assertThat(both.path("op").asString()).isEqualTo("and");
          both.path("args").forEach(part -> where.add(trait(part)));
        }
        yield new Has("interests", where, 1, null, null, null);
      }
      case "all" -> {
        List<Condition> each = new ArrayList<>();
        for (JsonNode value : one.path("value")) {
          each.add(new Trait(name(one), new Comparison(Op.IS, List.of(value(value)))));
        }
        yield new All(each);
      }
      default -> trait(one);
    };
  }

  private static List<Condition> parts(JsonNode one) {
    return one.path("args").valueStream().map(UnomiConditionsTest::condition).toList();
  }

  private static Trait trait(JsonNode one) {
    JsonNode given = one.path("value");
    List<Value> values =
        given.isMissingNode()
            ? List.of()
            : given.isArray()
                ? given.valueStream().map(UnomiConditionsTest::value).toList()
                : List.of(value(given));
    String text = given.isString() ? given.asString() : "";
    return new Trait(
        name(one),
        switch (one.path("op").asString()) {
          case "equals", "in" -> new Comparison(Op.IS, values);
          case "notEquals", "notIn" -> new Comparison(Op.IS_NOT, values);
          case "lessThan" -> new Comparison(Op.BELOW, values);
          case "greaterThan" -> new Comparison(Op.ABOVE, values);
          case "greaterThanOrEqualTo" -> new Comparison(Op.AT_LEAST, values);
          case "exists" -> new Comparison(Op.KNOWN, values);
          case "missing" -> new Comparison(Op.UNKNOWN, values);
          case "startsWith" -> like(text + "*");
          case "endsWith" -> like("*" + text);
          case "contains" -> like("*" + text + "*");
          case "matchesRegex" -> like(text.replace(".*", "*"));
          default -> throw new IllegalArgumentException(one.toString());
        });
  }

  private static Comparison like(String pattern) {
    return new Comparison(Op.LIKE, List.of(new Value.Word(pattern)));
  }

  private static String name(JsonNode one) {
    return one.path("field").asString().replaceFirst("^(properties|item)\\.", "");
  }

  private static Value value(JsonNode value) {
    return value.isNumber() ? new Value.Amount(value.asDouble()) : new Value.Word(value.asString());
  }
}
