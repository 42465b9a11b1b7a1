package io.liana.segment;

import io.liana.segment.Comparison.Op;
import io.liana.segment.Condition.All;
import io.liana.segment.Condition.Any;
import io.liana.segment.Condition.Funnel;
import io.liana.segment.Condition.Has;
import io.liana.segment.Condition.InSegment;
import io.liana.segment.Condition.None;
import io.liana.segment.Condition.Trait;
import io.liana.segment.Fields.Listed;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What time alone does to conditions: something turns too old, or is not in the future any more.
 */
final class Windows {
  /**
   * @param from a relation with {@code member_id}
   * @param column a time of it
   */
  private record Window(String from, String column, long millis) {}

  private final Set<Window> windows;

  private Windows(Set<Window> windows) {
    this.windows = windows;
  }

  static Windows of(Collection<Condition> conditions, Fields fields) {
    return new Windows(
        conditions.stream().flatMap(one -> of(one, fields)).collect(Collectors.toSet()));
  }

  private static Stream<Window> of(Condition condition, Fields fields) {
    return switch (condition) {
      case All(List<Condition> of) -> of.stream().flatMap(one -> of(one, fields));
      case Any(List<Condition> of) -> of.stream().flatMap(one -> of(one, fields));
      case None(List<Condition> of) -> of.stream().flatMap(one -> of(one, fields));
      case InSegment _ -> Stream.of();
      case Trait(String name, Comparison is) ->
          is.op() == Op.WITHIN || is.op() == Op.BEFORE
              ? Stream.of(
                  new Window(
                      fields.people() + " p",
                      Objects.requireNonNull(fields.traits().get(name)).column(),
                      is.days().toMillis()))
              : Stream.of();
      case Has has -> {
        Listed list = Objects.requireNonNull(fields.lists().get(has.list()));
        yield has.days() == null || list.at() == null
            ? Stream.of()
            : Stream.of(new Window(list.from(), list.at(), Duration.ofDays(has.days()).toMillis()));
      }
      case Funnel way -> {
        if (way.days() == null) {
          yield Stream.of();
        }
        long millis = Duration.ofDays(way.days()).toMillis();
        yield way.steps().stream()
            .map(step -> Objects.requireNonNull(fields.lists().get(step.list())))
            .map(list -> new Window(list.from(), Objects.requireNonNull(list.at()), millis));
      }
    };
  }

  /** A query for who may have turned after one moment, up to another; null for nobody. */
  @Nullable String turned(Instant after, Instant until) {
    long from = after.toEpochMilli();
    long to = until.toEpochMilli();
    return windows.isEmpty()
        ? null
        : windows.stream()
            .map(
                one ->
                    "select member_id from %1$s where (%2$s > %3$d and %2$s <= %4$d) or (%2$s > %5$d and %2$s <= %6$d)"
                        .formatted(
                            one.from(),
                            one.column(),
                            from - one.millis(),
                            to - one.millis(),
                            from,
                            to))
            .collect(Collectors.joining(" union "));
  }

  /** A query for when somebody may turn next, in milliseconds; null for never. */
  @Nullable String next(Instant after) {
    long from = after.toEpochMilli();
    return windows.isEmpty()
        ? null
        : windows.stream()
            .map(
                one ->
                    """
                    select min(case when %1$s > %2$d then %1$s else %1$s + %3$d end) as turn_ms
                      from %4$s where %1$s > %5$d"""
                        .formatted(
                            one.column(), from, one.millis(), one.from(), from - one.millis()))
            .collect(Collectors.joining(" union all ", "select min(turn_ms) from (", ") w"));
  }
}
