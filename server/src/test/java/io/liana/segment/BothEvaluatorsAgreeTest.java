package io.liana.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.segment.Comparison.Op;
import io.liana.segment.Condition.All;
import io.liana.segment.Condition.Any;
import io.liana.segment.Condition.Funnel;
import io.liana.segment.Condition.Has;
import io.liana.segment.Condition.InSegment;
import io.liana.segment.Condition.None;
import io.liana.segment.Condition.Step;
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
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
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
              "done", listed("done", ""),
              "much", listed("done", "number > 1"),
              "other", listed("other", "")));

  private final Random random = new Random(20261126);
  private int seq;

  private static Listed listed(String table, String test) {
    return new Listed(
        table,
        test,
        "at_ms",
        "seq",
        Map.of(
            "number",
            Field.of(Kind.NUMBER, "number"),
            "word",
            Field.of(Kind.WORD, "word"),
            "size",
            Field.of(Kind.NUMBER, "size")));
  }

  @Test
  void a_thousand_conditions_hold_for_the_same_people() throws SQLException {
    List<Person> people = new ArrayList<>();
    try (Connection facts = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = facts.createStatement()) {
      statement.execute(
          "create table person (member_id bigint, number double, word varchar, at_ms bigint)");
      for (String table : List.of("done", "other")) {
        statement.execute(
            "create table %s (member_id bigint, number double, word varchar, size bigint, at_ms bigint, seq bigint)"
                .formatted(table));
      }
      for (int id = 0; id < 60; id++) {
        people.add(person(statement, id));
      }
      int some = 0;
      Map<String, Integer> parting = new TreeMap<>();
      for (int n = 0; n < 1000; n++) {
        Map<Long, Condition> others = new LinkedHashMap<>();
        others.put(1L, condition(2, 0));
        others.put(2L, condition(2, 1));
        Condition condition = condition(3, 2);
        Set<Long> inMemory = inMemory(people, condition, others);
        boolean parts = !inMemory.isEmpty() && inMemory.size() < people.size();
        some += parts ? 1 : 0;
        if (parts) {
          Asking.leaves(List.of(condition))
              .forEach(one -> parting.merge(kind(one), 1, Integer::sum));
        }
        assertThat(inSql(statement, condition, others))
            .as(condition.toString())
            .isEqualTo(inMemory);
      }
      assertThat(some).as("conditions that part the people").isGreaterThan(300);
      assertThat(parting.keySet()).contains("count", "sum", "funnel");
      assertThat(parting.values()).allMatch(many -> many > 50);
    }
  }

  @Test
  void nothing_changes_before_the_moment_it_was_said_to() {
    for (int n = 0; n < 3000; n++) {
      Person made = made(new ArrayList<>(), new ArrayList<>());
      Condition condition = condition(3, 0);
      Person person = new Person(made.traits(), withWays(made, List.of(condition)), Set.of());
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
      List<Condition> asked = new ArrayList<>(others.values());
      asked.add(condition);
      var known = new Person(person.traits(), withWays(person, asked), in);
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
      statement.execute(
          "insert into %s values (%d, %s)"
              .formatted(one.getFirst(), id, String.join(", ", one.subList(1, one.size()))));
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
    Map<String, List<Item>> items = Map.of("done", new ArrayList<>(), "other", new ArrayList<>());
    for (int i = random.nextInt(9); i > 0; i--) {
      Map<String, Value> fields = new LinkedHashMap<>();
      Instant when = time();
      String table = random.nextBoolean() ? "done" : "other";
      String number = number("number", fields);
      String word = word("word", fields);
      int size = random.nextInt(5) - 1;
      fields.put("size", new Value.Amount(size));
      fields.put("seq", new Value.Amount(++seq));
      done.add(
          List.of(
              table,
              number,
              word,
              Integer.toString(size),
              Long.toString(when.toEpochMilli()),
              Integer.toString(seq)));
      items.get(table).add(new Item(when, fields));
    }
    return new Person(
        known,
        Map.of(
            "done",
            items.get("done"),
            "other",
            items.get("other"),
            "much",
            items.get("done").stream().filter(BothEvaluatorsAgreeTest::much).toList()),
        Set.of());
  }

  private static boolean much(Item item) {
    return item.fields().get("number") instanceof Value.Amount(double number) && number > 1;
  }

  /** What the facts would tell of the ways somebody is asked about, by another road. */
  private static Map<String, List<Item>> withWays(Person person, List<Condition> asked) {
    Map<String, List<Item>> lists = new LinkedHashMap<>(person.lists());
    Asking.leaves(asked)
        .forEach(
            one -> {
              if (one instanceof Funnel way) {
                lists.put(way.way(), way(person, way));
              }
            });
    return lists;
  }

  private static List<Item> way(Person person, Funnel way) {
    return Stream.of("done", "other")
        .flatMap(table -> person.lists().get(table).stream().map(item -> Map.entry(table, item)))
        .sorted(
            Comparator.comparing((Map.Entry<String, Item> one) -> one.getValue().at())
                .thenComparingDouble(
                    one -> ((Value.Amount) one.getValue().fields().get("seq")).number()))
        .map(
            one -> {
              int fits = 0;
              for (int step = 0; step < way.steps().size(); step++) {
                Step wanted = way.steps().get(step);
                boolean on =
                    wanted.list().equals("much")
                        ? one.getKey().equals("done") && much(one.getValue())
                        : wanted.list().equals(one.getKey());
                if (on
                    && wanted.where().stream()
                        .allMatch(
                            field ->
                                field.is().holds(one.getValue().fields().get(field.name()), NOW))) {
                  fits |= 1 << step;
                }
              }
              return new Item(one.getValue().at(), Map.of(WaySql.FITS, new Value.Amount(fits)));
            })
        .toList();
  }

  private static String kind(Condition leaf) {
    return switch (leaf) {
      case Has has -> has.sum() == null ? "count" : "sum";
      case Funnel _ -> "funnel";
      case All _, Any _, None _, Trait _, InSegment _ -> leaf.getClass().getSimpleName();
    };
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
    return switch (random.nextInt(6)) {
      case 0 -> number();
      case 1 -> word();
      case 2 ->
          new Trait(
              "time",
              new Comparison(
                  random.nextBoolean() ? Op.WITHIN : Op.BEFORE,
                  List.of(new Value.Amount(1 + random.nextInt(6)))));
      case 3 -> {
        List<Step> steps = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i >= 0; i--) {
          steps.add(new Step(list(), random.nextInt(3) == 0 ? List.of(number()) : List.of()));
        }
        long atLeast = random.nextInt(steps.size() + 1);
        yield new Funnel(
            steps,
            24 * (1 + random.nextInt(4)),
            atLeast,
            random.nextBoolean() && atLeast > 0
                ? null
                : Math.min(steps.size(), atLeast + random.nextInt(2)),
            days());
      }
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
            list(),
            where,
            atLeast,
            random.nextBoolean() ? null : atLeast + random.nextInt(2),
            days(),
            random.nextInt(3) == 0 ? "size" : null);
      }
    };
  }

  private String list() {
    return List.of("done", "much", "other").get(random.nextInt(3));
  }

  private Integer days() {
    return random.nextBoolean() ? null : 1 + random.nextInt(6);
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
