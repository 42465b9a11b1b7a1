package io.liana.insight;

import io.liana.insight.GroupFacts.Joiner;
import io.liana.insight.GroupFacts.Speech;
import io.liana.kernel.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What begins a member's time in the group. */
enum Cohort {
  MESSAGE,
  JOIN;

  static Cohort parse(@Nullable String code) {
    return switch (code) {
      case null -> MESSAGE;
      case "message" -> MESSAGE;
      case "join" -> JOIN;
      default ->
          throw Problem.invalid(
              "bad_cohort", "cohort is 'message' or 'join', not '%s'.".formatted(code));
    };
  }

  /**
   * A member and the first day.
   *
   * @param m row in {@link Speech}; negative when the member never spoke
   */
  record Start(int m, int day) {}

  /** Members whose first day lies in the period. */
  List<Start> starts(GroupFacts facts, Period period) {
    Speech speech = facts.speech();
    List<Start> starts = new ArrayList<>();
    switch (this) {
      case MESSAGE -> {
        for (int m = 0; m < speech.members(); m++) {
          starts.add(new Start(m, speech.firstDay(m)));
        }
      }
      case JOIN -> {
        for (Joiner joiner : facts.joiners()) {
          if (!facts.bots().contains(joiner.member())) {
            int m = Arrays.binarySearch(speech.member(), joiner.member());
            starts.add(new Start(m, joiner.firstDay()));
          }
        }
      }
    }
    starts.removeIf(start -> !period.holds(start.day()));
    return starts;
  }
}
