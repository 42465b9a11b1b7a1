package io.liana.segment;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.segment.LiveStore.Cause;
import io.liana.segment.LiveStore.Move;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Finds anew who is in the segments of one community: everybody, or only some of them. On one
 * connection to the facts; what is in between stands in temporary tables.
 */
final class Following {
  /** So many are evaluated one by one. */
  private static final int FEW = 20;

  static final String COPIED = "touched_";
  private static final List<String> TABLES =
      Stream.concat(Stream.of("fact_event"), PeopleFeed.OWN.stream()).toList();

  private final Connection tables;
  private final CommunityId community;
  private final Collection<GroupId> groups;
  private final Instant now;

  Following(Connection tables, CommunityId community, Collection<GroupId> groups, Instant now) {
    this.tables = tables;
    this.community = community;
    this.groups = groups;
    this.now = now;
  }

  /**
   * @param members by segment, of those who were looked at
   * @param turnsAt when time alone may do something to one of them; null for never
   */
  record Found(Map<Long, Bits> members, @Nullable Instant turnsAt) {}

  /**
   * @param ordered all conditions needed, those asked for before those that ask
   */
  Found everybody(Map<Long, Condition> ordered, Set<Long> wanted) throws SQLException {
    return find(ordered, wanted, Known.of(community, groups, ""));
  }

  /** Copies what is known of some people first: every condition then asks these copies only. */
  Found some(Map<Long, Condition> ordered, Set<Long> wanted, Set<Long> members)
      throws SQLException {
    if (members.size() <= FEW) {
      return few(ordered, wanted, members);
    }
    try (Statement statement = tables.createStatement()) {
      statement.execute("create temp table touched (member_id bigint)");
      try (var rows =
          tables.unwrap(DuckDBConnection.class).createAppender("temp", "main", "touched")) {
        for (long member : members) {
          rows.beginRow();
          rows.append(member);
          rows.endRow();
        }
      }
      copy(tables, TABLES, "member_id in (select member_id from touched)");
      Found found = find(ordered, wanted, Known.of(community, groups, COPIED));
      dropCopies();
      statement.execute("drop table touched");
      return found;
    }
  }

  /** One after the other in memory: fifty queries take longer than fifty evaluations. */
  private Found few(Map<Long, Condition> ordered, Set<Long> wanted, Set<Long> members)
      throws SQLException {
    copy(
        tables,
        TABLES,
        "member_id in (%s)"
            .formatted(members.stream().map(String::valueOf).collect(Collectors.joining(","))));
    Fields fields = Known.of(community, groups, COPIED);
    Map<Long, Bits> found = new HashMap<>();
    wanted.forEach(segment -> found.put(segment, Bits.none()));
    List<Instant> turns = new ArrayList<>();
    for (long member : members) {
      Person person = Asking.person(tables, fields, ordered.values(), now, member).orElse(null);
      if (person == null) {
        continue; // who left is in none
      }
      Set<Long> in = new HashSet<>();
      var known = new Person(person.traits(), person.lists(), in);
      for (var one : ordered.entrySet()) {
        Evaluation evaluation = Evaluation.of(one.getValue(), known, now);
        Bits bits = found.get(one.getKey());
        if (evaluation.holds()) {
          in.add(one.getKey());
          if (bits != null) {
            bits.add(member);
          }
        }
        if (evaluation.turns() != null) {
          turns.add(evaluation.turns());
        }
      }
    }
    dropCopies();
    return new Found(found, turns.stream().min(Instant::compareTo).orElse(null));
  }

  private void dropCopies() throws SQLException {
    try (Statement statement = tables.createStatement()) {
      for (String table : TABLES) {
        statement.execute("drop table " + COPIED + table);
      }
    }
  }

  /** What is known of a few people, in tables of this connection: scanned once, asked often. */
  static void copy(Connection tables, List<String> names, String who) throws SQLException {
    try (Statement statement = tables.createStatement()) {
      for (String table : names) {
        statement.execute(
            "create temp table %s%2$s as select * from %2$s where %3$s"
                .formatted(COPIED, table, who));
      }
    }
  }

