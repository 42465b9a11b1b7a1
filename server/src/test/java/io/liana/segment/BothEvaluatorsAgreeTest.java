package io.liana.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.segment.Comparison.Op;
import io.liana.segment.Condition.All;
import io.liana.segment.Condition.Any;
import io.liana.segment.Condition.Has;
import io.liana.segment.Condition.InSegment;
import io.liana.segment.Condition.None;
import io.liana.segment.Condition.Trait;
import io.liana.segment.Fields.Field;
import io.liana.segment.Fields.Kind;
import io.liana.segment.Fields.Listed;
import io.liana.segment.Person.Item;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Any condition means the same in memory and in SQL. */
class BothEvaluatorsAgreeTest {
  private static final Instant NOW = Instant.parse("2026-11-16T02:00:00Z");
  private static final List<String> WORDS =
      List.of("a", "ab", "a'b", "a%b", "a_b", "!", "*", "b\\", "");
  private static final Fields FIELDS =
      new Fields(
          "person",
          Map.of(
              "number", Field.of(Kind.NUMBER, "number"),
              "word", Field.of(Kind.WORD, "word"),
              "time", Field.of(Kind.TIME, "at_ms")),
          Map.of(
              "done",
              new Listed(
                  "done",
                  "at_ms",
                  Map.of(
                      "number", Field.of(Kind.NUMBER, "number"),
                      "word", Field.of(Kind.WORD, "word")))));

  private final Random random = new Random(20261126);

  @Test
  void a_thousand_conditions_hold_for_the_same_people() throws SQLException {
    List<Person> people = new ArrayList<>();
    try (Connection facts = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = facts.createStatement()) {
      statement.execute(
          "create table person (member_id bigint, number double, word varchar, at_ms bigint)");
      statement.execute(
          "create table done (member_id bigint, number double, word varchar, at_ms bigint)");
      for (int id = 0; id < 60; id++) {
        people.add(person(statement, id));
      }
      int some = 0;
      for (int n = 0; n < 1000; n++) {
        Map<Long, Condition> others = new LinkedHashMap<>();
        others.put(1L, condition(2, 0));
        others.put(2L, condition(2, 1));
        Condition condition = condition(3, 2);
        Set<Long> inMemory = inMemory(people, condition, others);
        some += inMemory.isEmpty() || inMemory.size() == people.size() ? 0 : 1;
        assertThat(inSql(statement, condition, others))
            .as(condition.toString())
            .isEqualTo(inMemory);
      }
      assertThat(some).as("conditions that part the people").isGreaterThan(300);
    }
  }

  @Test
  void nothing_changes_before_the_moment_it_was_said_to() {
    for (int n = 0; n < 3000; n++) {
      Person person = made(new ArrayList<>(), new ArrayList<>());
      Condition condition = condition(3, 0);
      Evaluation now = Evaluation.of(condition, person, NOW);
      Instant until = now.turns() == null ? NOW.plus(Duration.ofDays(4000)) : now.turns();
      for (Instant later :
          List.of(NOW.plus(Duration.between(NOW, until).dividedBy(2)), until.minusMillis(1))) {
        assertThat(Evaluation.of(condition, person, later).holds())
            .as("%s at %s", condition, later)
            .isEqualTo(now.holds());
      }
    }
  }

  private Set<Long> inMemory(
      List<Person> people, Condition condition, Map<Long, Condition> others) {
    Set<Long> found = new TreeSet<>();
    for (int id = 0; id < people.size(); id++) {
      Person person = people.get(id);
      Set<Long> in = new HashSet<>();
      var known = new Person(person.traits(), person.lists(), in);
      others.forEach(
          (segment, other) -> {
            if (Evaluation.of(other, known, NOW).holds()) {
              in.add(segment);
            }
          });
      if (Evaluation.of(condition, known, NOW).holds()) {
        found.add((long) id);
      }
    }
    return found;
  }

  private static Set<Long> inSql(
      Statement statement, Condition condition, Map<Long, Condition> others) throws SQLException {
    Set<Long> found = new TreeSet<>();
    try (var rows = statement.executeQuery(ConditionSql.query(condition, others, FIELDS, NOW))) {
      while (rows.next()) {
        found.add(rows.getLong(1));
      }
    }
    return found;
  }

