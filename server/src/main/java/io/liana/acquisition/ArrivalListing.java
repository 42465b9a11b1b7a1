package io.liana.acquisition;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads arrivals, each with its newest correction. */
@Repository
class ArrivalListing {
  private static final String ARRIVAL =
      """
      select a.event_id, a.community_id, a.group_id, a.member_id, a.joined_at, a.how, a.visitor, a.sure, c.slug, c.label, a.first_channel_id,
             case when k.id is null then a.last_channel_id else k.channel_id end as channel_id, k.id is not null as corrected,
             a.first_at, a.last_at, a.left_at
        from acquisition_arrival a
        left join acquisition_code c on c.id = a.last_code_id
        left join lateral (select id, channel_id from acquisition_correction k where k.event_id = a.event_id order by id desc limit 1) k on true
      """;

  private final JdbcClient jdbc;

  ArrivalListing(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Arrival> find(Collection<Long> events) {
    return events.isEmpty()
        ? List.of()
        : jdbc.sql(ARRIVAL + " where a.event_id = any (:events)")
            .param("events", events.toArray(Long[]::new))
            .query(ArrivalListing::arrival)
            .list();
  }

  Optional<Arrival> latest(GroupId group, MemberId member) {
    return jdbc.sql(
            ARRIVAL
                + " where a.group_id = :group and a.member_id = :member order by a.event_id desc limit 1")
        .param("group", group.value())
        .param("member", member.value())
        .query(ArrivalListing::arrival)
        .optional();
  }

  /**
   * @param channel null for all, 0 for those that belong to none
   */
  record Wanted(@Nullable How how, @Nullable Long channel) {}

  List<Arrival> page(CommunityId community, Wanted wanted, long before, int limit) {
    How how = wanted.how();
    return jdbc.sql(
            "select * from ("
                + ARRIVAL
                + """
                   where a.community_id = :community and a.event_id < :before and (cast(:how as text) is null or a.how = :how)) a
                   where cast(:channel as bigint) is null or coalesce(a.channel_id, 0) = :channel
                   order by event_id desc limit :limit
                  """)
        .param("community", community.value())
        .param("before", before)
        .param("how", how == null ? null : how.code())
        .param("channel", wanted.channel())
        .param("limit", limit)
        .query(ArrivalListing::arrival)
        .list();
  }

  /** What an operator says stands beside what was found out; the newest counts. */
  void correct(long event, @Nullable Long channel, String by, Instant now) {
    jdbc.sql(
            "insert into acquisition_correction (event_id, channel_id, at, by) values (:event, :channel, :at, :by)")
        .param("event", event)
        .param("channel", channel)
        .param("at", StepStore.time(now))
        .param("by", by)
        .update();
  }

  private static Arrival arrival(ResultSet row, int n) throws SQLException {
    Long slug = row.getObject("slug", Long.class);
    return new Arrival(
        row.getLong("event_id"),
        new CommunityId(row.getLong("community_id")),
        new GroupId(row.getLong("group_id")),
        new MemberId(row.getLong("member_id")),
        ArrivalStore.time(row, "joined_at"),
        How.of(row.getString("how")),
        row.getObject("visitor", Long.class),
        row.getBoolean("sure"),
        slug == null ? null : Slug.text(slug),
        row.getString("label"),
        row.getObject("first_channel_id", Long.class),
        row.getObject("channel_id", Long.class),
        row.getBoolean("corrected"),
        instant(row, "first_at"),
        instant(row, "last_at"),
        instant(row, "left_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
