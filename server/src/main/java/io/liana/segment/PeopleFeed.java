package io.liana.segment;

import io.liana.community.Communities;
import io.liana.community.Groups;
import io.liana.customer.Bought;
import io.liana.customer.Bought.Order;
import io.liana.gate.Answered;
import io.liana.gate.Answered.Answer;
import io.liana.insight.FactTables;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.member.Population;
import io.liana.member.Population.Settled;
import io.liana.member.Population.Somebody;
import io.liana.member.Population.Tagged;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Copies who is in which community, their tags, what they bought and which gates they answered
 * beside the facts of events: what was written since the last time. The tables are thrown away with
 * the file and filled again.
 */
@Component
class PeopleFeed {
  static final Caller EVERYTHING = new Caller(new Actor.Machine("segment"), Set.of(), null);

  /** The tables of persons, each with {@code member_id}. */
  static final List<String> OWN =
      List.of("segment_person", "segment_tag", "segment_answer", "segment_order", "segment_rfm");

  /** Raise it whenever a table changes: everything is taken again. */
  private static final int FORMAT = 2;

  private static final String[] TABLES = {
    """
    create table if not exists segment_person (
      community_id bigint not null, member_id bigint not null, role varchar not null, in_groups integer not null,
      joined_ms bigint not null)
    """,
    """
    create table if not exists segment_tag (
      community_id bigint not null, member_id bigint not null, tag varchar not null, at_ms bigint not null)
    """,
    """
    create table if not exists segment_answer (
      community_id bigint not null, member_id bigint not null, answer_id bigint not null, page_id bigint not null,
      gate varchar not null, at_ms bigint not null)
    """,
    "create table if not exists segment_mark (settled_before bigint not null, cluster varchar not null)"
  };

  private final FactTables facts;
  private final Population people;
  private final Groups groups;
  private final Communities communities;
  private final Bought bought;
  private final Answered answered;
  private final SegmentSettings settings;
  private final Clock clock;

  /** When the last catch-up began, by {@code System.nanoTime}; null before the first. */
  private @Nullable Long asOf;

  PeopleFeed(
      FactTables facts,
      Population people,
      Groups groups,
      Communities communities,
      Bought bought,
      Answered answered,
      SegmentSettings settings,
      Clock clock) {
    this.facts = facts;
    this.people = people;
    this.groups = groups;
    this.communities = communities;
    this.bought = bought;
    this.answered = answered;
    this.settings = settings;
    this.clock = clock;
  }

  /** What was written since the last time. */
  private record Fresh(
      List<Somebody> people,
      List<Tagged> tags,
      List<Answer> answers,
      List<Long> buyers,
      List<Order> orders,
      List<Long> erased) {
    boolean isEmpty() {
      return people.isEmpty()
          && tags.isEmpty()
          && answers.isEmpty()
          && buyers.isEmpty()
          && orders.isEmpty()
          && erased.isEmpty();
    }
  }

  /** Catches up unless that was done a moment ago. */
  synchronized void refresh() {
    Long known = asOf;
    if (known == null || System.nanoTime() - known >= settings.staleAtMost().toNanos()) {
      catchUp();
    }
  }

  /**
   * Takes in what was written up to now, of events as of people.
   *
   * @return the mark up to which people, orders and answers were seen
   */
  synchronized long catchUp() {
    long begin = System.nanoTime();
    facts.catchUp();
    Settled settled = people.settled();
    Map<CommunityId, ZoneId> zones = new TreeMap<>(Comparator.comparingLong(CommunityId::value));
    communities.visibleTo(EVERYTHING).forEach(one -> zones.put(one.id(), one.zone()));
    String source = "%s/%d/%x".formatted(settled.cluster(), FORMAT, zones.hashCode());
    long from = facts.read(tables -> mark(tables, source, settled.before()));
    Fresh fresh = fresh(from, settled.before());
    if (from == 0 || !fresh.isEmpty()) {
      facts.write(
          tables -> {
            take(tables, from, fresh);
            if (from == 0 || !fresh.buyers().isEmpty() || !fresh.orders().isEmpty()) {
              new BoughtTables(tables, zones, clock.instant())
                  .take(from == 0, fresh.buyers(), fresh.orders(), settled.before());
            }
            erase(tables, fresh.erased());
            try (Statement statement = tables.createStatement()) {
              statement.execute("delete from segment_mark");
              statement.execute(
                  "insert into segment_mark values (%d, '%s')".formatted(settled.before(), source));
            }
          });
    }
    asOf = begin;
    return settled.before();
  }

