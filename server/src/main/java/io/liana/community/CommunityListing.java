package io.liana.community;

import io.liana.kernel.CommunityId;
import io.liana.kernel.Cursor;
import io.liana.kernel.GroupId;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Communities and groups by name, page by page, as screens show them. */
@Component
class CommunityListing {
  record CommunityRow(Community community, int groups) {}

  record GroupRow(GroupView group, Instant createdAt) {}

  private static final String COMMUNITY =
      """
      select c.id, c.name, c.zone, c.goal, c.charter, c.quiet_from, c.quiet_until, c.stage, c.created_at,
             (select count(*) from community_group g where g.community_id = c.id) as groups
        from community_community c
       where (cast(:scope as bigint[]) is null or c.id = any (:scope))
      """;
  private static final String GROUP =
      """
      select g.id, g.community_id, g.name, g.platform, g.account, g.external_id, g.created_at, c.zone
        from community_group g join community_community c on c.id = g.community_id
       where (cast(:scope as bigint[]) is null or g.community_id = any (:scope))
      """;

  private final JdbcClient jdbc;

  CommunityListing(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Page<CommunityRow> communities(Long @Nullable [] scope, String[] words, Paging paging) {
    Cursor after = paging.after();
    return Page.of(
        jdbc.sql(
                COMMUNITY
                    + """
                       and c.name ilike all (:words)
                       and (cast(:name as text) is null or (c.name, c.id) > (:name, :id))
                     order by c.name, c.id
                     limit :limit
                    """)
            .param("scope", scope)
            .param("words", words)
            .param("name", after == null ? null : after.text(0))
            .param("id", after == null ? 0 : after.number(1))
            .param("limit", paging.size() + 1)
            .query(
                (row, n) ->
                    new CommunityRow(CommunityStore.community(row, n), row.getInt("groups")))
            .list(),
        paging.size(),
        row -> Cursor.after(row.community().name(), row.community().id()));
  }

  Optional<CommunityRow> community(Long @Nullable [] scope, CommunityId id) {
    return jdbc.sql(COMMUNITY + " and c.id = :id")
        .param("scope", scope)
        .param("id", id.value())
        .query((row, n) -> new CommunityRow(CommunityStore.community(row, n), row.getInt("groups")))
        .optional();
  }

  Page<GroupRow> groups(
      Long @Nullable [] scope, @Nullable CommunityId community, String[] words, Paging paging) {
    Cursor after = paging.after();
    return Page.of(
        jdbc.sql(
                GROUP
                    + """
                       and (cast(:community as bigint) is null or g.community_id = :community)
                       and g.name ilike all (:words)
                       and (cast(:name as text) is null or (g.name, g.id) > (:name, :id))
                     order by g.name, g.id
                     limit :limit
                    """)
            .param("scope", scope)
            .param("community", community == null ? null : community.value())
            .param("words", words)
            .param("name", after == null ? null : after.text(0))
            .param("id", after == null ? 0 : after.number(1))
            .param("limit", paging.size() + 1)
            .query((row, n) -> new GroupRow(CommunityStore.group(row, n), created(row)))
            .list(),
        paging.size(),
        row -> Cursor.after(row.group().name(), row.group().id()));
  }

  Optional<GroupRow> group(Long @Nullable [] scope, GroupId id) {
    return jdbc.sql(GROUP + " and g.id = :id")
        .param("scope", scope)
        .param("id", id.value())
        .query((row, n) -> new GroupRow(CommunityStore.group(row, n), created(row)))
        .optional();
  }

  private static Instant created(ResultSet row) throws SQLException {
    return row.getObject("created_at", OffsetDateTime.class).toInstant();
  }
}
