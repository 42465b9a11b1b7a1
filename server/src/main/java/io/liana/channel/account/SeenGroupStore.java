package io.liana.channel.account;

import io.liana.channel.Person;
import io.liana.kernel.GroupId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SeenGroupStore {
  private static final String GROUP =
      """
      select external_id, name, members, role, present, group_id, seen_at, passed_by, last_passed_at, compared_at, drift, drifted_at
        from channel_account_group
       where platform = :platform and account = :account
      """;

  private final JdbcClient jdbc;

  SeenGroupStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void upsert(String platform, String account, List<SeenGroup> groups, Instant now) {
    jdbc.sql(
            """
            insert into channel_account_group (platform, account, external_id, name, members, role, seen_at)
            select :platform, :account, g.external_id, g.name, g.members, g.role, :now
              from unnest(cast(:ids as text[]), cast(:names as text[]), cast(:members as int[]), cast(:roles as text[]))
                     as g (external_id, name, members, role)
             order by g.external_id
            on conflict (platform, account, external_id) do update
               set name = excluded.name, members = coalesce(excluded.members, channel_account_group.members),
                   role = coalesce(excluded.role, channel_account_group.role), present = true, seen_at = excluded.seen_at,
                   compare_at = case when channel_account_group.present then channel_account_group.compare_at end
            """)
        .param("platform", platform)
        .param("account", account)
        .param("ids", groups.stream().map(SeenGroup::externalId).toArray(String[]::new))
        .param("names", groups.stream().map(SeenGroup::name).toArray(String[]::new))
        .param("members", groups.stream().map(SeenGroup::members).toArray(Integer[]::new))
        .param("roles", groups.stream().map(group -> role(group.role())).toArray(String[]::new))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Everything not in {@code ids} is not there any more. */
  void onlyPresent(String platform, String account, List<String> ids) {
    jdbc.sql(
            "update channel_account_group set present = false where platform = :platform and account = :account and present and external_id <> all (:ids)")
        .param("platform", platform)
        .param("account", account)
        .param("ids", ids.toArray(String[]::new))
        .update();
  }

  void gone(String platform, String account, String externalId) {
    jdbc.sql(
            "update channel_account_group set present = false where platform = :platform and account = :account and external_id = :id")
        .param("platform", platform)
        .param("account", account)
        .param("id", externalId)
        .update();
  }

  void passed(String platform, String account, String externalId, long events, Instant last) {
    jdbc.sql(
            """
            insert into channel_account_group (platform, account, external_id, name, seen_at, passed_by, last_passed_at)
            values (:platform, :account, :id, :id, :last, :events, :last)
            on conflict (platform, account, external_id) do update
               set passed_by = channel_account_group.passed_by + excluded.passed_by,
                   last_passed_at = greatest(channel_account_group.last_passed_at, excluded.last_passed_at)
            """)
        .param("platform", platform)
        .param("account", account)
        .param("id", externalId)
        .param("events", events)
        .param("last", last.atOffset(ZoneOffset.UTC))
        .update();
  }

  void place(String platform, String account, String externalId, GroupId group) {
    jdbc.sql(
            "update channel_account_group set group_id = :group where platform = :platform and account = :account and external_id = :id")
        .param("platform", platform)
        .param("account", account)
        .param("id", externalId)
        .param("group", group.value())
        .update();
  }

  /** The group goes on under another id, unless that one is known already. */
  void rename(String platform, String account, String from, String to) {
    jdbc.sql(
            """
            update channel_account_group set external_id = :to
             where platform = :platform and account = :account and external_id = :from
               and not exists (select from channel_account_group known
                                where known.platform = :platform and known.account = :account and known.external_id = :to)
            """)
        .param("platform", platform)
        .param("account", account)
        .param("from", from)
        .param("to", to)
        .update();
  }

  /** What has a place is remembered: the account may come back. */
  void forgetUnplaced(String platform, String account) {
    jdbc.sql(
            "delete from channel_account_group where platform = :platform and account = :account and group_id is null")
        .param("platform", platform)
        .param("account", account)
        .update();
  }

  Optional<SeenGroup.Known> hold(String platform, String account, String externalId) {
    return jdbc.sql(GROUP + " and external_id = :id for update")
        .param("platform", platform)
        .param("account", account)
        .param("id", externalId)
        .query(SeenGroupStore::known)
        .optional();
  }

  List<SeenGroup.Known> list(String platform, String account) {
    return jdbc.sql(GROUP + " order by external_id")
        .param("platform", platform)
        .param("account", account)
        .query(SeenGroupStore::known)
        .list();
  }

  private static @Nullable String role(Person.@Nullable Role role) {
    return role == null ? null : role.name().toLowerCase(Locale.ROOT);
  }

  private static SeenGroup.Known known(ResultSet row, int n) throws SQLException {
    String role = row.getString("role");
    Long place = row.getObject("group_id", Long.class);
    return new SeenGroup.Known(
        new SeenGroup(
            row.getString("external_id"),
            row.getString("name"),
            row.getObject("members", Integer.class),
            role == null ? null : Person.Role.valueOf(role.toUpperCase(Locale.ROOT))),
        row.getBoolean("present"),
        place == null ? null : new GroupId(place),
        row.getObject("seen_at", OffsetDateTime.class).toInstant(),
        row.getLong("passed_by"),
        instant(row, "last_passed_at"),
        instant(row, "compared_at"),
        row.getLong("drift"),
        instant(row, "drifted_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
