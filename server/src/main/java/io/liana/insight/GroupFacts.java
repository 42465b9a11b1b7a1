package io.liana.insight;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the store counted about one group, small enough to hold: everything the formulas need.
 *
 * @param days events of each kind on each day
 * @param speech who spoke on which day, how much
 * @param joiners members who joined
 * @param bots members who have spoken as a bot
 * @param exchanges directed messages between two members, in the period
 * @param sent directed messages each member sent in the period
 * @param firstReplies per member, when the first directed message within a day of their first own
 *     message reached them (milliseconds)
 * @param answers how long questions asked in the period waited, shortest first
 * @param hours messages of the period by weekday and hour
 */
record GroupFacts(
    List<DayCount> days,
    Speech speech,
    List<Joiner> joiners,
    Set<Long> bots,
    List<Exchange> exchanges,
    Map<Long, Long> sent,
    Map<Long, Long> firstReplies,
    List<Wait> answers,
    List<Series.Hour> hours) {

  static final GroupFacts EMPTY =
      new GroupFacts(
          List.of(),
          new Speech(new long[0], new long[0], new int[1], new int[0], new int[0]),
          List.of(),
          Set.of(),
          List.of(),
          Map.of(),
          Map.of(),
          List.of(),
          List.of());

  /** First and last day with an event of any kind. */
  record Span(int first, int last) {}

  record DayCount(int day, String kind, boolean bot, long events) {
    boolean isMessage() {
      return kind.equals("message") || kind.equals("media") || kind.equals("action");
    }
  }

  record Joiner(long member, int firstDay, int lastDay) {}

  /**
   * @param first @param last day of the first and the last one
   */
  record Exchange(long from, long to, long messages, int first, int last) {}

  /**
   * @param millis until the first directed reply; negative when none came within a day
   */
  record Wait(long millis, long questions) {
    boolean answered() {
      return millis >= 0;
    }
  }

  /**
   * Member-days in columns, sorted by member and day: {@code start[m]} … {@code start[m + 1]} are
   * the rows of member {@code m}.
   *
   * @param firstAt milliseconds of each member's first message
   */
  record Speech(long[] member, long[] firstAt, int[] start, int[] day, int[] messages) {
    int members() {
      return member.length;
    }

    int firstDay(int m) {
      return day[start[m]];
    }

    int lastDay(int m) {
      return day[start[m + 1] - 1];
    }

    /** Messages between two days, both included. */
    long messagesBetween(int m, int first, int last) {
      long sum = 0;
      for (int row = start[m]; row < start[m + 1]; row++) {
        if (first <= day[row] && day[row] <= last) {
          sum += messages[row];
        }
      }
      return sum;
    }

    boolean activeBetween(int m, int first, int last) {
      int at = java.util.Arrays.binarySearch(day, start[m], start[m + 1], first);
      int row = at >= 0 ? at : -at - 1;
      return row < start[m + 1] && day[row] <= last;
    }
  }
}
