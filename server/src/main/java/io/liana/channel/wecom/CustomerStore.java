package io.liana.channel.wecom;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who is whose customer. A row outlives the relation: somebody may come back. */
@Repository
class CustomerStore {
  // The event and what is read later tell of the same arrival with seconds in between.
  private static final String ARRIVED =
      """
      insert into channel_wecom_arrival (corp, external_id, staff, at, code)
      select :corp, :external, :staff, :at, :code
       where not exists (select from channel_wecom_arrival
                          where corp = :corp and external_id = :external and staff = :staff
                            and at between cast(:at as timestamptz) - interval '30 seconds' and cast(:at as timestamptz) + interval '30 seconds')
      on conflict do nothing
      """;

  private final JdbcClient jdbc;
  private final NamedParameterJdbcTemplate batches;

  CustomerStore(JdbcClient jdbc, NamedParameterJdbcTemplate batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** What WeCom calls this person, as a customer and in groups. */
  Set<String> names(String person) {
    return jdbc.sql(
            """
            select name from channel_wecom_customer where external_id = :person and name <> ''
             union
            select name from channel_wecom_chat_member where user_id = :person and name <> ''
            """)
        .param("person", person)
        .query(String.class)
        .set();
  }

  /**
   * What an event told of a relation.
   *
   * @param state of the contact way they came by, if any
   * @param endedBy null where it began
   */
  record Relation(
      String external,
      String staff,
      @Nullable String state,
      boolean half,
      Instant at,
      @Nullable String endedBy) {}

  /**
   * In their order. An event that is older than what ended or began the relation changes nothing.
   */
  void told(String corp, List<Relation> relations) {
    batches.batchUpdate(
        """
        insert into channel_wecom_customer (corp, external_id, staff, state, half, added_at, ended_at, ended_by)
        values (:corp, :external, :staff, :state, :half, :at, case when cast(:by as text) is null then null else cast(:at as timestamptz) end, :by)
        on conflict (corp, external_id, staff) do update
           set state = coalesce(excluded.state, channel_wecom_customer.state),
               half = case when excluded.ended_by is null then excluded.half else channel_wecom_customer.half end,
               added_at = case when excluded.ended_by is null then excluded.added_at else channel_wecom_customer.added_at end,
               ended_at = excluded.ended_at, ended_by = excluded.ended_by
         where excluded.added_at >= case when excluded.ended_by is null
                 then greatest(channel_wecom_customer.added_at, channel_wecom_customer.ended_at) else channel_wecom_customer.added_at end
        """,
        relations.stream()
            .map(
                each ->
                    new MapSqlParameterSource("corp", corp)
                        .addValue("external", each.external())
                        .addValue("staff", each.staff())
                        .addValue("state", each.state())
                        .addValue("half", each.half())
                        .addValue("at", each.at().atOffset(ZoneOffset.UTC))
                        .addValue("by", each.endedBy()))
            .toArray(SqlParameterSource[]::new));
    batches.batchUpdate(
        ARRIVED,
        relations.stream()
            .filter(each -> each.endedBy() == null)
            .map(each -> arrived(corp, each.external(), each.staff(), each.state(), each.at()))
            .toArray(SqlParameterSource[]::new));
  }

  private static SqlParameterSource arrived(
      String corp, String external, String staff, @Nullable String state, Instant at) {
    return new MapSqlParameterSource("corp", corp)
        .addValue("external", external)
        .addValue("staff", staff)
        .addValue("code", state == null ? "" : state)
        .addValue("at", at.atOffset(ZoneOffset.UTC));
  }

  void read(
      String corp,
      String external,
      String staff,
      String name,
      @Nullable String state,
      List<String> tags,
      Instant addedAt,
      Instant now) {
    jdbc.sql(
            """
            insert into channel_wecom_customer (corp, external_id, staff, name, state, tags, added_at, read_at)
            values (:corp, :external, :staff, :name, :state, :tags, :added, :now)
            on conflict (corp, external_id, staff) do update
               set name = excluded.name, state = coalesce(excluded.state, channel_wecom_customer.state),
                   tags = excluded.tags, read_at = excluded.read_at
            """)
        .param("corp", corp)
        .param("external", external)
        .param("staff", staff)
        .param("name", name)
        .param("state", state)
        .param("tags", tags.toArray(String[]::new))
        .param("added", addedAt.atOffset(ZoneOffset.UTC))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
    batches.update(ARRIVED, arrived(corp, external, staff, state, addedAt));
  }

  /** Who of the staff has this customer now. */
  List<StaffSide.Relation> relations(String corp, String external) {
    return jdbc.sql(
            """
            select staff, name, state, added_at,
                   array(select coalesce(t.name, u.tag)
                           from unnest(c.tags) with ordinality as u (tag, position)
                           left join channel_wecom_tag t on t.corp = c.corp and t.id = u.tag
                          order by u.position) as tags
              from channel_wecom_customer c
             where corp = :corp and external_id = :external and ended_at is null order by added_at, staff
            """)
        .param("corp", corp)
        .param("external", external)
        .query(
            (row, n) ->
                new StaffSide.Relation(
                    row.getString("staff"),
                    row.getString("name"),
                    row.getString("state"),
                    List.of((String[]) row.getArray("tags").getArray()),
                    row.getObject("added_at", java.time.OffsetDateTime.class).toInstant()))
        .list();
  }
}