  /** Whom time alone may have moved. */
  Set<Long> turned(Map<Long, Condition> ordered, Instant since) throws SQLException {
    String query = Windows.of(ordered.values(), Known.of(community, groups, "")).turned(since, now);
    return query == null ? Set.of() : Set.copyOf(longs(query));
  }

  /** Whose orders changed after a moment; where somebody asks for cells, whose cell did as well. */
  Set<Long> shifted(Map<Long, Condition> ordered, long after) throws SQLException {
    Set<String> asked =
        Asking.leaves(ordered.values())
            .flatMap(one -> one instanceof Condition.Has has ? Stream.of(has.list()) : Stream.of())
            .collect(Collectors.toSet());
    return Set.copyOf(
        longs(
            "select member_id from segment_shift where community_id = %s and mark > %d%s"
                .formatted(community, after, asked.contains("rfm") ? "" : " and not cell")));
  }

  @Nullable Instant next(Map<Long, Condition> ordered) throws SQLException {
    return next(ordered, Known.of(community, groups, ""));
  }

  private Found find(Map<Long, Condition> ordered, Set<Long> wanted, Fields fields)
      throws SQLException {
    Map<Long, Bits> members = new HashMap<>();
    try (Statement statement = tables.createStatement()) {
      for (var one : ordered.entrySet()) {
        statement.execute(
            "create temp table segment_%d as %s"
                .formatted(
                    one.getKey(), ConditionSql.query(one.getValue(), Map.of(), fields, now)));
        if (wanted.contains(one.getKey())) {
          Bits bits = Bits.none();
          try (ResultSet rows =
              statement.executeQuery("select member_id from segment_" + one.getKey())) {
            while (rows.next()) {
              bits.add(rows.getLong(1));
            }
          }
          members.put(one.getKey(), bits);
        }
      }
      for (long id : ordered.keySet()) {
        statement.execute("drop table segment_" + id);
      }
    }
    return new Found(members, next(ordered, fields));
  }

  private @Nullable Instant next(Map<Long, Condition> ordered, Fields fields) throws SQLException {
    String query = Windows.of(ordered.values(), fields).next(now);
    List<Long> at = query == null ? List.of() : longs(query);
    return at.isEmpty() || at.getFirst() == 0 ? null : Instant.ofEpochMilli(at.getFirst());
  }

  private List<Long> longs(String query) throws SQLException {
    List<Long> longs = new ArrayList<>();
    try (Statement statement = tables.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        longs.add(rows.getLong(1)); // 0 for null
      }
    }
    return longs;
  }

  /**
   * What has to be written so that {@code was} becomes what was found: pure.
   *
   * @param looked at whom; null for everybody
   * @param by what somebody moved
   */
  static Map<Long, BitSet> changed(
      long segment,
      Bits was,
      Bits found,
      @Nullable Bits looked,
      LongFunction<Cause> by,
      List<Move> moves) {
    Map<Long, BitSet> changed = new TreeMap<>();
    Set<Long> blocks = new TreeSet<>(found.blocks().keySet());
    blocks.addAll(was.blocks().keySet());
    for (long block : blocks) {
      BitSet before = was.blocks().getOrDefault(block, new BitSet());
      BitSet after = (BitSet) found.blocks().getOrDefault(block, new BitSet()).clone();
      BitSet differs = (BitSet) before.clone();
      differs.xor(after);
      if (looked != null) {
        differs.and(looked.blocks().getOrDefault(block, new BitSet()));
      }
      if (differs.isEmpty()) {
        continue;
      }
      BitSet next = (BitSet) before.clone();
      next.xor(differs);
      changed.put(block, next);
      differs.stream()
          .forEach(
              bit -> {
                long member = block * Bits.BLOCK + bit;
                moves.add(new Move(segment, member, next.get(bit), by.apply(member)));
              });
    }
    return changed;
  }
}
