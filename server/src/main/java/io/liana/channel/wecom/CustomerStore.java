package io.liana.channel.wecom;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who is whose customer. A row outlives the relation: somebody may come back. */
@Repository
class CustomerStore {
  private final JdbcClient jdbc;

  CustomerStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** An event that is older than what ended or began the relation changes nothing. */
  void added(
      String corp,
      String external,
      String staff,
      @Nullable String state,
      boolean half,
      Instant at) {
    jdbc.sql(
            """
            insert into channel_wecom_customer (corp, external_id, staff, state, half, added_at)
            values (:corp, :external, :staff, :state, :half, :at)
            on conflict (corp, external_id, staff) do update
               set state = coalesce(excluded.state, channel_wecom_customer.state), half = excluded.half, added_at = excluded.added_at,
                   ended_at = null, ended_by = null
             where excluded.added_at >= greatest(channel_wecom_customer.added_at, channel_wecom_customer.ended_at)
            """)
        .param("corp", corp)
        .param("external", external)
        .param("staff", staff)
        .param("state", state)
        .param("half", half)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  void ended(String corp, String external, String staff, String by, Instant at) {
    jdbc.sql(
            """
            insert into channel_wecom_customer (corp, external_id, staff, added_at, ended_at, ended_by)
            values (:corp, :external, :staff, :at, :at, :by)
            on conflict (corp, external_id, staff) do update
               set ended_at = excluded.ended_at, ended_by = excluded.ended_by
             where excluded.ended_at >= channel_wecom_customer.added_at
            """)
        .param("corp", corp)
        .param("external", external)
        .param("staff", staff)
        .param("by", by)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
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
  }
}
