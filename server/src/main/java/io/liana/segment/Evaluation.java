package io.liana.segment;

import io.liana.segment.Condition.All;
import io.liana.segment.Condition.Any;
import io.liana.segment.Condition.Funnel;
import io.liana.segment.Condition.Has;
import io.liana.segment.Condition.InSegment;
import io.liana.segment.Condition.None;
import io.liana.segment.Condition.Trait;
import io.liana.segment.Person.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
      case Funnel way -> reached(way, person, now);
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
      double all = items.stream().mapToDouble(item -> weight(has, item)).sum();
      return new Evaluation(has, has.enough(all), new Value.Amount(all), List.of(), null);
    }
    Duration past = Duration.ofDays(has.days());
    Totals totals = Totals.of(has, items);
    double found = totals.within(now, past);
    boolean holds = has.enough(found);
    return new Evaluation(
        has, holds, new Value.Amount(found), List.of(), totals.flips(has, now, past, holds));
  }

  private static double weight(Has has, Item item) {
    return has.sum() == null
        ? 1
        : item.fields().get(has.sum()) instanceof Value.Amount(double number) ? number : 0;
  }

  /**
   * How many there were, or what they sum up to, up to each of their times.
   *
   * @param sums one more than there are times
   */
  private record Totals(List<Instant> times, double[] sums) {
    static Totals of(Has has, List<Item> items) {
      List<Instant> times = new ArrayList<>();
      List<Item> timed =
          items.stream()
              .filter(item -> item.at() != null)
              .sorted(Comparator.comparing(item -> Objects.requireNonNull(item.at())))
              .toList();
      double[] sums = new double[timed.size() + 1];
      for (Item item : timed) {
        times.add(Objects.requireNonNull(item.at()));
        sums[times.size()] = sums[times.size() - 1] + weight(has, item);
      }
      return new Totals(times, sums);
    }

    double within(Instant now, Duration past) {
      return sums[place(now)] - sums[place(now.minus(past))];
    }

    /** How many are not after {@code at}. */
    private int place(Instant at) {
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

    /** Only when the total crosses a limit, not whenever one of many gets too old. */
    @Nullable Instant flips(Has has, Instant now, Duration past, boolean holds) {
      SortedSet<Instant> moments = new TreeSet<>();
      for (Instant at : times) {
        Stream.of(at, at.plus(past)).filter(moment -> moment.isAfter(now)).forEach(moments::add);
      }
      for (Instant moment : moments) {
        if (has.enough(within(moment, past)) != holds) {
          return moment;
        }
      }
      return null;
    }
  }

  private static Evaluation reached(Funnel way, Person person, Instant now) {
    List<Item> events = person.lists().getOrDefault(way.way(), List.of());
    Duration past = way.days() == null ? null : Duration.ofDays(way.days());
    @Nullable Instant[] begun =
        new Instant[way.steps().size()]; // by step: the latest attempt that came there
    Duration window = Duration.ofHours(way.hours());
    int furthest = 0;
    Instant turns = null;
    for (Item event : events) {
      Instant at = Objects.requireNonNull(event.at());
      int fits =
          event.fields().get(WaySql.FITS) instanceof Value.Amount(double number) ? (int) number : 0;
      if (past != null && at.isAfter(now)) {
        turns = sooner(turns, at);
        continue;
      }
      // From behind: an event is one step of an attempt, never two.
      for (int step = begun.length - 1; step > 0; step--) {
        Instant start = begun[step - 1];
        if ((fits & 1 << step) != 0 && start != null && !at.isAfter(start.plus(window))) {
          begun[step] = start;
          furthest = Math.max(furthest, step + 1);
        }
      }
      if ((fits & 1) != 0 && (past == null || at.isAfter(now.minus(past)))) {
        begun[0] = at;
        furthest = Math.max(furthest, 1);
        turns = past == null ? null : sooner(turns, at.plus(past));
      }
    }
    return new Evaluation(way, way.enough(furthest), new Value.Amount(furthest), List.of(), turns);
  }

  private static Instant sooner(@Nullable Instant one, Instant other) {
    return one == null || other.isBefore(one) ? other : one;
  }
}
