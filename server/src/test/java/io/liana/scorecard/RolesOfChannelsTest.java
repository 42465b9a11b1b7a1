package io.liana.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kernel.GroupId;
import io.liana.kit.SharedData;
import io.liana.scorecard.Roles.Holder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whether who is at risk falls silent, in years of real channels. */
class RolesOfChannelsTest {
  @Test
  void who_is_at_risk_falls_silent_far_more_often() throws Exception {
    int risky = 0;
    int riskyGone = 0;
    int steady = 0;
    int steadyGone = 0;
    try (Connection facts = DriverManager.getConnection("jdbc:duckdb:")) {
      for (GroupId group : LevelsTest.load(facts, SharedData.path("data/irc-raku-events"))) {
        for (int last : ends(facts, group)) {
          List<Conduct> all = ConductListing.conducts(facts, group, last, Set.of()).all();
          Set<Long> atRisk =
              Objects.requireNonNull(Roles.of(all, 0, List.of()).get(PlayedRole.AT_RISK)).stream()
                  .map(Holder::member)
                  .collect(Collectors.toSet());
          Set<Long> heard = heard(facts, group, last);
          for (Conduct one : all) {
            if (one.earlierDays() < 4) {
              continue;
            }
            boolean gone = !heard.contains(one.member());
            if (atRisk.contains(one.member())) {
              risky++;
              riskyGone += gone ? 1 : 0;
            } else {
              steady++;
              steadyGone += gone ? 1 : 0;
            }
          }
        }
      }
    }
    // docs/metrics.md says so
    assertThat("at risk %d of %d, others %d of %d".formatted(riskyGone, risky, steadyGone, steady))
        .isEqualTo("at risk 151 of 296, others 61 of 356");
  }

  /** Every third four weeks with anything before and after: all of them would take a minute. */
  private static List<Integer> ends(Connection facts, GroupId group) throws Exception {
    try (Statement statement = facts.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select min(day), max(day) from fact_event where group_id = " + group.value())) {
      row.next();
      int last = row.getInt(2) - Windows.DAYS;
      return IntStream.iterate(
              row.getInt(1) + Conducts.DAYS, day -> day <= last, day -> day + 3 * Windows.DAYS)
          .boxed()
          .toList();
    }
  }

  /** Who says something in the four weeks after. */
  private static Set<Long> heard(Connection facts, GroupId group, int last) throws Exception {
    Set<Long> heard = new HashSet<>();
    try (Statement statement = facts.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select distinct member_id from fact_event
                 where group_id = %d and day between %d and %d and kind in ('message', 'media', 'action') and not bot
                """
                    .formatted(group.value(), last + 1, last + Windows.DAYS))) {
      while (rows.next()) {
        heard.add(rows.getLong(1));
      }
    }
    return heard;
  }
}
