package io.liana.acquisition;

import io.liana.acquisition.Target.Door;
import io.liana.kernel.CommunityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PlanStore {
  private static final String PLAN = "id, community_id, name, cast(document as text) as document";

  /** A plan as it is kept. */
  record Row(long id, CommunityId community, String name, Plan plan) {}

  private final JdbcClient jdbc;
  private final PlanReading reading;

  PlanStore(JdbcClient jdbc, PlanReading reading) {
    this.jdbc = jdbc;
    this.reading = reading;
  }

  long insert(CommunityId community, String name, Plan plan, Instant now) {
    long id =
        jdbc.sql(
                """
                insert into acquisition_plan (community_id, name, document, changed_at)
                values (:community, :name, cast(:document as jsonb), :now) returning id
                """)
            .param("community", community.value())
            .param("name", name)
            .param("document", reading.write(plan))
            .param("now", now.atOffset(ZoneOffset.UTC))
            .query(Long.class)
            .single();
    insertDoors(id, plan);
    return id;
  }

  void update(long id, String name, Plan plan, Instant now) {
    jdbc.sql(
            "update acquisition_plan set name = :name, document = cast(:document as jsonb), changed_at = :now where id = :id")
        .param("name", name)
        .param("document", reading.write(plan))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("id", id)
        .update();
    insertDoors(id, plan);
  }

  /** A door that was taken out of a plan keeps its row: people sit there. */
  private void insertDoors(long plan, Plan document) {
    jdbc.sql(
            """
            with gone as (
              update acquisition_door set listed = false where plan_id = :plan and listed and not key = any (:keys)
            )
            insert into acquisition_door (plan_id, key, group_id, url, via, seats, listed)
            select :plan, d.*, true from unnest(:keys, :groups, :urls, :vias, :seats) as d (key, group_id, url, via, seats)
            on conflict (plan_id, key) do update
              set group_id = excluded.group_id, url = excluded.url, via = coalesce(excluded.via, case when acquisition_door.corp is not null then acquisition_door.via end), seats = excluded.seats, listed = true
            """)
        .param("plan", plan)
        .param("keys", document.doors().stream().map(Door::key).toArray(String[]::new))
        .param("groups", document.doors().stream().map(Door::groupId).toArray(Long[]::new))
        .param("urls", document.doors().stream().map(Door::url).toArray(String[]::new))
        .param("seats", document.doors().stream().map(Door::seats).toArray(Integer[]::new))
        .param("vias", document.doors().stream().map(Door::via).toArray(String[]::new))
        .update();
  }

  Optional<Row> find(long id) {
    return jdbc.sql("select " + PLAN + " from acquisition_plan where id = :id")
        .param("id", id)
        .query(this::row)
        .optional();
  }

  List<Row> page(CommunityId community, long before, int limit) {
    return jdbc.sql(
            "select "
                + PLAN
                + " from acquisition_plan where community_id = :community and id < :before order by id desc limit :limit")
        .param("community", community.value())
        .param("before", before)
        .param("limit", limit)
        .query(this::row)
        .list();
  }

  Map<String, Long> doorIds(long plan) {
    Map<String, Long> ids = new HashMap<>();
    jdbc.sql("select key, id from acquisition_door where plan_id = :plan")
        .param("plan", plan)
        .query(
            row -> {
              ids.put(row.getString(1), row.getLong(2));
            });
    return ids;
  }

  /** Seats held or taken, by the key of the door. */
  Map<String, Integer> taken(long plan) {
    Map<String, Integer> taken = new HashMap<>();
    jdbc.sql("select key, taken from acquisition_door where plan_id = :plan")
        .param("plan", plan)
        .query(
            row -> {
              taken.put(row.getString(1), row.getInt(2));
            });
    return taken;
  }

  private Row row(ResultSet row, int n) throws SQLException {
    return new Row(
        row.getLong("id"),
        new CommunityId(row.getLong("community_id")),
        row.getString("name"),
        reading.kept(row.getString("document")));
  }
}
