package io.liana.insight;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.liana.insight.GroupFacts.Speech;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The section <em>Newcomers</em> of docs/metrics.md: who was answered, and who came back. A
 * correlation, never a cause.
 */
record Newcomers(
    int base,
    @JsonProperty("replied_24h") int replied24h,
    @Nullable Double share,
    @JsonProperty("rolling_d30_replied") @Nullable Double rollingD30Replied,
    @JsonProperty("rolling_d30_not") @Nullable Double rollingD30Not) {

  static final Newcomers NONE = new Newcomers(0, 0, null, null, null);

  /** Newcomers of a month, however young. */
  record Month(YearMonth month, int newcomers, @JsonProperty("replied_24h") int replied24h) {}

  static Newcomers of(GroupFacts facts, Period period) {
    Speech speech = facts.speech();
    int[] base = new int[2];
    int[] back = new int[2];
    for (int m = 0; m < speech.members(); m++) {
      int first = speech.firstDay(m);
      if (period.holds(first) && first + 30 <= period.last()) {
        int half = replied(facts, m) ? 1 : 0;
        base[half]++;
        back[half] += speech.lastDay(m) >= first + 30 ? 1 : 0;
      }
    }
    return new Newcomers(
        base[0] + base[1],
        base[1],
        Retention.ratio(base[1], base[0] + base[1]),
        Retention.ratio(back[1], base[1]),
        Retention.ratio(back[0], base[0]));
  }

  static List<Month> byMonth(GroupFacts facts, Period period) {
    Speech speech = facts.speech();
    TreeMap<YearMonth, int[]> months = new TreeMap<>();
    YearMonth last = YearMonth.from(period.lastDay());
    for (YearMonth month = YearMonth.from(period.firstDay());
        !month.isAfter(last);
        month = month.plusMonths(1)) {
      months.put(month, new int[2]);
    }
    for (int m = 0; m < speech.members(); m++) {
      if (period.holds(speech.firstDay(m))) {
        YearMonth month = YearMonth.from(LocalDate.ofEpochDay(speech.firstDay(m)));
        int[] counts = months.computeIfAbsent(month, unseen -> new int[2]);
        counts[0]++;
        counts[1] += replied(facts, m) ? 1 : 0;
      }
    }
    List<Month> rows = new ArrayList<>();
    months.forEach((month, counts) -> rows.add(new Month(month, counts[0], counts[1])));
    return rows;
  }

  private static boolean replied(GroupFacts facts, int m) {
    return facts.firstReplies().containsKey(facts.speech().member()[m]);
  }
}
