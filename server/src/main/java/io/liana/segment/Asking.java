package io.liana.segment;

import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.insight.FactTables;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Problem;
import io.liana.segment.Fields.Field;
import io.liana.segment.Fields.Kind;
import io.liana.segment.Person.Item;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks the facts: how many, who, and why one of them. */
@Component
class Asking {
  private static final Map<String, Field> WAY =
      Map.of(WaySql.FITS, Field.of(Kind.NUMBER, WaySql.FITS));

  private final FactTables facts;
  private final PeopleFeed feed;
  private final Groups groups;
  private final Clock clock;

  Asking(FactTables facts, PeopleFeed feed, Groups groups, Clock clock) {
    this.facts = facts;
    this.feed = feed;
    this.groups = groups;
    this.clock = clock;
  }

  /**
   * @param of members of the community
   * @param some of them, by their numbers
   */
  record Counted(long people, long of, List<MemberId> some) {}

  /**
   * @param before see {@link References#before}
   */
  Counted count(
      CommunityId community, Condition condition, Map<Long, Condition> before, int preview) {
    feed.catchUp();
    Fields fields = fields(community);
    String query = ConditionSql.query(condition, before, fields, clock.instant());
    return facts.read(
        tables -> {
          try (Statement statement = tables.createStatement()) {
            long of = longs(statement, "select count(*) from " + fields.people() + " p").getFirst();
            statement.execute("create temp table counted as " + query);
            List<Long> some =
                longs(
                    statement, "select member_id from counted order by member_id limit " + preview);
            long people = longs(statement, "select count(*) from counted").getFirst();
            statement.execute("drop table counted");
            return new Counted(people, of, some.stream().map(MemberId::new).toList());
          }
        });
  }

  Bits everybody(CommunityId community, Condition condition, Map<Long, Condition> before) {
    feed.catchUp();
    String query = ConditionSql.query(condition, before, fields(community), clock.instant());
    return facts.read(
        tables -> {
          Bits bits = Bits.none();
          try (Statement statement = tables.createStatement();
              ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
              bits.add(rows.getLong(1));
            }
          }
          return bits;
        });
  }

  /**
   * @throws Problem 404 for who is no member of the community
   */
  Evaluation explain(
      CommunityId community, Condition condition, Map<Long, Condition> before, MemberId member) {
    feed.refresh();
    Fields fields = fields(community, Following.COPIED);
    Instant now = clock.instant();
    List<Condition> asked = new ArrayList<>(before.values());
    asked.add(condition);
    Person person =
        facts
            .read(
                tables -> {
                  facts.copyEvents(tables, Following.COPIED + "fact_event", member);
                  List<String> needed = needed(fields, asked, now);
                  Following.copy(tables, needed, "member_id = " + member);
                  return person(tables, fields, asked, now, member.value());
                })
            .orElseThrow(() -> Problem.missing("member", member));
    Set<Long> in = new HashSet<>();
    var known = new Person(person.traits(), person.lists(), in);
    before.forEach(
        (segment, one) -> {
          if (Evaluation.of(one, known, now).holds()) {
            in.add(segment);
          }
        });
    return Evaluation.of(condition, known, now);
  }

  /** The tables of persons these conditions look at: each is a scan of its own. */
  private static List<String> needed(Fields fields, Collection<Condition> asked, Instant now) {
    String looked =
        fields.people()
            + leaves(asked)
                .map(
                    one ->
                        switch (one) {
                          case Condition.Has has ->
                              Objects.requireNonNull(fields.lists().get(has.list())).from();
                          case Condition.Funnel way -> ConditionSql.events(way, fields, now);
                          case Condition.All _,
                              Condition.Any _,
                              Condition.None _,
                              Condition.Trait _,
                              Condition.InSegment _ ->
                              "";
                        })
                .collect(Collectors.joining(" "));
    return PeopleFeed.OWN.stream()
        .filter(table -> looked.contains(Following.COPIED + table + ' '))
        .toList();
  }

  private Fields fields(CommunityId community) {
    return fields(community, "");
  }

  private Fields fields(CommunityId community, String prefix) {
    List<GroupId> ids = groups.of(List.of(community)).stream().map(GroupView::id).toList();
    return Known.of(community, ids, prefix);
  }

  /** The conditions these are made of. */
  static Stream<Condition> leaves(Collection<Condition> conditions) {
    return conditions.stream()
        .flatMap(
            one ->
                switch (one) {
                  case Condition.All(List<Condition> of) -> leaves(of);
                  case Condition.Any(List<Condition> of) -> leaves(of);
                  case Condition.None(List<Condition> of) -> leaves(of);
                  case Condition.Has _,
                      Condition.Funnel _,
                      Condition.Trait _,
                      Condition.InSegment _ ->
                      Stream.of(one);
                });
  }

  /** What some conditions ask of one person; empty for who is not there. */
  static Optional<Person> person(
      Connection tables, Fields fields, Collection<Condition> asked, Instant now, long member)
      throws SQLException {
    try (Statement statement = tables.createStatement()) {
      List<Map<String, Value>> people =
          rows(statement, fields.traits(), null, fields.people() + " p", member).stream()
              .map(Item::fields)
              .toList();
      if (people.isEmpty()) {
        return Optional.empty();
      }
      Map<String, List<Item>> found = new HashMap<>();
      for (Condition one : leaves(asked).toList()) {
        if (one instanceof Condition.Has has && !found.containsKey(has.list())) {
          Fields.Listed list = Objects.requireNonNull(fields.lists().get(has.list()));
          found.put(has.list(), rows(statement, list.fields(), list.at(), list.from(), member));
        }
        if (one instanceof Condition.Funnel way && !found.containsKey(way.way())) {
          String events = "(%s) e".formatted(ConditionSql.events(way, fields, now));
          found.put(way.way(), rows(statement, WAY, "at_ms", events, member));
        }
      }
      return Optional.of(new Person(people.getFirst(), found, Set.of()));
    }
  }

  private static List<Item> rows(
      Statement statement, Map<String, Field> fields, @Nullable String at, String from, long member)
      throws SQLException {
    List<Item> items = new ArrayList<>();
    String columns =
        fields.values().stream().map(Field::column).collect(Collectors.joining(", "))
            + (at == null ? "" : ", " + at);
    try (ResultSet row =
        statement.executeQuery(
            "select %s from %s where member_id = %d%s"
                .formatted(columns, from, member, fields == WAY ? " order by at_ms, seq" : ""))) {
      while (row.next()) {
        Map<String, Value> values = new LinkedHashMap<>();
        int column = 0;
        for (var field : fields.entrySet()) {
          Value value = value(row, ++column, field.getValue().kind());
          if (value != null) {
            values.put(field.getKey(), value);
          }
        }
        items.add(
            new Item(at == null ? null : Instant.ofEpochMilli(row.getLong(column + 1)), values));
      }
    }
    return items;
  }

  private static @Nullable Value value(ResultSet row, int column, Kind kind) throws SQLException {
    String text = row.getString(column);
    if (text == null) {
      return null;
    }
    return switch (kind) {
      case NUMBER -> new Value.Amount(row.getDouble(column));
      case WORD, CODE -> new Value.Word(text);
      case TIME -> new Value.At(Instant.ofEpochMilli(row.getLong(column)));
    };
  }

  private static List<Long> longs(Statement statement, String query) throws SQLException {
    List<Long> longs = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        longs.add(rows.getLong(1));
      }
    }
    return longs;
  }
}
