package io.liana.segment;

import io.liana.customer.Bought.Order;
import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import io.liana.statistics.Rfm;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * What people bought, beside the facts, and the cells that follow from it. One order can move many
 * into another cell: who moved is written down with the transaction up to which it was seen.
 */
final class BoughtTables {
  static final List<String> MADE =
      List.of(
          """
          create table if not exists segment_order (
            community_id bigint not null, person_id bigint not null, member_id bigint, refund boolean not null,
            currency varchar not null, amount bigint not null, at_ms bigint not null, day integer not null)
          """,
          """
          create table if not exists segment_rfm (
            community_id bigint not null, person_id bigint not null, member_id bigint, currency varchar not null,
            cell varchar not null, r integer not null, f integer not null, m integer not null)
          """,
          """
          create table if not exists segment_shift (
            community_id bigint not null, member_id bigint not null, cell boolean not null, mark bigint not null)
          """);

  private static final String CELLS = cells();

  private final Connection tables;
  private final Map<CommunityId, ZoneId> zones;
  private final Instant now;

  BoughtTables(Connection tables, Map<CommunityId, ZoneId> zones, Instant now) {
    this.tables = tables;
    this.zones = zones;
    this.now = now;
  }

  /**
   * @param all whatever was there before is gone
   * @param people whose orders these are, and all of them
   * @param mark up to which transaction they were seen
   */
  void take(boolean all, Collection<Long> people, Collection<Order> orders, long mark)
      throws SQLException {
    try (Statement statement = tables.createStatement()) {
      statement.execute("create temp table fresh_order as select * from segment_order where false");
      statement.execute("create temp table fresh_buyer (person_id bigint)");
      append(people, orders);
      String theirs = all ? "true" : "person_id in (select person_id from fresh_buyer)";
      statement.execute(
          """
          create temp table fresh_shift as
          select community_id, member_id, false as cell from segment_order where %1$s and member_id is not null
           union
          select community_id, member_id, false from fresh_order where member_id is not null
          """
              .formatted(theirs));
      statement.execute(
          "create temp table fresh_shop as select distinct community_id from segment_order where %s union select community_id from fresh_order"
              .formatted(theirs));
      statement.execute("delete from segment_order where " + theirs);
      statement.execute(
          "insert into segment_order select * from fresh_order order by community_id, member_id, at_ms");
      score(statement);
      statement.execute(
          """
          delete from segment_shift where exists (
            select 1 from fresh_shift f
             where f.community_id = segment_shift.community_id and f.member_id = segment_shift.member_id and f.cell = segment_shift.cell)
          """);
      statement.execute(
          "insert into segment_shift select distinct community_id, member_id, cell, %d from fresh_shift"
              .formatted(mark));
      for (String table : List.of("fresh_order", "fresh_buyer", "fresh_shift", "fresh_shop")) {
        statement.execute("drop table " + table);
      }
    }
  }

  static void erase(Connection tables, String members) throws SQLException {
    try (Statement statement = tables.createStatement()) {
      for (String table : List.of("segment_order", "segment_rfm", "segment_shift")) {
        statement.execute("delete from %s where member_id in (%s)".formatted(table, members));
      }
    }
  }

  private void append(Collection<Long> people, Collection<Order> orders) throws SQLException {
    DuckDBConnection duck = tables.unwrap(DuckDBConnection.class);
    try (DuckDBAppender rows = duck.createAppender("temp", "main", "fresh_buyer")) {
      for (long person : people) {
        rows.beginRow();
        rows.append(person);
        rows.endRow();
      }
    }
    try (DuckDBAppender rows = duck.createAppender("temp", "main", "fresh_order")) {
      for (Order one : orders) {
        rows.beginRow();
        rows.append(one.community().value());
        rows.append(one.person());
        MemberId member = one.member();
        if (member == null) {
          rows.appendNull();
        } else {
          rows.append(member.value());
        }
        rows.append(one.refund());
        rows.append(one.currency());
        rows.append(one.amount());
        rows.append(one.at().toEpochMilli());
        rows.append(day(one.community(), one.at()));
        rows.endRow();
      }
    }
  }

  private int day(CommunityId community, Instant at) {
    return (int)
        at.atZone(zones.getOrDefault(community, ZoneOffset.UTC)).toLocalDate().toEpochDay();
  }

  /**
   * As {@link Rfm#score} has it, of everybody who bought, in the shops where something changed. A
   * day moves nobody: it makes all of them equally later.
   */
  private void score(Statement statement) throws SQLException {
    List<String> today = new ArrayList<>();
    zones.keySet().forEach(one -> today.add("(%s, %d)".formatted(one, day(one, now))));
    if (today.isEmpty()) {
      return;
    }
    statement.execute(
        """
        create temp table fresh_rfm as
        with bought as (
          select o.community_id, o.person_id, any_value(o.member_id) as member_id, o.currency,
                 max(o.day) filter (where o.amount > 0) as last, count(*) filter (where o.amount > 0) as orders, sum(o.amount) as money
            from segment_order o join fresh_shop s on s.community_id = o.community_id
            join (values %s) t (community_id, today) on t.community_id = o.community_id
           where not o.refund and o.day <= t.today
           group by o.community_id, o.person_id, o.currency
          having count(*) filter (where o.amount > 0) > 0),
        scored as (
          select *, 1 + (5 * (rank() over (partition by community_id, currency order by last) - 1)) // n as r,
                 1 + (5 * (rank() over (partition by community_id, currency order by orders) - 1)) // n as f,
                 1 + (5 * (rank() over (partition by community_id, currency order by money) - 1)) // n as m
            from (select *, count(*) over (partition by community_id, currency) as n from bought) b)
        select s.community_id, s.person_id, s.member_id, s.currency, c.cell, s.r::integer as r, s.f::integer as f, s.m::integer as m
          from scored s join (values %s) c (r, f, m, cell) on c.r = s.r and c.f = s.f and c.m = s.m
        """
            .formatted(String.join(", ", today), CELLS));
    String were =
        "select * from segment_rfm where community_id in (select community_id from fresh_shop)";
    statement.execute(
        """
        insert into fresh_shift
        select community_id, member_id, true
          from ((%1$s except select * from fresh_rfm) union (select * from fresh_rfm except %1$s)) d
         where member_id is not null
        """
            .formatted(were));
    statement.execute(
        "delete from segment_rfm where community_id in (select community_id from fresh_shop)");
    statement.execute(
        "insert into segment_rfm select * from fresh_rfm order by community_id, member_id");
    statement.execute("drop table fresh_rfm");
  }

  private static String cells() {
    List<String> cells = new ArrayList<>();
    for (int r = 1; r <= 5; r++) {
      for (int f = 1; f <= 5; f++) {
        for (int m = 1; m <= 5; m++) {
          String cell = Rfm.cell(r, f, m).name().toLowerCase(Locale.ROOT);
          cells.add("(%d, %d, %d, '%s')".formatted(r, f, m, cell));
        }
      }
    }
    return String.join(", ", cells);
  }
}
