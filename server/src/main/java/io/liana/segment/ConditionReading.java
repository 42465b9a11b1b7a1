package io.liana.segment;

import io.liana.kernel.Given;
import io.liana.kernel.Problem;
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
import io.liana.segment.Written.Asked;
import io.liana.segment.Written.AskedStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** The written form of conditions, strictly read: what does not belong to a kind is refused. */
final class ConditionReading {
  static final int DEEPEST = 8;
  static final int MOST = 100;
  private static final int MOST_VALUES = 200;
  private static final int MOST_DAYS = 3660;
  private static final long MOST_COUNT = 1_000_000;
  private static final long MOST_SUM = 1_000_000_000_000L;
  private static final int MOST_STEPS = 10;
  private static final int MOST_HOURS = 366 * 24;
  private static final String CURRENCY = "currency";
  private static final List<String> KINDS =
      List.of("all", "any", "none", "trait", "has", "funnel", "segment");
  private static final List<String> OPS = Arrays.stream(Op.values()).map(Op::code).toList();

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private final Fields fields;
  private int parts;

  private ConditionReading(Fields fields) {
    this.fields = fields;
  }

  /** As it came; a word that belongs to no condition is refused, too. */
  static Condition read(@Nullable JsonNode given, Fields fields) {
    if (given == null || given.isNull()) {
      throw Given.wrong("condition", "is missing");
    }
    try {
      return read(STRICT.treeToValue(given, Written.class), fields);
    } catch (DatabindException e) {
      String where =
          e.getPath().stream()
              .map(
                  step ->
                      step.getPropertyName() == null
                          ? "[%d]".formatted(step.getIndex())
                          : "." + step.getPropertyName())
              .collect(Collectors.joining("", "condition", ""));
      throw Given.wrong(
          where,
          e instanceof UnrecognizedPropertyException
              ? "is nothing a condition says"
              : "is not of the kind it must be");
    }
  }

  static Condition read(@Nullable Written given, Fields fields) {
    return new ConditionReading(fields).read("condition", given, 1);
  }

  private Condition read(String at, @Nullable Written given, int depth) {
    if (given == null) {
      throw Given.wrong(at, "is missing");
    }
    if (depth > DEEPEST) {
      throw Given.wrong(at, "is nested deeper than %d".formatted(DEEPEST));
    }
    if (++parts > MOST) {
      throw Given.wrong(at, "is one too many: a condition may have %d parts".formatted(MOST));
    }
    String kind = Given.oneOf(at + ".kind", given.kind(), KINDS);
    if (kind == null) {
      throw Given.wrong(at + ".kind", "is missing");
    }
    foreign(at, kind, given);
    return switch (kind) {
      case "all" -> new All(group(at, given, depth));
      case "any" -> new Any(group(at, given, depth));
      case "none" -> new None(group(at, given, depth));
      case "trait" ->
          trait(at, fields.traits(), new Asked(given.name(), given.op(), given.values()));
      case "has" -> has(at, given);
      case "funnel" -> funnel(at, given);
      default ->
          new InSegment(Problem.parseId(Given.text(at + ".segment", given.segment(), 1, 19)));
    };
  }

  /** What belongs to another kind was meant, and would be forgotten in silence. */
  private static void foreign(String at, String kind, Written given) {
    Set<String> own =
        switch (kind) {
          case "all", "any", "none" -> Set.of("of");
          case "trait" -> Set.of("name", "op", "values");
          case "has" -> Set.of("list", "where", "at_least", "at_most", "days", "sum");
          case "funnel" -> Set.of("steps", "window_hours", "at_least", "at_most", "days");
          default -> Set.of("segment");
        };
    Map<String, Boolean> there =
        Map.ofEntries(
            Map.entry("of", given.of() != null),
            Map.entry("name", given.name() != null),
            Map.entry("op", given.op() != null),
            Map.entry("values", given.values() != null),
            Map.entry("list", given.list() != null),
            Map.entry("where", given.where() != null),
            Map.entry("at_least", given.atLeast() != null),
            Map.entry("at_most", given.atMost() != null),
            Map.entry("days", given.days() != null),
            Map.entry("sum", given.sum() != null),
            Map.entry("steps", given.steps() != null),
            Map.entry("window_hours", given.windowHours() != null),
            Map.entry("segment", given.segment() != null));
    there.forEach(
        (name, is) -> {
          if (is && !own.contains(name)) {
            throw Given.wrong(at + "." + name, "does not belong to '%s'".formatted(kind));
          }
        });
  }

