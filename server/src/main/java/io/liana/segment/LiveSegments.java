package io.liana.segment;

import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.customer.Bought;
import io.liana.gate.Answered;
import io.liana.insight.FactTables;
import io.liana.insight.FactTables.Acted;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.member.Population;
import io.liana.member.Population.Settled;
import io.liana.member.Population.Touched;
import io.liana.segment.Following.Found;
import io.liana.segment.LiveStore.Cause;
import io.liana.segment.LiveStore.Followed;
import io.liana.segment.LiveStore.Move;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps live segments as they are: who did something, or of whom something was written, is looked
 * at again, and whom time alone may have moved. Where nothing happened, the facts are not touched.
 */
@Component
class LiveSegments {
  /** What time does is looked at no oftener: of a large community something always turns. */
  static final Duration GRAIN = Duration.ofSeconds(10);

  private final SegmentStore segments;
  private final LiveStore store;
  private final FactTables facts;
  private final PeopleFeed feed;
  private final Population population;
  private final Bought bought;
  private final Answered answered;
  private final Groups groups;
  private final Clock clock;

  /** The segments as they were when all of them were found. */
  private volatile String found = "";

  LiveSegments(
      SegmentStore segments,
      LiveStore store,
      FactTables facts,
      PeopleFeed feed,
      Population population,
      Bought bought,
      Answered answered,
      Groups groups,
      Clock clock) {
    this.segments = segments;
    this.store = store;
    this.facts = facts;
    this.feed = feed;
    this.population = population;
    this.bought = bought;
    this.answered = answered;
    this.groups = groups;
    this.clock = clock;
  }

  /**
   * What is to be looked at.
   *
   * @param shifted up to which mark orders and cells were looked at
   * @param acted by community
   * @param turning time alone may have done something since
   */
  private record Due(
      Followed since, long shifted, Map<CommunityId, Set<Long>> acted, boolean turning) {}

  /** Takes in what happened; how many came or went. */
  @Transactional
  int follow() {
    if (!store.any()) {
      return 0;
    }
    Followed since = store.hold().orElse(null);
    if (since == null) {
      return 0;
    }
    Instant now = clock.instant();
    Settled settled = population.settled();
    List<GroupView> all = groups.visibleTo(PeopleFeed.EVERYTHING, null);
    boolean same = since.cluster().equals(settled.cluster()) && since.before() <= settled.before();
    boolean turning = since.turnsAt() != null && !now.isBefore(since.turnsAt());
    Map<CommunityId, Set<Long>> acted =
        same ? acted(all, since.before(), settled.before()) : Map.of();
    String signature = store.signature();
    boolean sold = same && bought.changed(since.before(), settled.before());
    if (same && acted.isEmpty() && !sold && !turning && signature.equals(found)) {
      return 0;
    }
    List<Community> communities = communities(same ? store.built() : Map.of());
    boolean fresh = communities.stream().anyMatch(one -> !one.fresh().isEmpty());
    found = fresh ? "" : signature; // after a round that found some, the next looks once more
    if (acted.isEmpty() && !sold && !turning && !fresh) {
      return 0;
    }
    long seen = feed.catchUp();
    var due = new Due(since, same ? since.shifted() : 0, acted, turning);
    List<Move> moves = new ArrayList<>();
    List<Instant> turns = new ArrayList<>();
    for (Community one : communities) {
      Set<GroupId> own =
          all.stream()
              .filter(group -> group.community().equals(one.id()))
              .map(GroupView::id)
              .collect(Collectors.toSet());
      Seen here = facts.read(tables -> look(one, new Following(tables, one.id(), own, now), due));
      moves.addAll(keep(one, here));
      turns.addAll(here.turns());
    }
    if (!moves.isEmpty()) {
      store.log(moves, now);
    }
    boolean whole = turning || fresh;
    if (!whole && since.turnsAt() != null) {
      turns.add(since.turnsAt());
    }
    Instant next = turns.stream().min(Instant::compareTo).orElse(null);
    Instant soonest = now.plus(GRAIN);
    store.followed(
        new Followed(
            settled.before(),
            settled.cluster(),
            whole ? now : since.lookedAt(),
            next == null || next.isAfter(soonest) ? next : soonest,
            seen));
    return moves.size();
  }

  /**
   * @param ordered all conditions needed, in the order to be found in
   * @param fresh live ones that were never found, or by another condition, with what they are found
   *     by now
   * @param known found before, whatever by
   */
  private record Community(
      CommunityId id,
      Map<Long, Condition> ordered,
      Set<Long> live,
      Map<Long, String> fresh,
      Set<Long> known) {
    /** Those found before. */
    Set<Long> steady() {
      Set<Long> steady = new HashSet<>(live);
      steady.removeAll(fresh.keySet());
      return steady;
    }
  }