  private Person person(Statement statement, int id) throws SQLException {
    List<String> traits = new ArrayList<>();
    List<List<String>> done = new ArrayList<>();
    Person person = made(traits, done);
    statement.execute(
        "insert into person values (%d, %s)".formatted(id, String.join(", ", traits)));
    for (List<String> one : done) {
      statement.execute("insert into done values (%d, %s)".formatted(id, String.join(", ", one)));
    }
    return person;
  }

  private Person made(List<String> traits, List<List<String>> done) {
    Map<String, Value> known = new LinkedHashMap<>();
    traits.add(number("number", known));
    traits.add(word("word", known));
    Instant at = time();
    if (random.nextInt(4) > 0) {
      known.put("time", new Value.At(at));
      traits.add(Long.toString(at.toEpochMilli()));
    } else {
      traits.add("null");
    }
    List<Item> items = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      Map<String, Value> fields = new LinkedHashMap<>();
      Instant when = time();
      done.add(
          List.of(
              number("number", fields), word("word", fields), Long.toString(when.toEpochMilli())));
      items.add(new Item(when, fields));
    }
    return new Person(known, Map.of("done", items), Set.of());
  }

  private String number(String name, Map<String, Value> into) {
    if (random.nextInt(4) == 0) {
      return "null";
    }
    double number = random.nextInt(5) - 1 + (random.nextBoolean() ? 0.15 : 0);
    into.put(name, new Value.Amount(number));
    return Double.toString(number);
  }

  private String word(String name, Map<String, Value> into) {
    if (random.nextInt(4) == 0) {
      return "null";
    }
    String word = WORDS.get(random.nextInt(WORDS.size()));
    into.put(name, new Value.Word(word));
    return "'" + word.replace("'", "''") + "'";
  }

  /** Often exactly at a border, sometimes in the future. */
  private Instant time() {
    Instant day = NOW.minus(Duration.ofDays(random.nextInt(8) - 1));
    return random.nextBoolean() ? day : day.plusMillis(random.nextInt(3) - 1);
  }

  private Condition condition(int depth, int segments) {
    if (depth > 0 && random.nextInt(3) > 0) {
      List<Condition> of = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        of.add(condition(depth - 1, segments));
      }
      return switch (random.nextInt(3)) {
        case 0 -> new All(of);
        case 1 -> new Any(of);
        default -> new None(of);
      };
    }
    if (segments > 0 && random.nextInt(4) == 0) {
      return new InSegment(1 + random.nextInt(segments));
    }
    return switch (random.nextInt(4)) {
      case 0 -> number();
      case 1 -> word();
      case 2 ->
          new Trait(
              "time",
              new Comparison(
                  random.nextBoolean() ? Op.WITHIN : Op.BEFORE,
                  List.of(new Value.Amount(1 + random.nextInt(6)))));
      default -> {
        List<Trait> where = new ArrayList<>();
        if (random.nextBoolean()) {
          where.add(number());
        }
        if (random.nextBoolean()) {
          where.add(word());
        }
        long atLeast = random.nextInt(3);
        yield new Has(
            "done",
            where,
            atLeast,
            random.nextBoolean() ? null : atLeast + random.nextInt(2),
            random.nextBoolean() ? null : 1 + random.nextInt(6));
      }
    };
  }

  private Trait number() {
    Op op =
        List.of(Op.IS, Op.IS_NOT, Op.BELOW, Op.AT_MOST, Op.ABOVE, Op.AT_LEAST, Op.KNOWN, Op.UNKNOWN)
            .get(random.nextInt(8));
    return new Trait(
        "number",
        new Comparison(
            op,
            op == Op.KNOWN || op == Op.UNKNOWN
                ? List.of()
                : List.of(
                    new Value.Amount(random.nextInt(4) + (random.nextBoolean() ? 0.15 : 0)))));
  }

  private Trait word() {
    if (random.nextInt(3) == 0) {
      List<String> patterns = List.of("*", "a*", "*b", "*%*", "a_b", "*'*", "!*", "a**b", "");
      return new Trait(
          "word",
          new Comparison(
              Op.LIKE, List.of(new Value.Word(patterns.get(random.nextInt(patterns.size()))))));
    }
    List<Value> values = new ArrayList<>();
    for (int i = random.nextInt(2); i >= 0; i--) {
      values.add(new Value.Word(WORDS.get(random.nextInt(WORDS.size()))));
    }
    return new Trait("word", new Comparison(random.nextBoolean() ? Op.IS : Op.IS_NOT, values));
  }
}
