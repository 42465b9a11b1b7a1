package io.liana.acquisition;

import io.liana.kernel.CommunityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CostBatchStore {
  private static final String BATCH =
      "id, community_id, given_at, given_by, days, amount, taken_back_at, taken_back_by";

  /** The day has no table after this one that still counts. */
  private static final String THE_LAST =
      """
      not exists (
             select 1
               from acquisition_cost_batch_day l join acquisition_cost_batch b on b.id = l.batch_id
              where l.channel_id = d.channel_id and l.day = d.day and l.batch_id > d.batch_id
                and b.taken_back_at is null)
      """;

  /**
   * @param before null where the day had no cost
   */
  record Change(long channel, LocalDate day, long amount, @Nullable Long before) {}

  private final JdbcClient jdbc;

  CostBatchStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One table after the other: two at once would both believe to be the first. */
  void oneAtATime(CommunityId community) {
    jdbc.sql(
            "select id from acquisition_channel where community_id = :community order by id for no key update")
        .param("community", community.value())
        .query(Long.class)
        .list();
  }

  /** Writes the costs, too. */
  long insert(CommunityId community, List<Change> changes, Instant now, String by) {
    long id =
        jdbc.sql(
                """
                insert into acquisition_cost_batch (community_id, given_at, given_by, days, amount)
                values (:community, :now, :by, :days, :amount)
                returning id
                """)
            .param("community", community.value())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("by", by)
            .param("days", changes.size())
            .param("amount", changes.stream().mapToLong(Change::amount).sum())
            .query(Long.class)
            .single();
    jdbc.sql(
            """
            with given as (
              insert into acquisition_cost_batch_day (batch_id, channel_id, day, amount, amount_before)
              select :batch, n.channel_id, n.day, n.amount, n.amount_before
                from unnest(:channels, cast(:days as date[]), :amounts, :befores) as n (channel_id, day, amount, amount_before)
              returning channel_id, day, amount
            )
            insert into acquisition_cost (channel_id, day, amount)
            select channel_id, day, amount from given order by channel_id, day
            on conflict (channel_id, day) do update set amount = excluded.amount
            """)
        .param("batch", id)
        .param("channels", changes.stream().map(Change::channel).toArray(Long[]::new))
        .param("days", changes.stream().map(one -> one.day().toString()).toArray(String[]::new))
        .param("amounts", changes.stream().map(Change::amount).toArray(Long[]::new))
        .param("befores", changes.stream().map(Change::before).toArray(Long[]::new))
        .update();
    return id;
  }

  Optional<CostBatch> find(long id) {
    return jdbc.sql("select " + BATCH + " from acquisition_cost_batch where id = :id")
        .param("id", id)
        .query(CostBatchStore::batch)
        .optional();
  }

  List<CostBatch> page(CommunityId community, long before, int limit) {
    return jdbc.sql(
            "select "
                + BATCH
                + """
                   from acquisition_cost_batch
                  where community_id = :community and id < :before
                  order by id desc limit :limit
                 """)
        .param("community", community.value())
        .param("before", before)
        .param("limit", limit)
        .query(CostBatchStore::batch)
        .list();
  }

  /**
   * Every day is what it was before the table, if it is still what the table made of it. Where a
   * later table counts, that one goes back to what was before this one.
   *
   * @return how many days changed
   */
  int takeBack(long id, Instant now, String by) {
    handOn(id);
    int restored =
        jdbc.sql(
                    """
                    update acquisition_cost k
                       set amount = d.amount_before
                      from acquisition_cost_batch_day d
                     where d.batch_id = :batch and k.channel_id = d.channel_id and k.day = d.day and k.amount = d.amount
                       and d.amount_before is not null and
                    """
                        + THE_LAST)
                .param("batch", id)
                .update()
            + jdbc.sql(
                    """
                    delete from acquisition_cost k
                     using acquisition_cost_batch_day d
                     where d.batch_id = :batch and k.channel_id = d.channel_id and k.day = d.day and k.amount = d.amount
                       and d.amount_before is null and
                    """
                        + THE_LAST)
                .param("batch", id)
                .update();
    jdbc.sql(
            "update acquisition_cost_batch set taken_back_at = :now, taken_back_by = :by where id = :batch")
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("by", by)
        .param("batch", id)
        .update();
    return restored;
  }

  private void handOn(long id) {
    jdbc.sql(
            """
            update acquisition_cost_batch_day n
               set amount_before = d.amount_before
              from acquisition_cost_batch_day d
             where d.batch_id = :batch and n.channel_id = d.channel_id and n.day = d.day and n.amount_before = d.amount
               and n.batch_id = (
                     select min(l.batch_id)
                       from acquisition_cost_batch_day l join acquisition_cost_batch b on b.id = l.batch_id
                      where l.channel_id = d.channel_id and l.day = d.day and l.batch_id > d.batch_id
                        and b.taken_back_at is null)
            """)
        .param("batch", id)
        .update();
  }

  private static CostBatch batch(ResultSet row, int n) throws SQLException {
    OffsetDateTime back = row.getObject("taken_back_at", OffsetDateTime.class);
    return new CostBatch(
        row.getLong("id"),
        new CommunityId(row.getLong("community_id")),
        row.getObject("given_at", OffsetDateTime.class).toInstant(),
        row.getString("given_by"),
        row.getInt("days"),
        row.getLong("amount"),
        back == null ? null : back.toInstant(),
        row.getString("taken_back_by"));
  }
}
