package io.liana.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.review.Tally.Counted;
import io.liana.review.Tally.Kind;
import io.liana.review.Tally.Part;
import io.liana.review.Tally.Place;
import io.liana.review.Tally.Unknown;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckTest {
  private static final Place TEA = new Place(Kind.GROUP, 1);
  private static final Place BOOKS = new Place(Kind.GROUP, 2);

  @Test
  void the_parts_add_up_to_the_change_and_the_one_that_broke_stands_first() {
    var before = new Counted(List.of(new Part(TEA, 60, 100), new Part(BOOKS, 40, 100)));
    var now = new Counted(List.of(new Part(TEA, 20, 100), new Part(BOOKS, 44, 100)));
    Check.Line line = Check.line(Ratio.ACTIVITY, now, before, 0.4);
    assertThat(line.change()).isCloseTo(-0.18, within(1e-12));
    assertThat(line.met()).isFalse();
    assertThat(line.moved().getFirst().place()).isEqualTo(TEA);
    assertThat(line.moved().getFirst().share()).isCloseTo(-0.2, within(1e-12));
    assertThat(line.moved().stream().mapToDouble(Check.Moved::share).sum())
        .isCloseTo(-0.18, within(1e-12));
    // z = (.32 − .5) / √(.41 · .59 · 2/200)
    assertThat(line.p()).isCloseTo(2.5e-4, within(0.2e-4));
  }

  @Test
  void a_change_of_the_mix_alone_belongs_to_the_parts_that_grew_and_shrank() {
    var before = new Counted(List.of(new Part(TEA, 80, 100), new Part(BOOKS, 20, 100)));
    var now = new Counted(List.of(new Part(TEA, 40, 50), new Part(BOOKS, 30, 150)));
    Check.Line line = Check.line(Ratio.ACTIVITY, now, before, null);
    assertThat(line.moved()).allMatch(one -> Math.abs(one.share() + 0.075) < 1e-12);
    assertThat(line.met()).isNull();
  }

  @Test
  void nothing_to_divide_says_why_and_a_rate_that_is_no_share_has_no_interval() {
    Check.Line none =
        Check.line(Ratio.REPLICATION, new Unknown("nothing_replicated"), new Unknown("x"), 0.5);
    assertThat(none.now()).isNull();
    assertThat(none.unknown()).isEqualTo("nothing_replicated");
    assertThat(none.met()).isNull();
    var more = new Counted(List.of(new Part(TEA, 12, 5)));
    Check.Line referral = Check.line(Ratio.REFERRAL, more, more, 2.0);
    assertThat(referral.now().value()).isEqualTo(2.4);
    assertThat(referral.now().interval()).isNull();
    assertThat(referral.now().few()).isTrue();
    assertThat(referral.p()).isNull();
    assertThat(referral.met()).isTrue();
  }

  @Test
  void a_period_that_still_runs_is_held_against_as_many_days() {
    var week = new Span(LocalDate.parse("2026-11-09"), LocalDate.parse("2026-11-15"));
    LocalDate wednesday = LocalDate.parse("2026-11-11");
    assertThat(week.runs(wednesday)).isTrue();
    assertThat(week.upTo(wednesday)).isEqualTo(new Span(week.from(), wednesday));
    assertThat(week.before(wednesday))
        .isEqualTo(new Span(LocalDate.parse("2026-11-02"), LocalDate.parse("2026-11-04")));
    assertThat(week.before(LocalDate.parse("2026-12-01")))
        .isEqualTo(new Span(LocalDate.parse("2026-11-02"), LocalDate.parse("2026-11-08")));
  }
}
