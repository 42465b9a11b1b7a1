package io.liana.insight;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.liana.insight.GroupFacts.DayCount;
import io.liana.insight.GroupFacts.Speech;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The section <em>Activity</em> of docs/metrics.md. The trailing windows look back before the
 * period.
 */
record Activity(
    @Nullable LocalDate firstDay,
    @Nullable LocalDate lastDay,
    int spanDays,
    long messages,
    long botMessages,
    long joins,
    long leaves,
    int speakers,
    int joiners,
    int lurkers,
    int activeDays,
    @Nullable Double meanDau,
    @Nullable Double meanMau30,
    @Nullable Double stickiness,
    int oneMessageMembers,
    int oneDayMembers,
    @Nullable LocalDate lastActiveDay,
    @Nullable Integer silentDaysAtEnd,
    @Nullable Integer longestSilenceDays,
    @JsonProperty("messages_last30") long messagesLast30,
    @JsonProperty("messages_last90") long messagesLast90,
    @JsonProperty("speakers_last30") int speakersLast30) {

  static final Activity NONE =
      new Activity(
          null, null, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null, null, 0, 0, null, null, null, 0, 0, 0);

  static Activity of(GroupFacts facts, Period period) {
    Speech speech = facts.speech();
    int last = period.last();
    int speakers = 0;
    int oneMessage = 0;
    int oneDay = 0;
    int recentSpeakers = 0;
    for (int m = 0; m < speech.members(); m++) {
      long said = speech.messagesBetween(m, period.first(), last);
      int daysOn = activeDays(speech, m, period);
      speakers += said > 0 ? 1 : 0;
      oneMessage += said == 1 ? 1 : 0;
      oneDay += daysOn == 1 ? 1 : 0;
      recentSpeakers += speech.activeBetween(m, last - 29, last) ? 1 : 0;
    }
    int[] active = daysWithMessages(facts, period);
    double meanDau = (double) sum(dau(speech, period)) / period.days();
    double meanMau30 = (double) sum(mau30(speech, period)) / period.days();
    Integer lastActive = active.length == 0 ? null : active[active.length - 1];
    return new Activity(
        period.firstDay(),
        period.lastDay(),
        period.days(),
        events(facts, period.first(), last, Activity::said),
        events(facts, period.first(), last, day -> day.isMessage() && day.bot()),
        events(facts, period.first(), last, day -> day.kind().equals("join") && !day.bot()),
        events(facts, period.first(), last, day -> day.kind().equals("leave") && !day.bot()),
        speakers,
        (int) facts.joiners().stream().filter(joiner -> joiner.lastDay() >= period.first()).count(),
        lurkers(facts, period),
        active.length,
        meanDau,
        meanMau30,
        meanMau30 == 0 ? null : meanDau / meanMau30,
        oneMessage,
        oneDay,
        lastActive == null ? null : LocalDate.ofEpochDay(lastActive),
        lastActive == null ? null : last - lastActive,
        lastActive == null ? null : longestGap(active),
        events(facts, last - 29, last, Activity::said),
        events(facts, last - 89, last, Activity::said),
        recentSpeakers);
  }

  /** Distinct speakers on each day of the period. */
  static int[] dau(Speech speech, Period period) {
    int[] dau = new int[period.days()];
    for (int day : speech.day()) {
      if (period.holds(day)) {
        dau[day - period.first()]++;
      }
    }
    return dau;
  }

  /** Distinct speakers of the 30 days ending on each day of the period. */
  static int[] mau30(Speech speech, Period period) {
    int[] change = new int[period.days() + 1];
    for (int m = 0; m < speech.members(); m++) {
      int counted = period.first() - 1; // days up to here already count this member
      for (int row = speech.start()[m]; row < speech.start()[m + 1]; row++) {
        int from = Math.max(speech.day()[row], counted + 1);
        int until = Math.min(speech.day()[row] + 29, period.last());
        if (from <= until) {
          change[from - period.first()]++;
          change[until - period.first() + 1]--;
          counted = until;
        }
      }
    }
    int[] mau = new int[period.days()];
    int now = 0;
    for (int i = 0; i < mau.length; i++) {
      now += change[i];
      mau[i] = now;
    }
    return mau;
  }

  static long events(GroupFacts facts, int first, int last, Predicate<DayCount> which) {
    return facts.days().stream()
        .filter(day -> first <= day.day() && day.day() <= last)
        .filter(which)
        .mapToLong(DayCount::events)
        .sum();
  }

  static boolean said(DayCount day) {
    return day.isMessage() && !day.bot();
  }

  private static int activeDays(Speech speech, int m, Period period) {
    int days = 0;
    for (int row = speech.start()[m]; row < speech.start()[m + 1]; row++) {
      days += period.holds(speech.day()[row]) ? 1 : 0;
    }
    return days;
  }

  private static int[] daysWithMessages(GroupFacts facts, Period period) {
    return facts.days().stream()
        .filter(day -> period.holds(day.day()) && said(day))
        .mapToInt(DayCount::day)
        .distinct()
        .sorted()
        .toArray();
  }

  private static int longestGap(int[] activeDays) {
    int longest = 0;
    for (int i = 1; i < activeDays.length; i++) {
      longest = Math.max(longest, activeDays[i] - activeDays[i - 1]);
    }
    return longest;
  }

  private static int lurkers(GroupFacts facts, Period period) {
    long[] spoke = facts.speech().member();
    return (int)
        facts.joiners().stream()
            .filter(joiner -> joiner.lastDay() >= period.first())
            .filter(joiner -> Arrays.binarySearch(spoke, joiner.member()) < 0)
            .filter(joiner -> !facts.bots().contains(joiner.member()))
            .count();
  }

  private static long sum(int[] values) {
    long sum = 0;
    for (int value : values) {
      sum += value;
    }
    return sum;
  }
}
