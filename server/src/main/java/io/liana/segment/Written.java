package io.liana.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.liana.segment.Condition.All;
import io.liana.segment.Condition.Any;
import io.liana.segment.Condition.Funnel;
import io.liana.segment.Condition.Has;
import io.liana.segment.Condition.InSegment;
import io.liana.segment.Condition.None;
import io.liana.segment.Condition.Trait;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition as JSON has it; what does not belong to its kind is null. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Written(
    @Nullable String kind,
    @Nullable List<@Nullable Written> of,
    @Nullable String name,
    @Nullable String op,
    @Nullable List<@Nullable Object> values,
    @Nullable String list,
    @Nullable List<@Nullable Asked> where,
    @Nullable Long atLeast,
    @Nullable Long atMost,
    @Nullable Integer days,
    @Nullable String sum,
    @Nullable List<@Nullable AskedStep> steps,
    @Nullable Integer windowHours,
    @Nullable String segment) {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Asked(
      @Nullable String name, @Nullable String op, @Nullable List<@Nullable Object> values) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AskedStep(@Nullable String list, @Nullable List<@Nullable Asked> where) {}

  static Written of(Condition condition) {
    return switch (condition) {
      case All(List<Condition> of) -> group("all", of);
      case Any(List<Condition> of) -> group("any", of);
      case None(List<Condition> of) -> group("none", of);
      case Trait(String name, Comparison is) ->
          new Written(
              "trait",
              null,
              name,
              is.op().code(),
              values(is),
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null);
      case Has has ->
          new Written(
              "has",
              null,
              null,
              null,
              null,
              has.list(),
              asked(has.where()),
              has.atLeast(),
              has.atMost(),
              has.days(),
              has.sum(),
              null,
              null,
              null);
      case Funnel way ->
          new Written(
              "funnel",
              null,
              null,
              null,
              null,
              null,
              null,
              way.atLeast(),
              way.atMost(),
              way.days(),
              null,
              way.steps().stream()
                  .map(step -> new AskedStep(step.list(), asked(step.where())))
                  .toList(),
              way.hours(),
              null);
      case InSegment(long segment) ->
          new Written(
              "segment",
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              Long.toString(segment));
    };
  }

  private static List<Asked> asked(List<Trait> where) {
    return where.stream()
        .map(one -> new Asked(one.name(), one.is().op().code(), values(one.is())))
        .toList();
  }

  private static Written group(String kind, List<Condition> of) {
    return new Written(
        kind,
        of.stream().map(Written::of).toList(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static List<Object> values(Comparison is) {
    return is.values().stream().map(Value::plain).toList();
  }
}
