package io.liana.saved;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.saved.Rhythm.Due;
import io.liana.saved.Rhythm.Every;
import io.liana.saved.Rhythm.Note;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When it is due, by the calendar and the clocks of the community. */
class RhythmTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void each_day_at_the_time_of_the_community() {
    var nine = new Rhythm(Every.DAY, 0, LocalTime.of(9, 0));
    assertThat(at(nine.next(Instant.parse("2026-11-16T00:59:00Z"), SHANGHAI, 3)))
        .containsExactly("2026-11-16T01:00:00Z", "2026-11-17T01:00:00Z", "2026-11-18T01:00:00Z");
    assertThat(at(nine.next(Instant.parse("2026-11-16T01:00:00Z"), SHANGHAI, 1)))
        .as("what is due now was before what comes next")
        .containsExactly("2026-11-17T01:00:00Z");
  }

  @Test
  void each_week_on_its_day() {
    var sunday = new Rhythm(Every.WEEK, 7, LocalTime.of(0, 30));
    assertThat(at(sunday.next(Instant.parse("2026-11-16T01:00:00Z"), SHANGHAI, 2)))
        .containsExactly("2026-11-21T16:30:00Z", "2026-11-28T16:30:00Z");
  }

  @Test
  void a_month_that_is_too_short_has_its_last_day_and_the_next_its_own_again() {
    var last = new Rhythm(Every.MONTH, 31, LocalTime.of(8, 0));
    assertThat(at(last.next(Instant.parse("2027-01-31T00:30:00Z"), SHANGHAI, 3)))
        .containsExactly("2027-02-28T00:00:00Z", "2027-03-31T00:00:00Z", "2027-04-30T00:00:00Z");
    var leap = new Rhythm(Every.MONTH, 30, LocalTime.of(8, 0));
    assertThat(at(leap.next(Instant.parse("2028-02-01T00:00:00Z"), SHANGHAI, 1)))
        .containsExactly("2028-02-29T00:00:00Z");
  }

  @Test
  void an_hour_the_clocks_skip_is_due_as_much_later_and_says_so() {
    var half = new Rhythm(Every.DAY, 0, LocalTime.of(2, 30));
    assertThat(half.next(Instant.parse("2027-03-27T12:00:00Z"), BERLIN, 2))
        .containsExactly(
            new Due(Instant.parse("2027-03-28T01:30:00Z"), Note.SKIPPED), // 03:30 in summer
            new Due(Instant.parse("2027-03-29T00:30:00Z"), null));
  }

  @Test
  void an_hour_the_clocks_show_twice_is_due_once_the_first_time() {
    var half = new Rhythm(Every.DAY, 0, LocalTime.of(2, 30));
    assertThat(half.next(Instant.parse("2027-10-30T12:00:00Z"), BERLIN, 2))
        .containsExactly(
            new Due(Instant.parse("2027-10-31T00:30:00Z"), Note.TWICE),
            new Due(Instant.parse("2027-11-01T01:30:00Z"), null));
    assertThat(at(half.next(Instant.parse("2027-10-31T00:30:00Z"), BERLIN, 1)))
        .as("not again an hour later")
        .containsExactly("2027-11-01T01:30:00Z");
  }

  @Test
  void a_gap_that_reaches_over_midnight_loses_no_day() {
    var late = new Rhythm(Every.DAY, 0, LocalTime.of(0, 30)); // Cairo springs at midnight
    ZoneId cairo = ZoneId.of("Africa/Cairo");
    List<Due> next = late.next(Instant.parse("2027-04-29T12:00:00Z"), cairo, 2);
    assertThat(next.getFirst())
        .isEqualTo(new Due(Instant.parse("2027-04-29T22:30:00Z"), Note.SKIPPED));
    assertThat(at(next).getLast()).isEqualTo("2027-04-30T21:30:00Z");
  }

  @Test
  void what_fell_due_between_two_moments_is_found_each_once() {
    var nine = new Rhythm(Every.DAY, 0, LocalTime.of(9, 0));
    Instant from = Instant.parse("2026-11-16T01:00:00Z");
    assertThat(nine.between(from, Instant.parse("2026-11-17T00:59:59Z"), SHANGHAI, 10)).isEmpty();
    assertThat(nine.between(from, Instant.parse("2026-11-19T01:00:00Z"), SHANGHAI, 10))
        .containsExactly(
            Instant.parse("2026-11-17T01:00:00Z"),
            Instant.parse("2026-11-18T01:00:00Z"),
            Instant.parse("2026-11-19T01:00:00Z"));
    assertThat(nine.between(from, Instant.parse("2028-11-19T01:00:00Z"), SHANGHAI, 2))
        .as("after two years the latest two")
        .containsExactly(
            Instant.parse("2028-11-18T01:00:00Z"), Instant.parse("2028-11-19T01:00:00Z"));
  }

  private static List<String> at(List<Due> due) {
    return due.stream().map(one -> one.at().toString()).toList();
  }
}
