package io.liana.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.community.Community;
import io.liana.community.CommunityStage;
import io.liana.kernel.CommunityId;
import io.liana.playbook.StepDecider.Decided;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepDeciderTest {
  private static final Community RIVERSIDE =
      new Community(
          new CommunityId(1),
          "Riverside",
          ZoneId.of("Asia/Shanghai"),
          "",
          "",
          LocalTime.of(22, 0),
          LocalTime.of(8, 0),
          CommunityStage.values()[0],
          Instant.EPOCH);
  private static final Step HELLO =
      new Step.Say("hello", 1, LocalTime.of(9, 0), "Good morning", Set.of());
  private static final Instant NINE = Instant.parse("2026-11-16T01:00:00Z");

  @Test
  void an_hour_is_one_of_the_communitys_clock() {
    assertThat(HELLO.on(LocalDate.of(2026, 11, 16), RIVERSIDE)).isEqualTo(NINE);
    Step later = new Step.Say("later", 3, LocalTime.of(9, 0), "Again", Set.of());
    assertThat(later.on(LocalDate.of(2026, 11, 16), RIVERSIDE))
        .isEqualTo(NINE.plus(Duration.ofDays(2)));
  }

  @Test
  void what_comes_two_hours_late_is_done_and_a_second_later_it_is_not() {
    assertThat(decide(HELLO, NINE.plus(Duration.ofHours(2)))).isEqualTo(new Decided.Perform());
    assertThat(decide(HELLO, NINE.plus(Duration.ofHours(2)).plusSeconds(1)))
        .isEqualTo(new Decided.Skip("late"));
  }

  @Test
  void at_night_nothing_is_said_but_people_are_asked() {
    Instant ten = Instant.parse("2026-11-16T14:00:00Z");
    assertThat(StepDecider.decide(HELLO, ten, ten, RIVERSIDE, Set.of()))
        .isEqualTo(new Decided.PutOff(Instant.parse("2026-11-17T00:00:00Z")));
    Step work = new Step.Do("call", 1, LocalTime.of(22, 0), "Call", Duration.ofHours(24), Set.of());
    assertThat(StepDecider.decide(work, ten, ten, RIVERSIDE, Set.of()))
        .isEqualTo(new Decided.Perform());
  }

  @Test
  void a_step_for_an_arm_is_for_no_other_and_both_have_met_it() {
    Step tried = new Step.Say("tried", 1, LocalTime.of(9, 0), "New words", Set.of("7:b"));
    assertThat(StepDecider.decide(tried, NINE, NINE, RIVERSIDE, Set.of("7:b", "8:a")))
        .isEqualTo(new Decided.Perform());
    assertThat(StepDecider.decide(tried, NINE, NINE, RIVERSIDE, Set.of("7:a", "8:a")))
        .isEqualTo(new Decided.Skip("other_arm"));
    assertThat(StepDecider.met(tried, Set.of("7:a", "8:a"))).containsExactly("7:a");
    assertThat(StepDecider.met(HELLO, Set.of("7:a"))).isEmpty();
    assertThat(StepDecider.decide(tried, NINE, NINE, RIVERSIDE, Set.of()))
        .as("an experiment that has not begun decides for nobody")
        .isEqualTo(new Decided.Skip("other_arm"));
  }

  private static Decided decide(Step step, Instant now) {
    return StepDecider.decide(step, NINE, now, RIVERSIDE, Set.of());
  }
}
