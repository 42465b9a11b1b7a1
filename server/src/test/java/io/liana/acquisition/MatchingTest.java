package io.liana.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.acquisition.Matching.Join;
import io.liana.acquisition.Matching.Match;
import io.liana.acquisition.Matching.OpenSeat;
import io.liana.acquisition.Matching.Touch;
import io.liana.acquisition.Matching.Way;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By what somebody came: the pure half. */
class MatchingTest {
  private static final Instant NOON = Instant.parse("2026-11-25T04:00:00Z");
  private static final Way NAMED = new Way(1, 10, true, null);
  private static final Way ONLY = new Way(1, 10, true, 100L);
  private static final Way GROUP = new Way(1, 10, false, 100L);

  private final Matching matching = new Matching();

  @Test
  void a_known_person_is_known_exactly_and_takes_the_seat_of_their_browser() {
    Match match =
        matching.match(
            join(),
            List.of(GROUP),
            List.of(seat(7, true, -1), seat(8, true, -2)),
            List.of(new Touch(101, 8, NOON.minusSeconds(300))));
    assertThat(match.how()).isEqualTo(How.PERSON);
    assertThat(match.sure()).isTrue();
    assertThat(match.seat()).isEqualTo(seat(8, true, -2));
    assertThat(match.code()).isEqualTo(101);
  }

  @Test
  void what_a_person_scanned_long_ago_tells_nothing() {
    Touch old = new Touch(101, 8, NOON.minus(Duration.ofDays(31)));
    assertThat(matching.match(join(), List.of(), List.of(), List.of(old))).isEqualTo(Match.NONE);
  }

  @Test
  void a_way_of_one_code_is_certain_even_when_nobody_is_waited_for() {
    Match match = matching.match(join(), List.of(ONLY), List.of(), List.of());
    assertThat(match.how()).isEqualTo(How.WAY);
    assertThat(match.code()).isEqualTo(100);
    assertThat(match.visitor()).isNull();
  }

  @Test
  void of_several_seats_at_a_way_the_one_nearest_in_time_is_taken_and_given_once() {
    List<OpenSeat> seats = List.of(seat(7, true, -3), seat(8, true, -1), seat(9, true, +5));
    Match first = matching.match(join(), List.of(NAMED), seats, List.of());
    Match second = matching.match(join(), List.of(NAMED), seats, List.of());
    assertThat(first.how()).isEqualTo(How.NEAREST);
    assertThat(first.sure()).as("there is another").isFalse();
    assertThat(first.visitor()).isEqualTo(8);
    assertThat(second.visitor()).isEqualTo(7);
    assertThat(matching.match(join(), List.of(NAMED), seats, List.of()))
        .as("who scanned after the join did not come by it")
        .isEqualTo(Match.NONE);
  }

  @Test
  void whose_seat_is_kept_comes_before_whose_is_free_again() {
    Match match =
        matching.match(
            join(), List.of(NAMED), List.of(seat(7, false, -1), seat(8, true, -9)), List.of());
    assertThat(match.visitor()).isEqualTo(8);
  }

  @Test
  void without_a_way_one_held_seat_is_likely_and_two_are_nobodys() {
    assertThat(matching.match(join(), List.of(GROUP), List.of(seat(7, true, -1)), List.of()).how())
        .isEqualTo(How.LIKELY);
    assertThat(
            matching
                .match(
                    join(),
                    List.of(GROUP),
                    List.of(seat(8, true, -1), seat(9, true, -2)),
                    List.of())
                .how())
        .isEqualTo(How.NONE);
    assertThat(matching.match(join(), List.of(GROUP), List.of(seat(5, false, -1)), List.of()).how())
        .as("a seat that is free again is nobody's who names no way")
        .isEqualTo(How.NONE);
  }

  private static Join join() {
    return new Join(1, new CommunityId(1), new GroupId(1), new MemberId(1), NOON, null);
  }

  private static OpenSeat seat(long visitor, boolean held, int minutes) {
    return new OpenSeat(1, 10, visitor, held, 100L, NOON.plus(Duration.ofMinutes(minutes)));
  }
}
