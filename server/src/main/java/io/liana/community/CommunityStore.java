package io.liana.community;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CommunityStore {
  private static final String COMMUNITY =
      "select id, name, zone, goal, charter, quiet_from, quiet_until, stage, created_at from community_community ";
  private static final String GROUP =
      """
      select g.id, g.community_id, g.name, g.platform, g.account, g.external_id, c.zone
        from community_group g join community_community c on c.id = g.community_id
      """;

  private final JdbcClient jdbc;

  CommunityStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  CommunityId insert(String name, ZoneId zone, String goal, Instant now) {
    return new CommunityId(
        jdbc.sql(
                "insert into community_community (name, zone, goal, created_at) values (:name, :zone, :goal, :now) returning id")
            .param("name", name)
            .param("zone", zone.getId())
            .param("goal", goal)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .query(Long.class)
            .single());
  }

  void update(Community community) {
    jdbc.sql(
            """
            update community_community
               set name = :name, zone = :zone, goal = :goal, charter = :charter,
                   quiet_from = :from, quiet_until = :until, stage = :stage
             where id = :id
            """)
        .param("id", community.id().value())
        .param("name", community.name())
        .param("zone", community.zone().getId())
        .param("goal", community.goal())
        .param("charter", community.charter())
        .param("from", community.quietFrom())
        .param("until", community.quietUntil())
        .param("stage", community.stage().code())
        .update();
  }

  /** Locks the community: two operators changing it at once change it one after the other. */
  Optional<Community> hold(CommunityId id) {
    return jdbc.sql(COMMUNITY + "where id = :id for no key update")
        .param("id", id.value())
        .query(CommunityStore::community)
        .optional();
  }

  Optional<Community> find(CommunityId id) {
    return jdbc.sql(COMMUNITY + "where id = :id")
        .param("id", id.value())
        .query(CommunityStore::community)
        .optional();
  }

  Optional<Community> findByName(String name) {
    return jdbc.sql(COMMUNITY + "where name = :name")
        .param("name", name)
        .query(CommunityStore::community)
        .optional();
  }

  List<Community> list(Long @Nullable [] scope) {
    return jdbc.sql(
            COMMUNITY + "where cast(:scope as bigint[]) is null or id = any(:scope) order by id")
        .param("scope", scope)
        .query(CommunityStore::community)
        .list();
  }

  /** An id no other group will have. */
  GroupId nextGroupId() {
    return new GroupId(
        jdbc.sql("select nextval(pg_get_serial_sequence('community_group', 'id'))")
            .query(Long.class)
            .single());
  }

  void insertGroup(
      GroupId id,
      CommunityId community,
      String name,
      String platform,
      String account,
      String externalId,
      Instant now) {
    jdbc.sql(
            """
            insert into community_group (id, community_id, name, platform, account, external_id, created_at)
            overriding system value values (:id, :community, :name, :platform, :account, :external, :now)
            """)
        .param("id", id.value())
        .param("community", community.value())
        .param("name", name)
        .param("platform", platform)
        .param("account", account)
        .param("external", externalId)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void moveGroup(GroupId id, String externalId) {
    jdbc.sql("update community_group set external_id = :external where id = :id")
        .param("external", externalId)
        .param("id", id.value())
        .update();
  }

  Optional<GroupView> findGroup(GroupId id) {
    return jdbc.sql(GROUP + "where g.id = :id")
        .param("id", id.value())
        .query(CommunityStore::group)
        .optional();
  }

  Map<GroupId, GroupView> findGroups(Collection<? extends GroupId> ids) {
    return jdbc
        .sql(GROUP + "where g.id = any (:ids)")
        .param("ids", ids.stream().map(GroupId::value).toArray(Long[]::new))
        .query(CommunityStore::group)
        .list()
        .stream()
        .collect(Collectors.toMap(GroupView::id, Function.identity()));
  }

  Optional<GroupView> findFirstGroup(String platform, String account) {
    return jdbc.sql(
            GROUP + "where g.platform = :platform and g.account = :account order by g.id limit 1")
        .param("platform", platform)
        .param("account", account)
        .query(CommunityStore::group)
        .optional();
  }

  Optional<GroupView> findGroupByName(String name) {
    return jdbc.sql(GROUP + "where g.name = :name")
        .param("name", name)
        .query(CommunityStore::group)
        .optional();
  }

  Optional<GroupView> findGroup(String platform, String account, String externalId) {
    return jdbc.sql(
            GROUP
                + "where g.platform = :platform and g.account = :account and g.external_id = :external")
        .param("platform", platform)
        .param("account", account)
        .param("external", externalId)
        .query(CommunityStore::group)
        .optional();
  }

  List<GroupView> listGroups(Long @Nullable [] scope, @Nullable Long community) {
    return jdbc.sql(
            GROUP
                + """
                where (cast(:scope as bigint[]) is null or g.community_id = any(:scope))
                  and (cast(:community as bigint) is null or g.community_id = :community)
                order by g.id
                """)
        .param("scope", scope)
        .param("community", community)
        .query(CommunityStore::group)
        .list();
  }

  static Community community(ResultSet row, int n) throws SQLException {
    return new Community(
        new CommunityId(row.getLong("id")),
        row.getString("name"),
        ZoneId.of(row.getString("zone")),
        row.getString("goal"),
        row.getString("charter"),
        row.getObject("quiet_from", LocalTime.class),
        row.getObject("quiet_until", LocalTime.class),
        CommunityStage.of(row.getString("stage")),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  static GroupView group(ResultSet row, int n) throws SQLException {
    return new GroupView(
        new GroupId(row.getLong("id")),
        new CommunityId(row.getLong("community_id")),
        row.getString("name"),
        row.getString("platform"),
        row.getString("account"),
        row.getString("external_id"),
        ZoneId.of(row.getString("zone")));
  }
}
