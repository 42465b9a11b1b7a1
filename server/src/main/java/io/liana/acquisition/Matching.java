package io.liana.acquisition;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pure: by which seat and which code somebody came, as far as it can be told. */
final class Matching {
  /** A scan longer ago has nothing to do with a join. */
  static final Duration MEMORY = Duration.ofDays(30);

  /** Who comes later than the seat was kept for still came by it. */
  static final Duration LATE = Duration.ofDays(1);

  /** Clocks of platforms are not ours. */
  static final Duration SKEW = Duration.ofMinutes(1);

  /**
   * @param via as {@code channel.SettledEvent} has it
   */
  record Join(
      long event,
      CommunityId community,
      GroupId group,
      MemberId member,
      Instant at,
      @Nullable String via) {}

  /**
   * A door the join may have been by.
   *
   * @param byWay the platform names its way; otherwise it only leads to the group
   * @param onlyCode the one code that leads there; null where several do
   */
  record Way(long door, long plan, boolean byWay, @Nullable Long onlyCode) {}

  /**
   * @param held not free again yet
   */
  record OpenSeat(
      long door, long plan, long visitor, boolean held, @Nullable Long code, Instant at) {}

  /**
   * A code this very person came by.
   *
   * @param visitor 0 where no browser was seen
   */
  record Touch(long code, long visitor, Instant at) {}

  /**
   * @param seat to be taken
   * @param code without a seat, the code that leads to the way
   * @param sure the visitor is certainly the member: known before, or the only one waited for
   */
  record Match(
      How how,
      @Nullable Way way,
      @Nullable OpenSeat seat,
      @Nullable Long visitor,
      @Nullable Long code,
      @Nullable Instant at,
      boolean sure) {
    static final Match NONE = new Match(How.NONE, null, null, null, null, null, false);
  }

  private final Set<OpenSeat> given = new HashSet<>();

  /**
   * One after the other: a seat is given to one of them.
   *
   * @param ways doors of this join; @param seats open at these doors; @param touches of the member
   */
  Match match(Join join, List<Way> ways, List<OpenSeat> seats, List<Touch> touches) {
    List<OpenSeat> open =
        seats.stream()
            .filter(seat -> !given.contains(seat) && !seat.at().isAfter(join.at().plus(SKEW)))
            .filter(seat -> seat.at().isAfter(join.at().minus(LATE)))
            .toList();
    Match match =
        Stream.of(person(join, ways, open, touches), byWay(ways, open), byGroup(ways, open))
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(Match.NONE);
    if (match.seat() != null) {
      given.add(match.seat());
    }
    return match;
  }

  private static Optional<Match> person(
      Join join, List<Way> ways, List<OpenSeat> open, List<Touch> touches) {
    return touches.stream()
        .filter(touch -> touch.at().isAfter(join.at().minus(MEMORY)))
        .filter(touch -> !touch.at().isAfter(join.at().plus(SKEW)))
        .max(Comparator.comparing(Touch::at))
        .map(
            touch -> {
              OpenSeat seat =
                  open.stream()
                      .filter(one -> touch.visitor() != 0 && one.visitor() == touch.visitor())
                      .findFirst()
                      .orElse(null);
              Way way = seat == null ? null : way(ways, seat);
              Long visitor = touch.visitor() == 0 ? null : touch.visitor();
              return new Match(
                  How.PERSON, way, seat, visitor, touch.code(), touch.at(), visitor != null);
            });
  }

  private static Optional<Match> byWay(List<Way> ways, List<OpenSeat> open) {
    List<Way> named = ways.stream().filter(Way::byWay).toList();
    if (named.isEmpty()) {
      return Optional.empty();
    }
    List<OpenSeat> there =
        open.stream()
            .filter(seat -> named.stream().anyMatch(w -> w.door() == seat.door()))
            .toList();
    // Whose seat is kept comes before whose is free again.
    Optional<OpenSeat> nearest =
        there.stream().max(Comparator.comparing(OpenSeat::held).thenComparing(OpenSeat::at));
    if (nearest.isPresent()) {
      boolean alone = there.size() == 1;
      How how = alone || onlyCode(named) != null ? How.WAY : How.NEAREST;
      return Optional.of(seated(how, named, nearest.get(), alone));
    }
    Long code = onlyCode(named);
    // The way of several codes, and nobody is waited for: the platform's word leads to no code.
    return code == null
        ? Optional.empty()
        : Optional.of(new Match(How.WAY, named.getFirst(), null, null, code, null, false));
  }

  private static @Nullable Long onlyCode(List<Way> named) {
    List<Way> distinct = named.stream().distinct().toList();
    return distinct.size() == 1 ? distinct.getFirst().onlyCode() : null;
  }

  private static Optional<Match> byGroup(List<Way> ways, List<OpenSeat> open) {
    List<OpenSeat> held = open.stream().filter(OpenSeat::held).toList();
    return held.size() == 1
        ? Optional.of(seated(How.LIKELY, ways, held.getFirst(), false))
        : Optional.empty();
  }

  private static Match seated(How how, List<Way> ways, OpenSeat seat, boolean sure) {
    return new Match(how, way(ways, seat), seat, seat.visitor(), seat.code(), seat.at(), sure);
  }

  private static @Nullable Way way(List<Way> ways, OpenSeat seat) {
    return ways.stream().filter(way -> way.door() == seat.door()).findFirst().orElse(null);
  }
}