  private List<Condition> group(String at, Written given, int depth) {
    List<Condition> of = new ArrayList<>();
    if (given.of() == null) {
      throw Given.wrong(at + ".of", "is missing");
    }
    for (int i = 0; i < given.of().size(); i++) {
      of.add(read("%s.of[%d]".formatted(at, i), given.of().get(i), depth + 1));
    }
    return of;
  }

  private Has has(String at, Written given) {
    Listed list = list(at, given.list());
    List<Trait> where = where(at, list, given.where());
    String sum =
        Given.oneOf(
            at + ".sum",
            given.sum(),
            list.fields().entrySet().stream()
                .filter(one -> one.getValue().kind() == Kind.NUMBER)
                .map(Map.Entry::getKey)
                .toList());
    if (sum != null && list.fields().containsKey(CURRENCY) && !oneCurrency(where)) {
      throw Given.wrong(at + ".where", "must say which currency is summed up");
    }
    if (given.days() != null && list.at() == null) {
      throw Given.wrong(at + ".days", "is nothing '%s' can be asked".formatted(given.list()));
    }
    Range range = range(at, given, sum == null ? MOST_COUNT : MOST_SUM);
    return new Has(
        String.valueOf(given.list()), where, range.least(), range.most(), days(at, given), sum);
  }

  private static boolean oneCurrency(List<Trait> where) {
    return where.stream()
        .anyMatch(
            one ->
                one.name().equals(CURRENCY)
                    && one.is().op() == Op.IS
                    && one.is().values().size() == 1);
  }

