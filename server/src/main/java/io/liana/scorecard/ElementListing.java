package io.liana.scorecard;

import io.liana.insight.FactTables;
import io.liana.kernel.GroupId;
import io.liana.member.Presences;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Counts what groups are measured by, of many groups and periods at once. */
@Component
class ElementListing {
  private static final int ALIVE_DAYS = 60; // as the forecast counts, docs/forecast.md
  private static final int ALIVE_MESSAGES = 2;

  private final FactTables facts;
  private final Presences presences;

  ElementListing(FactTables facts, Presences presences) {
    this.facts = facts;
    this.presences = presences;
  }

  /** One group in one period. */
  record Counts(long members, long messages, long speakers, Map<Measure, Tally> tallies) {
    static final Counts NONE = new Counts(0, 0, 0, Map.of());
  }

  /**
   * @param alive more than two messages in the sixty days up to the end
   * @param periods the earliest first
   */
  record Group(boolean alive, List<Counts> periods) {}

  /** Every one of the groups, which share the zone of the windows. */
  Map<GroupId, Group> count(Collection<GroupId> groups, Windows windows) {
    if (groups.isEmpty()) {
      return Map.of();
    }
    facts.catchUp();
    Book book = new Book(windows.count());
    facts.read(
        tables -> {
          count(tables, groups, windows, book);
          return true;
        });
    for (int w = 0; w < windows.count(); w++) {
      present(groups, windows, w, book);
    }
    return groups.stream().distinct().collect(Collectors.toMap(group -> group, book::group));
  }

  static void count(Connection facts, Collection<GroupId> groups, Windows windows, Book book)
      throws SQLException {
    read(facts, ElementSql.TALK, groups, windows, row -> book.talk(row));
    for (ElementSql.Shares shares : ElementSql.SHARES) {
      read(
          facts,
          shares.text(),
          groups,
          windows,
          row -> {
            int column = 3;
            for (Measure measure : shares.measures()) {
              book.put(row, measure, row.getLong(column), row.getLong(column + 1));
              column += 2;
            }
          });
    }
    read(
        facts,
        ElementSql.LIFE,
        groups,
        windows,
        row -> {
          if (row.getLong("lately") > ALIVE_MESSAGES) {
            book.alive.put(row.getLong("group_id"), true);
          }
          book.invites.put(row.getLong("group_id"), row.getLong("invites") > 0);
        });
  }

  private void present(Collection<GroupId> groups, Windows windows, int w, Book book) {
    Map<GroupId, Integer> members = presences.counts(groups, windows.begins(w), windows.ends(w));
    Map<GroupId, Presences.Kept> kept = presences.kept(groups, windows.begins(w), windows.ends(w));
    for (GroupId group : groups) {
      Page page = book.page(group.value(), w);
      // Somebody may have spoken, or invited, whose stay nobody wrote down.
      page.members =
          Math.max(members.getOrDefault(group, 0), Math.max(page.speakers, page.inviters));
      page.put(Measure.PARTICIPATION, page.speakers, page.members);
      page.put(Measure.INVITERS, page.inviters, book.invites(group) ? page.members : 0);
      Presences.Kept stayed = kept.get(group);
      if (stayed != null) {
        page.put(Measure.KEPT, stayed.kept(), stayed.joined());
      }
    }
  }

  private interface Row {
    void take(ResultSet row) throws SQLException;
  }

  private static void read(
      Connection facts, String text, Collection<GroupId> groups, Windows windows, Row each)
      throws SQLException {
    String ids =
        groups.stream().map(id -> Long.toString(id.value())).collect(Collectors.joining(", "));
    List<String> weeks = new ArrayList<>();
    for (int w = 0; w < windows.count(); w++) {
      for (int week = 0; week < Windows.WEEKS; week++) {
        weeks.add(
            "(%d, %d, %d, %d)"
                .formatted(
                    w,
                    week,
                    windows.week(w, week).toEpochMilli(),
                    windows.week(w, week + 1).toEpochMilli()));
      }
    }
    String sql =
        text.replace(":groups", ids)
            .replace(":weeks", String.join(", ", weeks))
            .replace(":first", Integer.toString(windows.first()))
            .replace(":last", Integer.toString(windows.last()))
            .replace(":days", Integer.toString(Windows.DAYS))
            .replace(":alive", Integer.toString(ALIVE_DAYS));
    try (Statement statement = facts.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        each.take(rows);
      }
    }
  }

  /** What was counted so far. */
  static final class Book {
    private final int windows;
    private final Map<Long, Page[]> pages = new HashMap<>();
    private final Map<Long, Boolean> alive = new HashMap<>();
    private final Map<Long, Boolean> invites = new HashMap<>();

    Book(int windows) {
      this.windows = windows;
    }

    Group group(GroupId group) {
      List<Counts> periods = new ArrayList<>();
      for (int w = 0; w < windows; w++) {
        periods.add(page(group.value(), w).counts());
      }
      return new Group(alive.getOrDefault(group.value(), false), List.copyOf(periods));
    }

    private boolean invites(GroupId group) {
      return invites.getOrDefault(group.value(), false);
    }

    private void talk(ResultSet row) throws SQLException {
      Page page = page(row.getLong("group_id"), row.getInt("w"));
      page.speakers = row.getLong("speakers");
      page.messages = row.getLong("messages");
      page.inviters = row.getLong("inviters");
    }

    private void put(ResultSet row, Measure measure, long hits, long of) throws SQLException {
      page(row.getLong("group_id"), row.getInt("w")).put(measure, hits, of);
    }

    private Page page(long group, int w) {
      Page[] all = pages.computeIfAbsent(group, key -> new Page[windows]);
      if (all[w] == null) {
        all[w] = new Page();
      }
      return all[w];
    }
  }

  private static final class Page {
    private long members;
    private long messages;
    private long speakers;
    private long inviters;
    private final Map<Measure, Tally> tallies = new EnumMap<>(Measure.class);

    void put(Measure measure, long hits, long of) {
      tallies.put(measure, Tally.of(hits, of, measure.unknown));
    }

    Counts counts() {
      return new Counts(members, messages, speakers, Map.copyOf(tallies));
    }
  }
}
