package io.liana.acquisition;

import io.liana.kernel.CommunityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ChannelStore {
  private static final String CHANNEL =
      "id, community_id, parent_id, name, owner_id, budget, starts_on, ends_on";

  /** What a channel cost on one day, in 分. */
  record Cost(long channel, LocalDate day, long amount) {}

  private final JdbcClient jdbc;

  ChannelStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Channel insert(Channel draft, Instant now) {
    return jdbc.sql(
            """
            insert into acquisition_channel (community_id, parent_id, name, owner_id, budget, starts_on, ends_on, created_at)
            values (:community, :parent, :name, :owner, :budget, :starts, :ends, :now)
            returning
            """
                + CHANNEL)
        .param("community", draft.community().value())
        .param("parent", draft.parent())
        .param("name", draft.name())
        .param("owner", draft.owner())
        .param("budget", draft.budget())
        .param("starts", draft.startsOn())
        .param("ends", draft.endsOn())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(ChannelStore::channel)
        .single();
  }

  Channel update(Channel channel) {
    return jdbc.sql(
            """
            update acquisition_channel
               set name = :name, owner_id = :owner, budget = :budget, starts_on = :starts, ends_on = :ends
             where id = :id
            returning
            """
                + CHANNEL)
        .param("name", channel.name())
        .param("owner", channel.owner())
        .param("budget", channel.budget())
        .param("starts", channel.startsOn())
        .param("ends", channel.endsOn())
        .param("id", channel.id())
        .query(ChannelStore::channel)
        .single();
  }

  Optional<Channel> find(long id) {
    return jdbc.sql("select " + CHANNEL + " from acquisition_channel where id = :id")
        .param("id", id)
        .query(ChannelStore::channel)
        .optional();
  }

  /** The whole tree of a community, parents before children. */
  List<Channel> of(CommunityId community) {
    return jdbc.sql(
            "select "
                + CHANNEL
                + " from acquisition_channel where community_id = :community order by id")
        .param("community", community.value())
        .query(ChannelStore::channel)
        .list();
  }

  /** The same day again replaces what it was. */
  void putCost(Cost cost) {
    jdbc.sql(
            """
            insert into acquisition_cost (channel_id, day, amount) values (:channel, :day, :amount)
            on conflict (channel_id, day) do update set amount = excluded.amount
            """)
        .param("channel", cost.channel())
        .param("day", cost.day())
        .param("amount", cost.amount())
        .update();
  }

  record Day(long channel, LocalDate day) {}

  /** What is known of these days. */
  Map<Day, Long> costsOn(Collection<Day> days) {
    Map<Day, Long> costs = new HashMap<>();
    jdbc.sql(
            """
            select k.channel_id, k.day, k.amount
              from unnest(:channels, cast(:days as date[])) as d (channel_id, day)
              join acquisition_cost k on k.channel_id = d.channel_id and k.day = d.day
            """)
        .param("channels", days.stream().map(Day::channel).toArray(Long[]::new))
        .param("days", days.stream().map(day -> day.day().toString()).toArray(String[]::new))
        .query(
            row -> {
              costs.put(
                  new Day(row.getLong("channel_id"), row.getObject("day", LocalDate.class)),
                  row.getLong("amount"));
            });
    return costs;
  }

  /** In 分, by channel, both days included. */
  Map<Long, Long> costs(CommunityId community, LocalDate from, LocalDate to) {
    Map<Long, Long> costs = new HashMap<>();
    jdbc.sql(
            """
            select k.channel_id, sum(k.amount) as amount
              from acquisition_cost k join acquisition_channel c on c.id = k.channel_id
             where c.community_id = :community and k.day between :from and :to
             group by 1
            """)
        .param("community", community.value())
        .param("from", from)
        .param("to", to)
        .query(
            row -> {
              costs.put(row.getLong("channel_id"), row.getLong("amount"));
            });
    return costs;
  }

  private static Channel channel(ResultSet row, int n) throws SQLException {
    return new Channel(
        row.getLong("id"),
        new CommunityId(row.getLong("community_id")),
        row.getObject("parent_id", Long.class),
        row.getString("name"),
        row.getObject("owner_id", Long.class),
        row.getObject("budget", Long.class),
        row.getObject("starts_on", LocalDate.class),
        row.getObject("ends_on", LocalDate.class));
  }
}
