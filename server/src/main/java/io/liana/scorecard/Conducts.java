package io.liana.scorecard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pure: walks through what happened in a group once, in its order, and keeps who did what. */
final class Conducts {
  /** Of these days the last {@link Windows#DAYS} are the four weeks; the others tell the pace. */
  static final int DAYS = 70;

  static final int LATELY = 14;
  static final int EARLIER = DAYS - LATELY;

  private static final long DAY = 86_400_000;
  private static final long HOUR = 3_600_000;
  private static final int NEW = 30; // days, as in the newcomers of the report
  private static final int JOINED_IN = 3; // two talk anywhere; with a third it is the group's

  private final int last;
  private final Map<Long, Integer> firstDays;
  private final Map<Long, Doing> doings = new HashMap<>();
  private final List<Integer> lengths = new ArrayList<>();
  private long quietSince = Long.MIN_VALUE;
  private @Nullable Beginning beginning;

  /**
   * @param last day, since 1970-01-01
   * @param firstDays of each member's first message in the group, ever
   */
  Conducts(int last, Map<Long, Integer> firstDays) {
    this.last = last;
    this.firstDays = firstDays;
  }

  enum Kind {
    MESSAGE,
    /** Brought somebody in, removed or silenced somebody, named the group or its topic. */
    ACT
  }

  /**
   * Something a member did.
   *
   * @param length in characters; 0 for what has no text
   * @param to whom it was directed at
   */
  record Line(
      long at,
      int day,
      Kind kind,
      long member,
      int length,
      boolean question,
      boolean link,
      List<Long> to) {}

  void take(Line line) {
    Doing doing = of(line.member());
    if (line.kind() == Kind.MESSAGE) {
      pace(line, doing);
    }
    if (line.day() > last - Windows.DAYS) {
      switch (line.kind()) {
        case MESSAGE -> said(line, doing);
        case ACT -> {
          doing.acts++;
          doing.actDays.add(line.day());
        }
      }
    }
    if (line.kind() == Kind.MESSAGE) {
      quietSince = line.at();
    }
  }

  /** Of everybody who did something. */
  List<Conduct> all() {
    return doings.entrySet().stream().map(one -> one.getValue().done(one.getKey())).toList();
  }

  /** Median length of messages with a text, in characters; 0 without one. */
  double usualLength() {
    return median(lengths);
  }

  private void pace(Line line, Doing doing) {
    if (line.day() > last - LATELY) {
      doing.lately++;
    } else {
      doing.earlier++;
      doing.earlierDays.add(line.day());
    }
  }

  private void said(Line line, Doing doing) {
    doing.messages++;
    doing.days.add(line.day());
    if (line.length() > 0) {
      lengths.add(line.length());
    }
    for (long to : line.to()) {
      if (to != line.member()) {
        directed(line, doing, to);
      }
    }
    if (line.question()) {
      doing.open.add(line.at());
    }
    if (line.link()) {
      doing.shared++;
      doing.links.add(line.at());
      doing.linkDays.add(line.day());
    }
    begun(line, doing);
  }

  private void directed(Line line, Doing doing, long to) {
    Doing other = of(to);
    other.addressed++;
    other.addressers.add(line.member());
    // A link asks for a word about it: of older ones nobody speaks any more.
    other.echoed += within(other.links, line.at());
    if (within(other.open, line.at()) > 0) {
      doing.answers.add(line.length());
      doing.askers.add(to);
    }
    if (isNew(to, line.day()) && !isNew(line.member(), line.day())) {
      doing.newcomers.add(to);
      doing.welcomes++;
    }
  }

  /** How many of them lie less than a day back; all are done with. */
  private static int within(List<Long> waiting, long at) {
    int count = (int) waiting.stream().filter(since -> at - since <= DAY).count();
    waiting.clear();
    return count;
  }

  private boolean isNew(long member, int day) {
    Integer first = firstDays.get(member);
    return first == null || day - first <= NEW;
  }

  /** Who speaks after an hour of silence, and asks nothing, begins a conversation. */
  private void begun(Line line, Doing doing) {
    if (quietSince == Long.MIN_VALUE || line.at() - quietSince >= HOUR) {
      beginning = line.question() ? null : new Beginning(line.member(), line.at());
    } else if (beginning != null
        && line.at() - beginning.at <= HOUR
        && line.member() != beginning.by
        && beginning.joined.add(line.member())
        && beginning.joined.size() >= JOINED_IN) {
      Doing beginner = of(beginning.by);
      if (beginning.joined.size() == JOINED_IN) {
        beginner.begun++;
        beginner.followers.addAll(beginning.joined);
      }
      beginner.followers.add(line.member());
    }
  }

  private Doing of(long member) {
    return doings.computeIfAbsent(member, any -> new Doing());
  }

  private static double median(List<Integer> lengths) {
    int[] sorted = lengths.stream().mapToInt(Integer::intValue).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length == 0
        ? 0
        : sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0;
  }

  private static final class Beginning {
    private final long by;
    private final long at;
    private final Set<Long> joined = new HashSet<>();

    Beginning(long by, long at) {
      this.by = by;
      this.at = at;
    }
  }

  private static final class Doing {
    private int messages;
    private final Set<Integer> days = new HashSet<>();
    private final Set<Long> addressers = new HashSet<>();
    private int addressed;

    /** Questions nobody has answered yet, and links nobody has said anything about. */
    private final List<Long> open = new ArrayList<>();

    private final List<Long> links = new ArrayList<>();
    private final List<Integer> answers = new ArrayList<>();
    private final Set<Long> askers = new HashSet<>();
    private final Set<Long> newcomers = new HashSet<>();
    private int welcomes;
    private int shared;
    private final Set<Integer> linkDays = new HashSet<>();
    private int echoed;
    private int begun;
    private final Set<Long> followers = new HashSet<>();
    private int acts;
    private final Set<Integer> actDays = new HashSet<>();
    private int earlier;
    private final Set<Integer> earlierDays = new HashSet<>();
    private int lately;

    Conduct done(long member) {
      return new Conduct(
          member,
          messages,
          days.size(),
          addressers.size(),
          addressed,
          answers.size(),
          askers.size(),
          median(answers),
          newcomers.size(),
          welcomes,
          shared,
          linkDays.size(),
          echoed,
          begun,
          followers.size(),
          acts,
          actDays.size(),
          earlier,
          earlierDays.size(),
          lately);
    }
  }
}
