package io.liana.insight;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One group looked at over one period.
 *
 * @param period null when nothing happened in it; {@code facts} are empty then
 */
record Analysis(@Nullable Period period, GroupFacts facts) {

  static Analysis load(
      Connection facts, long group, @Nullable LocalDate from, @Nullable LocalDate to)
      throws SQLException {
    GroupFacts.Span history = FactListing.span(facts, group);
    Period period = history == null ? null : Period.of(history, from, to);
    return period == null
        ? new Analysis(null, GroupFacts.EMPTY)
        : new Analysis(period, FactListing.load(facts, group, period));
  }
}
