package io.liana.segment;

import io.liana.segment.Condition.All;
import io.liana.segment.Condition.Any;
import io.liana.segment.Condition.Has;
import io.liana.segment.Condition.InSegment;
import io.liana.segment.Condition.None;
import io.liana.segment.Condition.Trait;
import io.liana.segment.Person.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a condition says of one person, and why: pure.
 *
 * @param seen the value that decided: of a trait, or how many there were; null for none
 * @param parts of a group, in its order
 * @param turns when this may be otherwise though nothing happens: never later than it is; null for
 *     never
 */
record Evaluation(
    Condition of,
    boolean holds,
    @Nullable Value seen,
    List<Evaluation> parts,
    @Nullable Instant turns) {

  static Evaluation of(Condition condition, Person person, Instant now) {
    return switch (condition) {
      case All(List<Condition> of) -> {
        List<Evaluation> parts = parts(of, person, now);
        yield group(condition, parts, parts.stream().allMatch(Evaluation::holds));
      }
      case Any(List<Condition> of) -> {
        List<Evaluation> parts = parts(of, person, now);
        yield group(condition, parts, parts.stream().anyMatch(Evaluation::holds));
      }
      case None(List<Condition> of) -> {
        List<Evaluation> parts = parts(of, person, now);
        yield group(condition, parts, parts.stream().noneMatch(Evaluation::holds));
      }
      case Trait(String name, Comparison is) -> {
        Value value = person.traits().get(name);
        yield new Evaluation(
            condition, is.holds(value, now), value, List.of(), is.turns(value, now));
      }
      case Has has -> counted(has, person, now);
      case InSegment(long segment) ->
          new Evaluation(condition, person.segments().contains(segment), null, List.of(), null);
    };
  }

  private static List<Evaluation> parts(List<Condition> of, Person person, Instant now) {
    return of.stream().map(part -> of(part, person, now)).toList();
  }

  private static Evaluation group(Condition condition, List<Evaluation> parts, boolean holds) {
    return new Evaluation(
        condition,
        holds && !parts.isEmpty(),
        null,
        parts,
        parts.stream()
            .map(Evaluation::turns)
            .flatMap(Stream::ofNullable)
            .min(Instant::compareTo)
            .orElse(null));
  }

  private static Evaluation counted(Has has, Person person, Instant now) {
    List<Item> items =
        person.lists().getOrDefault(has.list(), List.of()).stream()
            .filter(
                item ->
                    has.where().stream()
                        .allMatch(one -> one.is().holds(item.fields().get(one.name()), now)))
            .toList();
    if (has.days() == null) {
      return new Evaluation(
          has, has.enough(items.size()), new Value.Amount(items.size()), List.of(), null);
    }
    Duration past = Duration.ofDays(has.days());
    List<Instant> times =
        items.stream().map(Item::at).flatMap(Stream::ofNullable).sorted().toList();
    long count = within(times, now, past);
    return new Evaluation(
        has,
        has.enough(count),
        new Value.Amount(count),
        List.of(),
        flips(has, times, now, past, has.enough(count)));
  }

  private static long within(List<Instant> times, Instant now, Duration past) {
    return place(times, now) - place(times, now.minus(past));
  }

  /** How many are not after {@code at}. */
  private static long place(List<Instant> times, Instant at) {
    int low = 0;
    int high = times.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times.get(middle).isAfter(at)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Only when the count crosses a limit, not whenever one of many gets too old. */
  private static @Nullable Instant flips(
      Has has, List<Instant> times, Instant now, Duration past, boolean holds) {
    SortedSet<Instant> moments = new TreeSet<>();
    for (Instant at : times) {
      Stream.of(at, at.plus(past)).filter(moment -> moment.isAfter(now)).forEach(moments::add);
    }
    for (Instant moment : moments) {
      if (has.enough(within(times, moment, past)) != holds) {
        return moment;
      }
    }
    return null;
  }
}