  private Fresh fresh(long from, long before) {
    var fresh =
        new Fresh(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            from == 0 ? List.of() : bought.people(from, before),
            new ArrayList<>(),
            facts.erased(from, before));
    people.each(groups.visibleTo(EVERYTHING, null), from, before, fresh.people()::add);
    people.eachTag(from, before, fresh.tags()::add);
    answered.each(from, before, fresh.answers()::add);
    if (from == 0 || !fresh.buyers().isEmpty()) {
      bought.each(from, before, fresh.orders()::add);
    }
    return fresh;
  }

  /** 0 where everything has to be taken. */
  private static long mark(Connection tables, String source, long before) throws SQLException {
    try (Statement statement = tables.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
      for (String table : BoughtTables.MADE) {
        statement.execute(table);
      }
      try (var rows = statement.executeQuery("select settled_before, cluster from segment_mark")) {
        boolean same = rows.next() && rows.getString(2).equals(source) && rows.getLong(1) <= before;
        return same ? rows.getLong(1) : 0;
      }
    }
  }

  private static void erase(Connection tables, List<Long> erased) throws SQLException {
    if (erased.isEmpty()) {
      return;
    }
    String members = erased.stream().map(String::valueOf).collect(Collectors.joining(","));
    try (Statement statement = tables.createStatement()) {
      for (String table : List.of("segment_tag", "segment_answer")) {
        statement.execute("delete from %s where member_id in (%s)".formatted(table, members));
      }
    }
    BoughtTables.erase(tables, members);
  }

  private static void take(Connection tables, long from, Fresh fresh) throws SQLException {
    try (Statement statement = tables.createStatement()) {
      statement.execute(
          "create temp table fresh_person as select * from segment_person where false");
      statement.execute("create temp table fresh_tag as select * from segment_tag where false");
      statement.execute(
          "create temp table fresh_answer as select * from segment_answer where false");
      append(tables, fresh);
      if (from == 0) {
        statement.execute("delete from segment_person");
        statement.execute("delete from segment_tag");
        statement.execute("delete from segment_answer");
      }
      statement.execute(
          """
          delete from segment_person where exists (
            select 1 from fresh_person f where f.community_id = segment_person.community_id and f.member_id = segment_person.member_id)
          """);
      statement.execute(
          "insert into segment_person select * from fresh_person order by community_id, member_id");
      // Who left is nobody's here: an erasure takes tags away without a trace to follow.
      statement.execute(
          """
          delete from segment_tag where exists (
            select 1 from fresh_person f
             where f.community_id = segment_tag.community_id and f.member_id = segment_tag.member_id and f.in_groups = 0)
          """);
      statement.execute(
          """
          delete from segment_tag where exists (
            select 1 from fresh_tag f
             where f.community_id = segment_tag.community_id and f.member_id = segment_tag.member_id and f.tag = segment_tag.tag)
          """);
      statement.execute(
          "insert into segment_tag select * from fresh_tag order by community_id, member_id");
      statement.execute(
          "delete from segment_answer where answer_id in (select answer_id from fresh_answer)");
      statement.execute(
          "insert into segment_answer select * from fresh_answer order by community_id, member_id");
      statement.execute("drop table fresh_person");
      statement.execute("drop table fresh_tag");
      statement.execute("drop table fresh_answer");
    }
  }

  private static void append(Connection tables, Fresh fresh) throws SQLException {
    DuckDBConnection duck = tables.unwrap(DuckDBConnection.class);
    try (DuckDBAppender rows = duck.createAppender("temp", "main", "fresh_person")) {
      for (Somebody one : fresh.people()) {
        rows.beginRow();
        rows.append(one.community().value());
        rows.append(one.member().value());
        rows.append(one.role());
        rows.append(one.groups());
        rows.append(one.joined().toEpochMilli());
        rows.endRow();
      }
    }
    try (DuckDBAppender rows = duck.createAppender("temp", "main", "fresh_tag")) {
      for (Tagged one : fresh.tags()) {
        rows.beginRow();
        rows.append(one.community().value());
        rows.append(one.member().value());
        rows.append(one.tag());
        rows.append(one.at().toEpochMilli());
        rows.endRow();
      }
    }
    try (DuckDBAppender rows = duck.createAppender("temp", "main", "fresh_answer")) {
      for (Answer one : fresh.answers()) {
        rows.beginRow();
        rows.append(one.community().value());
        rows.append(one.member().value());
        rows.append(one.id());
        rows.append(one.page());
        rows.append(one.gate());
        rows.append(one.at().toEpochMilli());
        rows.endRow();
      }
    }
  }
}
