package io.liana.question;

import io.liana.insight.MemberPaths;
import io.liana.insight.MemberPaths.Fits;
import io.liana.insight.MemberPaths.What;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What members did right after something, or right before: pure. A visit is what one member does
 * without a pause longer than the gap; in each the first time it happened is looked at. The same
 * thing several times in a row is one step.
 */
final class Trails implements MemberPaths.Walker {
  static final int MOST_STEPS = 5;

  /** What a step may be: the first that an event fits, so that a question is no mere message. */
  static final List<What> KINDS =
      List.of(
          What.JOINED,
          What.LEFT,
          What.REACTED,
          What.SENT_MEDIA,
          What.ASKED,
          What.SAID,
          What.ANSWERED,
          What.PAID);

  enum Direction {
    AFTER,
    BEFORE
  }

  /**
   * @param steps in the order they happened; fewer than asked for where the visit ends or begins
   * @param people members with at least one such visit
   */
  record Trail(List<What> steps, long visits, long people) {}

  private static final class Count {
    long visits;
    long people;
    long latest = -1;

    /** Members come one after the other. */
    void add(long member) {
      visits++;
      people += latest == member ? 0 : 1;
      latest = member;
    }
  }

  private final int anchor;
  private final Direction direction;
  private final int steps;
  private final long gapMillis;
  private final Map<List<What>, Count> counts = new HashMap<>();
  private final Count all = new Count();

  private final List<What> visit = new ArrayList<>();
  private int anchored = -1;
  private long member = -1;
  private long latest;

  /**
   * @param event that is looked at; {@link What#ANYTHING} is the first thing of a visit
   */
  Trails(What event, Direction direction, int steps, long gapMillis) {
    this.anchor = event == What.ANYTHING ? -1 : 1 << KINDS.indexOf(event);
    this.direction = direction;
    this.steps = steps;
    this.gapMillis = gapMillis;
  }

  /** What the walk is to tell apart. */
  static List<Fits> asked() {
    return KINDS.stream().map(what -> new Fits(what, 0)).toList();
  }

  /** By member, then by time; the mask is by {@link #KINDS}. */
  @Override
  public void event(long group, long member, long atMillis, int mask) {
    if (member != this.member || atMillis - latest > gapMillis) {
      close();
      this.member = member;
    }
    latest = atMillis;
    if (mask == 0 || (anchored >= 0 && visit.size() > anchored + steps)) {
      return;
    }
    What what = KINDS.get(Integer.numberOfTrailingZeros(mask));
    if (visit.isEmpty() || visit.getLast() != what) {
      visit.add(what);
    }
    if (anchored < 0 && (mask & anchor) != 0) {
      anchored = visit.size() - 1;
    }
  }

  /** Ends the last visit. */
  void close() {
    if (anchored >= 0) {
      List<What> trail =
          switch (direction) {
            case AFTER -> visit.subList(anchored + 1, Math.min(visit.size(), anchored + 1 + steps));
            case BEFORE -> visit.subList(Math.max(0, anchored - steps), anchored);
          };
      counts.computeIfAbsent(List.copyOf(trail), one -> new Count()).add(member);
      all.add(member);
    }
    visit.clear();
    anchored = -1;
  }

  long visits() {
    return all.visits;
  }

  long people() {
    return all.people;
  }

  /** The most frequent first; the same each time it is asked. */
  List<Trail> most(int many) {
    return counts.entrySet().stream()
        .map(one -> new Trail(one.getKey(), one.getValue().visits, one.getValue().people))
        .sorted(
            Comparator.comparingLong(Trail::visits)
                .reversed()
                .thenComparing(Trail::steps, Trails::compare))
        .limit(many)
        .toList();
  }

  private static int compare(List<What> a, List<What> b) {
    return IntStream.range(0, Math.min(a.size(), b.size()))
        .map(at -> a.get(at).compareTo(b.get(at)))
        .filter(order -> order != 0)
        .findFirst()
        .orElse(Integer.compare(a.size(), b.size()));
  }
}
