package io.liana.insight;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.liana.insight.GroupFacts.Speech;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The section <em>The 2:8 rule</em> of docs/metrics.md. */
record TwoEight(
    @Nullable Double top20Share,
    @JsonProperty("members_for_80pct") @Nullable Integer membersFor80pct,
    @Nullable Double gini) {

  static final TwoEight NONE = new TwoEight(null, null, null);

  /** A point of the Lorenz curve: this share of speakers wrote that share of messages. */
  record Point(double speakers, double messages) {}

  static TwoEight of(Speech speech, Period period) {
    long[] said = ascending(speech, period);
    int n = said.length;
    if (n == 0) {
      return NONE;
    }
    long total = Arrays.stream(said).sum();
    int top = (n + 4) / 5; // ⌈20 %⌉
    long topMessages = Arrays.stream(said, n - top, n).sum();
    double weighted = 0;
    for (int i = 1; i <= n; i++) {
      weighted += (2.0 * i - n - 1) * said[i - 1];
    }
    return new TwoEight(
        (double) topMessages / total,
        membersForFourFifths(said, total),
        weighted / ((double) n * total));
  }

  /** At most 101 points from (0, 0) to (1, 1), least talkative first. */
  static List<Point> lorenz(Speech speech, Period period) {
    long[] said = ascending(speech, period);
    List<Point> curve = new ArrayList<>();
    if (said.length == 0) {
      return curve;
    }
    double total = Arrays.stream(said).sum();
    int points = Math.min(100, said.length);
    long sum = 0;
    int taken = 0;
    for (int point = 0; point <= points; point++) {
      int upTo = Math.toIntExact((long) said.length * point / points);
      while (taken < upTo) {
        sum += said[taken++];
      }
      curve.add(new Point((double) upTo / said.length, sum / total));
    }
    return curve;
  }

  private static int membersForFourFifths(long[] ascending, long total) {
    long sum = 0;
    int members = 0;
    while (sum * 5 < total * 4) {
      members++;
      sum += ascending[ascending.length - members];
    }
    return members;
  }

  private static long[] ascending(Speech speech, Period period) {
    long[] said = new long[speech.members()];
    int speakers = 0;
    for (int m = 0; m < said.length; m++) {
      long messages = speech.messagesBetween(m, period.first(), period.last());
      if (messages > 0) {
        said[speakers++] = messages;
      }
    }
    said = Arrays.copyOf(said, speakers);
    Arrays.sort(said);
    return said;
  }
}
