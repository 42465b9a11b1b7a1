package io.liana.channel.wecom;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/** WeCom's numbers by owner and day, and ours beside them. */
@Repository
class StatisticStore {
  /** What WeCom counted. */
  record Counted(
      int newGroups,
      int groups,
      int groupsWithMessages,
      int newMembers,
      int members,
      int membersWithMessages,
      int messages) {}

  /**
   * @param wecom null where WeCom told nothing of this owner and day
   * @param ourMessages messages of the archive and of events, in the owner's present groups
   * @param ourJoins joins and invitations there
   */
  record Row(LocalDate day, String owner, @Nullable Counted wecom, int ourMessages, int ourJoins) {}

  private final JdbcClient jdbc;

  StatisticStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The newest days in between that were not read. */
  List<LocalDate> missing(String corp, LocalDate first, LocalDate last, int most) {
    return jdbc.sql(
            """
            select d::date from generate_series(cast(:first as timestamp), cast(:last as timestamp), interval '1 day') as d
             where not exists (select from channel_wecom_statistic_day where corp = :corp and day = d::date)
             order by d desc limit :most
            """)
        .param("corp", corp)
        .param("first", first.atStartOfDay())
        .param("last", last.atStartOfDay())
        .param("most", most)
        .query(LocalDate.class)
        .list();
  }

  /** In the caller's transaction. */
  void save(String corp, LocalDate day, String owner, JsonNode data) {
    jdbc.sql(
            """
            insert into channel_wecom_statistic (corp, day, owner, new_groups, groups, groups_with_messages, new_members, members, members_with_messages, messages)
            values (:corp, :day, :owner, :newGroups, :groups, :groupsWith, :newMembers, :members, :membersWith, :messages)
            on conflict (corp, day, owner) do update
               set new_groups = excluded.new_groups, groups = excluded.groups, groups_with_messages = excluded.groups_with_messages,
                   new_members = excluded.new_members, members = excluded.members,
                   members_with_messages = excluded.members_with_messages, messages = excluded.messages
            """)
        .param("corp", corp)
        .param("day", day)
        .param("owner", owner)
        .param("newGroups", data.path("new_chat_cnt").asInt(0))
        .param("groups", data.path("chat_total").asInt(0))
        .param("groupsWith", data.path("chat_has_msg").asInt(0))
        .param("newMembers", data.path("new_member_cnt").asInt(0))
        .param("members", data.path("member_total").asInt(0))
        .param("membersWith", data.path("member_has_msg").asInt(0))
        .param("messages", data.path("msg_total").asInt(0))
        .update();
  }

  void read(String corp, LocalDate day, Instant now) {
    jdbc.sql(
            "insert into channel_wecom_statistic_day (corp, day, read_at) values (:corp, :day, :now) on conflict do nothing")
        .param("corp", corp)
        .param("day", day)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Owners of groups we know, also of those who left. */
  List<String> owners(String corp) {
    return jdbc.sql(
            "select distinct owner from channel_wecom_chat where corp = :corp and owner <> '' order by owner")
        .param("corp", corp)
        .query(String.class)
        .list();
  }

  /** The newest day first; both ends included. */
  List<Row> beside(String corp, LocalDate first, LocalDate last, int most) {
    return jdbc.sql(
            """
            with ours as (
              select cast(e.at at time zone 'Asia/Shanghai' as date) as day, c.owner,
                     count(*) filter (where e.kind in ('message', 'media')) as messages,
                     count(*) filter (where e.kind in ('join', 'invite')) as joins
                from channel_wecom_chat c
                join channel_account_group g on g.platform = 'wecom' and g.account = c.corp and g.external_id = c.chat_id
                join channel_event e on e.group_id = g.group_id
               where c.corp = :corp and c.owner <> ''
                 and e.at >= cast(:first as timestamp) at time zone 'Asia/Shanghai'
                 and e.at < cast(:after as timestamp) at time zone 'Asia/Shanghai'
               group by 1, 2
            )
            select coalesce(s.day, o.day) as day, coalesce(s.owner, o.owner) as owner, s.owner is not null as told,
                   s.new_groups, s.groups, s.groups_with_messages, s.new_members, s.members, s.members_with_messages, s.messages,
                   coalesce(o.messages, 0) as our_messages, coalesce(o.joins, 0) as our_joins
              from (select * from channel_wecom_statistic where corp = :corp and day between :firstDay and :lastDay) s
              full join ours o on o.day = s.day and o.owner = s.owner
             order by 1 desc, 2 limit :most
            """)
        .param("corp", corp)
        .param("first", first.atStartOfDay())
        .param("after", last.plusDays(1).atStartOfDay())
        .param("firstDay", first)
        .param("lastDay", last)
        .param("most", most)
        .query(
            (row, n) ->
                new Row(
                    row.getObject("day", LocalDate.class),
                    row.getString("owner"),
                    row.getBoolean("told")
                        ? new Counted(
                            row.getInt("new_groups"),
                            row.getInt("groups"),
                            row.getInt("groups_with_messages"),
                            row.getInt("new_members"),
                            row.getInt("members"),
                            row.getInt("members_with_messages"),
                            row.getInt("messages"))
                        : null,
                    row.getInt("our_messages"),
                    row.getInt("our_joins")))
        .list();
  }
}
