package io.liana.acquisition;

import io.liana.kernel.Given;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A period in days of the community, both included; the last 30 unless told. */
record Days(LocalDate from, LocalDate to) {
  private static final int USUAL = 30;
  private static final int MOST = 366;

  static Days of(@Nullable String from, @Nullable String to, LocalDate today) {
    LocalDate last = Objects.requireNonNullElse(Given.day("to", to), today);
    LocalDate first =
        Objects.requireNonNullElse(Given.day("from", from), last.minusDays(USUAL - 1));
    if (first.isAfter(last) || first.plusDays(MOST).isBefore(last)) {
      throw Given.wrong("from", "must be a day of the year before 'to'");
    }
    return new Days(first, last);
  }
}
