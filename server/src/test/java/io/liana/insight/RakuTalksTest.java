package io.liana.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Newcomers of a real channel, counted a second way. */
class RakuTalksTest {
  @Test
  void newcomers_of_a_real_channel_are_who_spoke_first_then_and_whom_nobody_addressed() {
    try (FactStore store = new FactStore(null, "256MB", 2)) {
      RakuChannel.load(store, "raku-beginner", 1);
      LocalDate until = LocalDate.parse("2023-06-30");
      GroupTalks.Newcomers found = store.read(facts -> GroupTalks.newcomers(facts, 1, 365, until));
      assertThat(found.from()).isEqualTo(LocalDate.parse("2022-07-01"));
      Analysis whole = store.read(facts -> Analysis.load(facts, 1, null, null));
      var speech = whole.facts().speech();
      Set<Long> addressed =
          whole.facts().exchanges().stream()
              .map(GroupFacts.Exchange::to)
              .collect(Collectors.toSet());
      int spoke = 0;
      for (GroupTalks.Arrival one : found.arrivals()) {
        assertThat(one.addressed() > 0)
            .as("member %s", one.member())
            .isEqualTo(addressed.contains(one.member().value()));
        int m = java.util.Arrays.binarySearch(speech.member(), one.member().value());
        assertThat(m >= 0).isEqualTo(one.spokeAt() != null);
        if (m >= 0) {
          spoke++;
          assertThat(LocalDate.ofEpochDay(speech.firstDay(m))).isBetween(found.from(), until);
          assertThat(one.messages()).isEqualTo(speech.messagesBetween(m, 0, Integer.MAX_VALUE));
        }
      }
      assertThat(spoke).isPositive();
      assertThat(found.arrivals()).extracting(GroupTalks.Arrival::addressed).contains(0L);
    }
  }
}
