package io.liana.scorecard;

import io.liana.community.GroupView;
import io.liana.insight.FactTables;
import io.liana.kernel.GroupId;
import io.liana.member.Presences;
import io.liana.member.Presences.Stay;
import io.liana.scorecard.Conducts.Kind;
import io.liana.scorecard.Conducts.Line;
import io.liana.scorecard.Roles.Holder;
import io.liana.scorecard.Roles.Silent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Reads what members of a group did, and says what they are to it. */
@Component
class ConductListing {
  /** A message directed at several stands in as many rows, one after the other. */
  private static final String LINES =
      """
      with machine as (select distinct member_id from fact_event where group_id = ? and bot and member_id is not null)
      select e.at_ms, e.seq, e.day, e.kind, e.member_id, e.text_length, e.question, d.to_member
        from fact_event e
        left join fact_directed d on d.group_id = e.group_id and d.seq = e.seq and d.day = e.day
         and d.to_member not in (select member_id from machine)
       where e.group_id = ? and e.day between ? and ? and not e.bot and e.member_id is not null
         and e.kind in ('message', 'media', 'action', 'invite', 'kick', 'mute', 'topic')
       order by e.at_ms, e.seq, d.to_member
      """;

  private static final String FIRST_DAYS =
      """
      select member_id, min(day) from fact_event
       where group_id = ? and day <= ? and kind in ('message', 'media', 'action') and not bot and member_id is not null
       group by member_id
      """;

  private final FactTables facts;
  private final Presences presences;

  ConductListing(FactTables facts, Presences presences) {
    this.facts = facts;
    this.presences = presences;
  }

  /**
   * @param members in the group at some time of the four weeks, as far as anybody told
   * @param speakers of them, or of who nobody told that they are in
   * @param gone left, and not back when the four weeks ended
   */
  record Cast(long members, long speakers, Set<Long> gone, Map<PlayedRole, List<Holder>> holders) {}

  /**
   * @param weeks one period of four weeks
   */
  Cast cast(GroupView group, Windows weeks) {
    facts.catchUp();
    Set<Long> links = facts.links(group.id(), weeks.begins(0), weeks.ends(0));
    Conducts conducts = facts.read(tables -> conducts(tables, group.id(), weeks.last(), links));
    Instant end = weeks.ends(0);
    Map<Long, Stay> stays = presences.stays(group.id(), end);
    List<Conduct> all = conducts.all();
    Set<Long> spoke =
        all.stream()
            .filter(one -> one.messages() > 0)
            .map(Conduct::member)
            .collect(Collectors.toSet());
    Set<Long> gone = new HashSet<>();
    List<Silent> silent = new ArrayList<>();
    stays.forEach(
        (member, stay) -> {
          if (!stay.lasts(end)) {
            gone.add(member);
          } else if (!spoke.contains(member)) {
            silent.add(
                new Silent(member, Math.toIntExact(Duration.between(stay.since(), end).toDays())));
          }
        });
    Map<PlayedRole, List<Holder>> holders =
        new HashMap<>(Roles.of(all, conducts.usualLength(), silent));
    holders.computeIfPresent(
        PlayedRole.AT_RISK,
        (role, those) -> those.stream().filter(one -> !gone.contains(one.member())).toList());
    long in =
        stays.values().stream()
            .filter(one -> one.left() == null || !one.left().isBefore(weeks.begins(0)))
            .count();
    return new Cast(Math.max(in, spoke.size()), spoke.size(), gone, holders);
  }

  /**
   * @param last day of the four weeks, since 1970-01-01
   * @param links of the four weeks: the events that are messages with one
   */
  static Conducts conducts(Connection facts, GroupId group, int last, Set<Long> links)
      throws SQLException {
    Conducts conducts = new Conducts(last, firstDays(facts, group, last));
    try (PreparedStatement statement = facts.prepareStatement(LINES)) {
      statement.setLong(1, group.value());
      statement.setLong(2, group.value());
      statement.setInt(3, last - Conducts.DAYS + 1);
      statement.setInt(4, last);
      try (ResultSet rows = statement.executeQuery()) {
        each(rows, links, conducts);
      }
    }
    return conducts;
  }

  private static void each(ResultSet rows, Set<Long> links, Conducts into) throws SQLException {
    boolean more = rows.next();
    while (more) {
      long seq = rows.getLong("seq");
      String kind = rows.getString("kind");
      boolean says = kind.equals("message") || kind.equals("media") || kind.equals("action");
      long at = rows.getLong("at_ms");
      int day = rows.getInt("day");
      long member = rows.getLong("member_id");
      int length = kind.equals("media") ? 0 : rows.getInt("text_length");
      boolean question = rows.getBoolean("question");
      List<Long> to = new ArrayList<>();
      do {
        long target = rows.getLong("to_member");
        if (!rows.wasNull()) {
          to.add(target);
        }
        more = rows.next();
      } while (more && rows.getLong("seq") == seq);
      into.take(
          new Line(
              at,
              day,
              says ? Kind.MESSAGE : Kind.ACT,
              member,
              says ? length : 0,
              question,
              links.contains(seq),
              to));
    }
  }

  private static Map<Long, Integer> firstDays(Connection facts, GroupId group, int last)
      throws SQLException {
    Map<Long, Integer> first = new HashMap<>();
    try (PreparedStatement statement = facts.prepareStatement(FIRST_DAYS)) {
      statement.setLong(1, group.value());
      statement.setInt(2, last);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          first.put(rows.getLong(1), rows.getInt(2));
        }
      }
    }
    return first;
  }
}
