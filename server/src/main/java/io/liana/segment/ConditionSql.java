package io.liana.segment;

import io.liana.segment.Condition.All;
import io.liana.segment.Condition.Any;
import io.liana.segment.Condition.Funnel;
import io.liana.segment.Condition.Has;
import io.liana.segment.Condition.InSegment;
import io.liana.segment.Condition.None;
import io.liana.segment.Condition.Trait;
import io.liana.segment.Fields.Field;
import io.liana.segment.Fields.Listed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A condition as a query for {@code member_id} of everybody who meets it. Every leaf is true or
 * false, never unknown, so that none of this and not that mean the same as in {@link Evaluation}.
 */
final class ConditionSql {
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final Fields fields;
  private final long now;

  private ConditionSql(Fields fields, Instant now) {
    this.fields = fields;
    this.now = now.toEpochMilli();
  }

  /**
   * @param others conditions of the segments asked for, those that others ask for before them: each
   *     is evaluated once
   */
  static String query(
      Condition condition, Map<Long, Condition> others, Fields fields, Instant now) {
    var sql = new ConditionSql(fields, now);
    String select = "select p.member_id from %s p where %s";
    String with =
        others.entrySet().stream()
            .map(
                other ->
                    "segment_%d as materialized (%s)"
                        .formatted(
                            other.getKey(),
                            select.formatted(fields.people(), sql.of(other.getValue()))))
            .collect(Collectors.joining(", "));
    return (with.isEmpty() ? "" : "with " + with + " ")
        + select.formatted(fields.people(), sql.of(condition));
  }

  /** The events of a way, for who walks it in memory. */
  static String events(Funnel way, Fields fields, Instant now) {
    return WaySql.events(way, fields, new ConditionSql(fields, now)::where);
  }

  private String of(Condition condition) {
    return switch (condition) {
      case All(List<Condition> of) -> group(of, " and ");
      case Any(List<Condition> of) -> group(of, " or ");
      case None(List<Condition> of) -> of.isEmpty() ? "false" : "not " + group(of, " or ");
      case Trait(String name, Comparison is) ->
          compared(Objects.requireNonNull(fields.traits().get(name)), "p.", is);
      case Has has -> counted(has);
      case Funnel way -> reached(way);
      case InSegment(long segment) ->
          "p.member_id in (select member_id from segment_%d)".formatted(segment);
    };
  }

  private String group(List<Condition> of, String joined) {
    return of.isEmpty()
        ? "false"
        : of.stream().map(this::of).collect(Collectors.joining(joined, "(", ")"));
  }

  private String counted(Has has) {
    Listed list = Objects.requireNonNull(fields.lists().get(has.list()));
    String where = where(list, has.where());
    String period =
        has.days() == null
            ? ""
            : "%1$s > %2$d and %1$s <= %3$d".formatted(list.at(), now - has.days() * DAY, now);
    String both = where.isEmpty() || period.isEmpty() ? where + period : where + " and " + period;
    String found =
        "select member_id from " + list.from() + (both.isEmpty() ? "" : " where " + both);
    if (has.sum() != null) {
      return summed(has, found, Objects.requireNonNull(list.fields().get(has.sum())).column());
    }
    if (has.atLeast() == 0) {
      Long most = has.atMost();
      return most == null ? "true" : "not " + members(found, most + 1, null);
    }
    return members(found, has.atLeast(), has.atMost());
  }

  private String where(Listed list, List<Trait> where) {
    return where.stream()
        .map(one -> compared(Objects.requireNonNull(list.fields().get(one.name())), "", one.is()))
        .collect(Collectors.joining(" and "));
  }

  /** Who has none of it has a sum of 0. */
  private static String summed(Has has, String found, String column) {
    String sum = "coalesce(sum(%s), 0)".formatted(column);
    String enough =
        sum
            + " >= "
            + has.atLeast()
            + (has.atMost() == null ? "" : " and " + sum + " <= " + has.atMost());
    return has.enough(0)
        ? "(p.member_id not in (%s group by member_id having not (%s)))".formatted(found, enough)
        : "(p.member_id in (%s group by member_id having %s))".formatted(found, enough);
  }

  private String reached(Funnel way) {
    Long most = way.atMost();
    long needed = Math.min(way.steps().size(), most == null ? way.atLeast() : most + 1);
    String reached =
        "select member_id from (%s) r where furthest "
            .formatted(
                WaySql.furthest(way, WaySql.events(way, fields, this::where), (int) needed, now));
    if (way.atLeast() == 0) {
      return most == null ? "true" : "(p.member_id not in (%s > %d))".formatted(reached, most);
    }
    return "(p.member_id in (%s >= %d%s))"
        .formatted(reached, way.atLeast(), most == null ? "" : " and furthest <= " + most);
  }

  private static String members(String found, long atLeast, @Nullable Long atMost) {
    String many =
        atLeast == 1 && atMost == null
            ? ""
            : " group by member_id having count(*) >= "
                + atLeast
                + (atMost == null ? "" : " and count(*) <= " + atMost);
    return "(p.member_id in (%s%s))".formatted(found, many);
  }

  private String compared(Field field, String of, Comparison is) {
    String column = of + field.column();
    String test =
        switch (is.op()) {
          case IS -> "%s in (%s)".formatted(column, literals(is));
          case IS_NOT -> "%s not in (%s)".formatted(column, literals(is));
          case BELOW -> column + " < " + number(is.amount());
          case AT_MOST -> column + " <= " + number(is.amount());
          case ABOVE -> column + " > " + number(is.amount());
          case AT_LEAST -> column + " >= " + number(is.amount());
          case LIKE -> "%s like %s escape '!'".formatted(column, like(is.pattern()));
          case WITHIN ->
              "%1$s > %2$d and %1$s <= %3$d".formatted(column, now - is.days().toMillis(), now);
          case BEFORE -> "%s <= %d".formatted(column, now - is.days().toMillis());
          case KNOWN -> "";
          case UNKNOWN -> "";
        };
    return switch (is.op()) {
      case IS_NOT -> "(%s is null or %s)".formatted(column, test);
      case KNOWN -> column + " is not null";
      case UNKNOWN -> column + " is null";
      case IS, BELOW, AT_MOST, ABOVE, AT_LEAST, LIKE, WITHIN, BEFORE ->
          "(%s is not null and %s)".formatted(column, test);
    };
  }

  private static String literals(Comparison is) {
    return is.values().stream().map(ConditionSql::literal).collect(Collectors.joining(", "));
  }

  private static String literal(Value value) {
    return switch (value) {
      case Value.Amount(double number) -> number(number);
      case Value.Word(String text) -> quoted(text);
      case Value.At(Instant time) -> Long.toString(time.toEpochMilli());
    };
  }

  // As a double everywhere: a decimal would be compared by its own scale.
  private static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : "cast(%s as double precision)".formatted(number);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String like(String pattern) {
    return quoted(
        pattern.replace("!", "!!").replace("%", "!%").replace("_", "!_").replace('*', '%'));
  }
}