  private Funnel funnel(String at, Written given) {
    List<@Nullable AskedStep> asked = given.steps() == null ? List.of() : given.steps();
    if (asked.size() < 2 || asked.size() > MOST_STEPS) {
      throw Given.wrong(at + ".steps", "must be 2 to %d".formatted(MOST_STEPS));
    }
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      String one = "%s.steps[%d]".formatted(at, i);
      AskedStep step = asked.get(i);
      if (step == null || ++parts > MOST) {
        throw Given.wrong(one, step == null ? "is missing" : "is one too many");
      }
      Listed list = list(one, step.list());
      if (list.seq() == null) {
        throw Given.wrong(one + ".list", "is nothing that follows on something");
      }
      steps.add(new Step(String.valueOf(step.list()), where(one, list, step.where())));
    }
    int hours = given.windowHours() == null ? 14 * 24 : given.windowHours();
    if (hours < 1 || hours > MOST_HOURS) {
      throw Given.wrong(at + ".window_hours", "must be 1 to %d".formatted(MOST_HOURS));
    }
    Range range = range(at, given, steps.size());
    return new Funnel(steps, hours, range.least(), range.most(), days(at, given));
  }

  private Listed list(String at, @Nullable String given) {
    String name = Given.oneOf(at + ".list", given, List.copyOf(fields.lists().keySet()));
    if (name == null) {
      throw Given.wrong(at + ".list", "is missing");
    }
    return Objects.requireNonNull(fields.lists().get(name));
  }

  private List<Trait> where(String at, Listed list, @Nullable List<@Nullable Asked> given) {
    List<Trait> where = new ArrayList<>();
    List<@Nullable Asked> asked = given == null ? List.of() : given;
    for (int i = 0; i < asked.size(); i++) {
      String one = "%s.where[%d]".formatted(at, i);
      Asked part = asked.get(i);
      if (part == null || ++parts > MOST) {
        throw Given.wrong(one, part == null ? "is missing" : "is one too many");
      }
      where.add(trait(one, list.fields(), part));
    }
    return where;
  }

  private record Range(long least, @Nullable Long most) {}

  private static Range range(String at, Written given, long limit) {
    long least = count(at + ".at_least", given.atLeast() == null ? 1 : given.atLeast(), limit);
    Long most = given.atMost() == null ? null : count(at + ".at_most", given.atMost(), limit);
    if (most != null && most < least) {
      throw Given.wrong(at + ".at_most", "must not be less than at_least");
    }
    if (least == 0 && most == null) {
      throw Given.wrong(at + ".at_least", "of 0 holds for everybody: say at_most, too");
    }
    return new Range(least, most);
  }

  private static @Nullable Integer days(String at, Written given) {
    Integer days = given.days();
    if (days != null && (days < 1 || days > MOST_DAYS)) {
      throw Given.wrong(at + ".days", "must be 1 to %d".formatted(MOST_DAYS));
    }
    return days;
  }

  private static long count(String at, long given, long limit) {
    if (given < 0 || given > limit) {
      throw Given.wrong(at, "must be 0 to %,d".formatted(limit));
    }
    return given;
  }

  private static Trait trait(String at, Map<String, Field> known, Asked given) {
    String name = Given.oneOf(at + ".name", given.name(), List.copyOf(known.keySet()));
    String code = Given.oneOf(at + ".op", given.op(), OPS);
    if (name == null || code == null) {
      throw Given.wrong(at + (name == null ? ".name" : ".op"), "is missing");
    }
    Field field = Objects.requireNonNull(known.get(name));
    Op op = Op.valueOf(code.toUpperCase(Locale.ROOT));
    if (!ops(field.kind()).contains(op)) {
      throw Given.wrong(at + ".op", "cannot be '%s' of '%s'".formatted(code, name));
    }
    List<@Nullable Object> values = given.values() == null ? List.of() : given.values();
    int most =
        switch (op) {
          case KNOWN, UNKNOWN -> 0;
          case IS, IS_NOT -> MOST_VALUES;
          case BELOW, AT_MOST, ABOVE, AT_LEAST, LIKE, WITHIN, BEFORE -> 1;
        };
    if (values.size() < Math.min(1, most) || values.size() > most) {
      throw Given.wrong(
          at + ".values",
          most <= 1 ? "must be %d".formatted(most) : "must be 1 to %d".formatted(most));
    }
    List<Value> read = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      read.add(value("%s.values[%d]".formatted(at, i), field, op, values.get(i)));
    }
    return new Trait(name, new Comparison(op, read));
  }

  private static Set<Op> ops(Kind kind) {
    return switch (kind) {
      case NUMBER ->
          EnumSet.of(
              Op.IS, Op.IS_NOT, Op.BELOW, Op.AT_MOST, Op.ABOVE, Op.AT_LEAST, Op.KNOWN, Op.UNKNOWN);
      case WORD -> EnumSet.of(Op.IS, Op.IS_NOT, Op.LIKE, Op.KNOWN, Op.UNKNOWN);
      case CODE -> EnumSet.of(Op.IS, Op.IS_NOT, Op.KNOWN, Op.UNKNOWN);
      case TIME -> EnumSet.of(Op.WITHIN, Op.BEFORE, Op.KNOWN, Op.UNKNOWN);
    };
  }

  private static Value value(String at, Field field, Op op, @Nullable Object given) {
    return switch (field.kind()) {
      case NUMBER, TIME -> {
        if (!(given instanceof Number number)
            || !Double.isFinite(number.doubleValue())
            || Math.abs(number.doubleValue()) > 1e15) {
          throw Given.wrong(at, "must be a number");
        }
        double amount = number.doubleValue();
        if (field.kind() == Kind.TIME
            && (amount < 1 || amount > MOST_DAYS || amount != Math.rint(amount))) {
          throw Given.wrong(at, "must be 1 to %d whole days".formatted(MOST_DAYS));
        }
        yield new Value.Amount(amount);
      }
      case WORD -> {
        if (!(given instanceof String text)) {
          throw Given.wrong(at, "must be a text");
        }
        yield new Value.Word(Given.text(at, text, op == Op.LIKE ? 1 : 0, 200));
      }
      case CODE ->
          new Value.Word(
              Given.oneOf(at, given instanceof String text ? text : "?", "", field.known()));
    };
  }
}
