package io.liana.review;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** One ratio of one period, counted. */
sealed interface Tally {

  /** Nothing to divide by; a code says why. */
  record Unknown(String why) implements Tally {}

  /**
   * @param parts disjoint; together they are the whole
   */
  record Counted(List<Part> parts) implements Tally {
    long hits() {
      return sum(Part::hits);
    }

    long of() {
      return sum(Part::of);
    }

    private long sum(Function<Part, Long> what) {
      return parts.stream().mapToLong(what::apply).sum();
    }
  }

  /** group, channel, or the rest: no channel, no group. */
  enum Kind {
    GROUP,
    CHANNEL,
    REST
  }

  record Place(Kind kind, long id) {
    static final Place REST = new Place(Kind.REST, 0);
  }

  record Part(Place place, long hits, long of) {}

  /** Things, each in its place and hit or not. */
  static <T> List<Part> parts(
      Stream<T> things, Function<T, Place> place, Function<T, Boolean> hit) {
    List<Part> parts = new ArrayList<>();
    things
        .collect(Collectors.groupingBy(place, Collectors.mapping(hit, Collectors.toList())))
        .forEach(
            (where, hits) ->
                parts.add(new Part(where, hits.stream().filter(one -> one).count(), hits.size())));
    return parts;
  }

  static Tally orUnknown(List<Part> parts, String why) {
    return LongStream.of(parts.stream().mapToLong(Part::of).toArray()).sum() == 0
        ? new Unknown(why)
        : new Counted(parts);
  }
}
