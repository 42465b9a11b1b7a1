package io.liana.acquisition;

import io.liana.kernel.CommunityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CodeStore {
  private static final String CODE =
      "id, slug, community_id, channel_id, plan_id, label, disabled, expires_at";

  private final JdbcClient jdbc;

  CodeStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @return empty where the slug is another code's
   */
  Optional<LiveCode> insert(LiveCode draft, Instant now) {
    return jdbc.sql(
            """
            insert into acquisition_code (slug, community_id, channel_id, plan_id, label, expires_at, created_at, changed_at)
            values (:slug, :community, :channel, :plan, :label, :expires, :now, :now)
            on conflict (slug) do nothing
            returning
            """
                + CODE)
        .param("slug", draft.slug())
        .param("community", draft.community().value())
        .param("channel", draft.channel())
        .param("plan", draft.plan())
        .param("label", draft.label())
        .param("expires", time(draft.expiresAt()))
        .param("now", time(now))
        .query(CodeStore::code)
        .optional();
  }

  LiveCode update(LiveCode code, Instant now) {
    return jdbc.sql(
            """
            update acquisition_code
               set channel_id = :channel, plan_id = :plan, label = :label, disabled = :disabled, expires_at = :expires, changed_at = :now
             where id = :id
            returning
            """
                + CODE)
        .param("channel", code.channel())
        .param("plan", code.plan())
        .param("label", code.label())
        .param("disabled", code.disabled())
        .param("expires", time(code.expiresAt()))
        .param("now", time(now))
        .param("id", code.id())
        .query(CodeStore::code)
        .single();
  }

  Optional<LiveCode> find(long slug) {
    return jdbc.sql("select " + CODE + " from acquisition_code where slug = :slug")
        .param("slug", slug)
        .query(CodeStore::code)
        .optional();
  }

  List<LiveCode> page(
      CommunityId community, @Nullable Long channel, @Nullable Long plan, long before, int limit) {
    return jdbc.sql(
            "select "
                + CODE
                + """
                   from acquisition_code
                  where community_id = :community and id < :before
                    and (cast(:channel as bigint) is null or channel_id = :channel)
                    and (cast(:plan as bigint) is null or plan_id = :plan)
                  order by id desc limit :limit
                 """)
        .param("community", community.value())
        .param("channel", channel)
        .param("plan", plan)
        .param("before", before)
        .param("limit", limit)
        .query(CodeStore::code)
        .list();
  }

  /** By their ids, however many they are. */
  List<LiveCode> changedSince(Instant since, long after, int most) {
    return jdbc.sql(
            "select "
                + CODE
                + " from acquisition_code where changed_at >= :since and id > :after order by id limit :most")
        .param("since", time(since))
        .param("after", after)
        .param("most", most)
        .query(CodeStore::code)
        .list();
  }

  record Named(@Nullable Long channel, String label) {}

  /** What the codes of a plan are called. */
  Set<Named> named(CommunityId community, long plan) {
    return new HashSet<>(
        jdbc.sql(
                "select channel_id, label from acquisition_code where community_id = :community and plan_id = :plan")
            .param("community", community.value())
            .param("plan", plan)
            .query(
                (row, n) ->
                    new Named(row.getObject("channel_id", Long.class), row.getString("label")))
            .list());
  }

  boolean any() {
    return jdbc.sql("select exists (select 1 from acquisition_code)").query(Boolean.class).single();
  }

  boolean any(CommunityId community) {
    return jdbc.sql(
            "select exists (select 1 from acquisition_code where community_id = :community)")
        .param("community", community.value())
        .query(Boolean.class)
        .single();
  }

  private static LiveCode code(ResultSet row, int n) throws SQLException {
    OffsetDateTime expires = row.getObject("expires_at", OffsetDateTime.class);
    return new LiveCode(
        row.getLong("id"),
        row.getLong("slug"),
        new CommunityId(row.getLong("community_id")),
        row.getObject("channel_id", Long.class),
        row.getLong("plan_id"),
        row.getString("label"),
        row.getBoolean("disabled"),
        expires == null ? null : expires.toInstant());
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }
}
