package io.liana.insight;

import io.liana.community.GroupView;
import io.liana.kernel.MemberId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who talks with whom in a group, counted as the report counts it; and to whom nobody talks. */
@Component
public class GroupTalks {
  /**
   * Whoever came between two days, and has not left since. They come with their first message, or,
   * as long as they have none, when they first joined. A platform without joins tells the first
   * message only.
   */
  static final String ARRIVALS =
      """
      with person as (
        select member_id,
               min(case when kind = 'join' then at_ms end) as joined_at,
               max(case when kind = 'join' then at_ms else 0 end) as joined_last,
               min(case when kind in ('message', 'media', 'action') then at_ms end) as spoke_at,
               max(case when kind in ('message', 'media', 'action') then at_ms else 0 end) as spoke_last,
               max(case when kind = 'leave' then at_ms else 0 end) as left_last,
               coalesce(min(case when kind in ('message', 'media', 'action') then day end),
                        min(case when kind = 'join' then day end)) as day,
               sum(case when kind in ('message', 'media', 'action') then 1 else 0 end) as messages
        from fact_event
        where group_id = ? and member_id is not null
        group by member_id
        having max(case when bot then 1 else 0 end) = 0
      )
      select p.member_id, p.joined_at, p.spoke_at, p.messages, count(d.to_member) as addressed
      from person p
      left join fact_directed d on d.group_id = ? and d.to_member = p.member_id
      where p.day between ? and ? and p.left_last <= greatest(p.joined_last, p.spoke_last)
      group by p.member_id, p.joined_at, p.spoke_at, p.messages
      order by coalesce(p.spoke_at, p.joined_at), p.member_id
      """;

  private final Reports reports;
  private final FactStore store;

  GroupTalks(Reports reports, FactStore store) {
    this.reports = reports;
    this.store = store;
  }

  /**
   * @param totals with the members best connected first
   */
  public record Talk(
      @Nullable LocalDate firstDay,
      @Nullable LocalDate lastDay,
      Connections totals,
      List<Said> said) {}

  /** One member to another, so many messages. */
  public record Said(long from, long to, long messages) {}

  /**
   * @param addressed directed messages to them, to this day
   */
  public record Arrival(
      MemberId member,
      @Nullable Instant joinedAt,
      @Nullable Instant spokeAt,
      long messages,
      long addressed) {
    /** Since when they are there to be spoken to. */
    public Instant since() {
      return spokeAt != null ? spokeAt : Objects.requireNonNull(joinedAt);
    }
  }

  /**
   * @param from first day, when the history begins later that day; null when nothing happened
   * @param arrivals who waits longest first
   */
  public record Newcomers(
      @Nullable LocalDate from, @Nullable LocalDate until, List<Arrival> arrivals) {}

  public Talk talk(GroupView group, @Nullable LocalDate from, @Nullable LocalDate to) {
    Analysis analysis = reports.analysis(group, from, to);
    Period period = analysis.period();
    return period == null
        ? new Talk(null, null, Connections.NONE, List.of())
        : new Talk(
            period.firstDay(),
            period.lastDay(),
            Connections.of(analysis.facts(), period),
            analysis.facts().exchanges().stream()
                .map(one -> new Said(one.from(), one.to(), one.messages()))
                .toList());
  }

  /**
   * Who came within so many days, up to the last day anything happened on.
   *
   * @param to the days end here at the latest
   */
  public Newcomers newcomers(GroupView group, int days, @Nullable LocalDate to) {
    reports.takeIn(group);
    return store.read(facts -> newcomers(facts, group.id().value(), days, to));
  }

  static Newcomers newcomers(Connection facts, long group, int days, @Nullable LocalDate to)
      throws SQLException {
    GroupFacts.Span history = FactListing.span(facts, group);
    Period period = history == null ? null : Period.of(history, null, to);
    if (period == null) {
      return new Newcomers(null, null, List.of());
    }
    int first = Math.max(period.first(), period.last() - days + 1);
    return new Newcomers(
        LocalDate.ofEpochDay(first),
        period.lastDay(),
        arrivals(facts, group, first, period.last()));
  }

  private static List<Arrival> arrivals(Connection facts, long group, int first, int last)
      throws SQLException {
    List<Arrival> arrivals = new ArrayList<>();
    try (PreparedStatement statement = facts.prepareStatement(ARRIVALS)) {
      statement.setLong(1, group);
      statement.setLong(2, group);
      statement.setInt(3, first);
      statement.setInt(4, last);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          arrivals.add(
              new Arrival(
                  new MemberId(row.getLong("member_id")),
                  instant(row, "joined_at"),
                  instant(row, "spoke_at"),
                  row.getLong("messages"),
                  row.getLong("addressed")));
        }
      }
    }
    return arrivals;
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