  private List<Community> communities(Map<Long, String> built) {
    Set<Long> live = store.live();
    Set<Long> known = store.built().keySet();
    Map<CommunityId, Map<Long, Condition>> conditions = new LinkedHashMap<>();
    for (Segment one : segments.withLive()) {
      conditions
          .computeIfAbsent(one.community(), any -> new LinkedHashMap<>())
          .put(one.id(), one.condition());
    }
    List<Community> communities = new ArrayList<>();
    conditions.forEach(
        (id, all) -> {
          Set<Long> own = new HashSet<>(all.keySet());
          own.retainAll(live);
          Map<Long, String> fresh = new HashMap<>();
          for (long segment : own) {
            String by = References.before(new Condition.InSegment(segment), all).toString();
            String digest = Digest.of(by);
            if (!digest.equals(built.get(segment))) {
              fresh.put(segment, digest);
            }
          }
          List<Condition> asked = own.stream().<Condition>map(Condition.InSegment::new).toList();
          communities.add(
              new Community(
                  id, References.before(new Condition.Any(asked), all), own, fresh, known));
        });
    return communities;
  }

  private Map<CommunityId, Set<Long>> acted(List<GroupView> all, long from, long before) {
    Map<GroupId, CommunityId> of =
        all.stream().collect(Collectors.toMap(GroupView::id, GroupView::community));
    Map<CommunityId, Set<Long>> acted = new HashMap<>();
    for (Acted one : facts.acted(from, before)) {
      CommunityId community = of.get(one.group());
      if (community != null) {
        acted.computeIfAbsent(community, any -> new HashSet<>()).add(one.member().value());
      }
    }
    for (Touched one : population.touched(all, from, before)) {
      acted.computeIfAbsent(one.community(), any -> new HashSet<>()).add(one.member().value());
    }
    answered.each(
        from,
        before,
        one ->
            acted
                .computeIfAbsent(one.community(), any -> new HashSet<>())
                .add(one.member().value()));
    return acted;
  }

  /**
   * What the facts said.
   *
   * @param acted who did something, or of whom something was written
   * @param looked at whom
   * @param some of them, in segments found before
   * @param all in segments never found, or by another condition
   */
  private record Seen(
      Set<Long> acted,
      Set<Long> looked,
      Map<Long, Bits> some,
      Map<Long, Bits> all,
      List<Instant> turns) {}

  private static Seen look(Community one, Following following, Due due) throws SQLException {
    Set<Long> steady = one.steady();
    Set<Long> acted = new HashSet<>(due.acted().getOrDefault(one.id(), Set.of()));
    if (!steady.isEmpty()) {
      acted.addAll(following.shifted(one.ordered(), due.shifted()));
    }
    Set<Long> looked = new HashSet<>(acted);
    List<Instant> turns = new ArrayList<>();
    boolean fresh = !one.fresh().isEmpty();
    if (due.turning() || fresh) {
      add(turns, following.next(one.ordered()));
      if (!steady.isEmpty()) {
        looked.addAll(following.turned(one.ordered(), due.since().lookedAt()));
      }
    }
    Map<Long, Bits> some = Map.of();
    if (!steady.isEmpty() && !looked.isEmpty()) {
      Found found = following.some(one.ordered(), steady, looked);
      add(turns, found.turnsAt());
      some = found.members();
    }
    Map<Long, Bits> all =
        fresh ? following.everybody(one.ordered(), one.fresh().keySet()).members() : Map.of();
    return new Seen(acted, looked, some, all, turns);
  }

  private List<Move> keep(Community one, Seen seen) {
    List<Move> moves = new ArrayList<>();
    Set<Long> blocks = seen.looked().stream().map(Bits::block).collect(Collectors.toSet());
    Bits looked = Bits.of(seen.looked());
    seen.some()
        .forEach(
            (segment, now) ->
                store.keep(
                    segment,
                    Following.changed(
                        segment,
                        store.members(segment, blocks),
                        now,
                        looked,
                        member -> seen.acted().contains(member) ? Cause.DEED : Cause.CLOCK,
                        moves)));
    seen.all()
        .forEach(
            (segment, now) -> {
              List<Move> changed = new ArrayList<>();
              store.keep(
                  segment,
                  Following.changed(
                      segment,
                      store.members(segment, null),
                      now,
                      null,
                      member -> Cause.CONDITION,
                      changed));
              if (one.known().contains(segment)) {
                moves.addAll(changed); // the first time everybody would have come in
              }
              store.setBuilt(segment, String.valueOf(one.fresh().get(segment)));
            });
    return moves;
  }

  private static void add(List<Instant> turns, @Nullable Instant turn) {
    if (turn != null) {
      turns.add(turn);
    }
  }
}
