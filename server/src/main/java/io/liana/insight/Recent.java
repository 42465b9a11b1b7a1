package io.liana.insight;

import io.liana.insight.GroupFacts.DayCount;
import io.liana.insight.GroupFacts.Joiner;
import io.liana.insight.GroupFacts.Speech;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The last 30 days of a period against what was before; for {@link Findings}.
 *
 * @param messagesBefore messages of the 30 days before
 * @param joiners members who joined for the first time
 * @param carriers how many of the most talkative made 80 % of the messages of the 90 days before
 * @param carriersSilent how many of those have not spoken since
 * @param busyFrom first of the three hours in which most is said
 * @param busyShare share of the period's messages in these three hours
 */
record Recent(
    long messages,
    long messagesBefore,
    long joins,
    long leaves,
    int joiners,
    int joinersWhoSpoke,
    int carriers,
    int carriersSilent,
    long carriedMessages,
    int busyFrom,
    double busyShare) {

  static Recent of(GroupFacts facts, Period period) {
    int last = period.last();
    int since = last - 29;
    Speech speech = facts.speech();
    List<Joiner> joiners =
        facts.joiners().stream().filter(joiner -> joiner.firstDay() >= since).toList();
    long spoke =
        joiners.stream()
            .filter(joiner -> Arrays.binarySearch(speech.member(), joiner.member()) >= 0)
            .count();
    int[] carriers = carriers(speech, since - 90, since - 1);
    long silent =
        Arrays.stream(carriers).filter(m -> !speech.activeBetween(m, since, last)).count();
    long[] hours = new long[24];
    facts.hours().forEach(hour -> hours[hour.hour()] += hour.messages());
    int busyFrom = busiestThree(hours);
    long all = Arrays.stream(hours).sum();
    return new Recent(
        Activity.events(facts, since, last, Activity::said),
        Activity.events(facts, since - 30, since - 1, Activity::said),
        Activity.events(facts, since, last, day -> people(day, "join")),
        Activity.events(facts, since, last, day -> people(day, "leave")),
        joiners.size(),
        (int) spoke,
        carriers.length,
        (int) silent,
        Activity.events(facts, since - 90, since - 1, Activity::said),
        busyFrom,
        all == 0 ? 0 : (double) threeFrom(hours, busyFrom) / all);
  }

  private static boolean people(DayCount day, String kind) {
    return day.kind().equals(kind) && !day.bot();
  }

  private static int[] carriers(Speech speech, int first, int last) {
    long[] said = new long[speech.members()];
    for (int m = 0; m < said.length; m++) {
      said[m] = speech.messagesBetween(m, first, last);
    }
    long total = Arrays.stream(said).sum();
    int[] order =
        IntStream.range(0, said.length)
            .boxed()
            .sorted(Comparator.comparingLong((Integer m) -> -said[m]))
            .mapToInt(Integer::intValue)
            .toArray();
    long sum = 0;
    int taken = 0;
    while (total > 0 && sum * 5 < total * 4) {
      sum += said[order[taken++]];
    }
    return Arrays.copyOf(order, taken);
  }

  private static int busiestThree(long[] hours) {
    return IntStream.range(0, 24)
        .boxed()
        .max(
            Comparator.comparingLong((Integer hour) -> threeFrom(hours, hour))
                .thenComparing(Comparator.reverseOrder()))
        .orElse(0);
  }

  private static long threeFrom(long[] hours, int hour) {
    return hours[hour] + hours[(hour + 1) % 24] + hours[(hour + 2) % 24];
  }
}
