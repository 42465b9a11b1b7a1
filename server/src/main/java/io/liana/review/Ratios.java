package io.liana.review;

import io.liana.community.Community;
import io.liana.review.Tally.Counted;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** The ratios of any days, for modules that watch them. */
@Component
public class Ratios {
  private final Counting counting;

  Ratios(Counting counting) {
    this.counting = counting;
  }

  /**
   * @param of 0 when there is nothing to divide by
   */
  public record Count(long hits, long of) {}

  /**
   * @param ratio acquisition, activity, conversion or repurchase
   * @param until the last day
   */
  public Count of(Community community, String ratio, LocalDate from, LocalDate until) {
    Ratio one = Ratio.valueOf(ratio.toUpperCase(Locale.ROOT));
    Tally tally = counting.count(community, new Span(from, until)).get(one);
    return switch (Objects.requireNonNull(tally)) {
      case Tally.Unknown _ -> new Count(0, 0);
      case Counted counted -> new Count(counted.hits(), counted.of());
    };
  }
}
