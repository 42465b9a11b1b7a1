package io.liana.segment;

import io.liana.community.Groups;
import io.liana.insight.FactTables;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.member.Population;
import io.liana.member.Population.Settled;
import io.liana.member.Population.Somebody;
import io.liana.member.Population.Tagged;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.springframework.stereotype.Component;

/**
 * Copies who is in which community, and their tags, beside the facts of events: what was written
 * since the last time. The tables are thrown away with the file and filled again.
 */
@Component
class PeopleFeed {
  static final Caller EVERYTHING = new Caller(new Actor.Machine("segment"), Set.of(), null);

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
    "create table if not exists segment_mark (settled_before bigint not null, cluster varchar not null)"
  };

  private final FactTables facts;
  private final Population people;
  private final Groups groups;

  PeopleFeed(FactTables facts, Population people, Groups groups) {
    this.facts = facts;
    this.people = people;
    this.groups = groups;
  }

  /** Takes in what was written up to now, of events as of people. */
  synchronized void catchUp() {
    facts.catchUp();
    Settled settled = people.settled();
    long from = facts.read(tables -> mark(tables, settled));
    List<Somebody> some = new ArrayList<>();
    people.each(groups.visibleTo(EVERYTHING, null), from, settled.before(), some::add);
    List<Tagged> tags = new ArrayList<>();
    people.eachTag(from, settled.before(), tags::add);
    if (from == 0 || !some.isEmpty() || !tags.isEmpty()) {
      facts.write(tables -> take(tables, from, settled, some, tags));
    }
  }

  /** 0 where everything has to be taken. */
  private static long mark(Connection tables, Settled settled) throws SQLException {
    try (Statement statement = tables.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
      try (var rows = statement.executeQuery("select settled_before, cluster from segment_mark")) {
        boolean same =
            rows.next()
                && rows.getString(2).equals(settled.cluster())
                && rows.getLong(1) <= settled.before();
        return same ? rows.getLong(1) : 0;
      }
    }
  }

  private static void take(
      Connection tables, long from, Settled settled, List<Somebody> some, List<Tagged> tags)
      throws SQLException {
    try (Statement statement = tables.createStatement()) {
      statement.execute(
          "create temp table fresh_person as select * from segment_person where false");
      statement.execute("create temp table fresh_tag as select * from segment_tag where false");
      append(tables, some, tags);
      if (from == 0) {
        statement.execute("delete from segment_person");
        statement.execute("delete from segment_tag");
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
      statement.execute("drop table fresh_person");
      statement.execute("drop table fresh_tag");
      statement.execute("delete from segment_mark");
      statement.execute(
          "insert into segment_mark values (%d, '%s')"
              .formatted(settled.before(), settled.cluster()));
    }
  }

  private static void append(Connection tables, List<Somebody> some, List<Tagged> tags)
      throws SQLException {
    DuckDBConnection duck = tables.unwrap(DuckDBConnection.class);
    try (DuckDBAppender rows = duck.createAppender("temp", "main", "fresh_person")) {
      for (Somebody one : some) {
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
      for (Tagged one : tags) {
        rows.beginRow();
        rows.append(one.community().value());
        rows.append(one.member().value());
        rows.append(one.tag());
        rows.append(one.at().toEpochMilli());
        rows.endRow();
      }
    }
  }
}
