package io.liana.member;

import io.liana.channel.Person;
import io.liana.community.GroupView;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads members, accounts and memberships the way screens show them. */
@Component
class MemberListing {
  /** Somebody in a group, by the name they go by there. */
  record InGroup(
      MemberId member,
      String name,
      boolean bot,
      Person.Role role,
      boolean whitelisted,
      @Nullable Instant joinedAt,
      @Nullable Instant leftAt) {}

  /**
   * @param realm see {@link GroupView#realm}
   */
  record KnownAs(String realm, String externalId, String name) {
    String platform() {
      return realm.contains(":") ? realm.substring(0, realm.indexOf(':')) : realm;
    }
  }

  /**
   * Whom to show; null means: no matter.
   *
   * @param words for {@code ilike all}, see {@link io.liana.kernel.Given#words}
   * @param in true for those who are in, false for those who left
   */
  record Wanted(
      String[] words,
      Person.@Nullable Role role,
      @Nullable Boolean in,
      @Nullable Boolean whitelisted,
      @Nullable MemberId only) {
    static Wanted just(MemberId member) {
      return new Wanted(new String[0], null, null, null, member);
    }
  }

  private final JdbcClient jdbc;

  MemberListing(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Everybody who is wanted, in no order. */
  List<InGroup> inGroup(GroupView group, Wanted wanted) {
    return jdbc.sql(
            """
            select m.member_id, coalesce(a.name, '#' || m.member_id) as name, coalesce(a.bot, false) as bot,
                   m.role, m.whitelisted, m.joined_at, m.left_at
              from member_membership m
              left join lateral (select name, bot from member_account
                                  where member_id = m.member_id
                                  order by platform = :realm desc, platform, external_id limit 1) a on true
             where m.group_id = :group
               and (cast(:only as bigint) is null or m.member_id = :only)
               and (cast(:role as text) is null or m.role = :role)
               and (cast(:present as boolean) is null or (m.left_at is null) = :present)
               and (cast(:whitelisted as boolean) is null or m.whitelisted = :whitelisted)
               and coalesce(a.name, '') ilike all (:words)
            """)
        .param("realm", group.realm())
        .param("group", group.id().value())
        .param("only", wanted.only() == null ? null : wanted.only().value())
        .param("role", wanted.role() == null ? null : code(wanted.role()))
        .param("present", wanted.in())
        .param("whitelisted", wanted.whitelisted())
        .param("words", wanted.words())
        .query(
            (row, n) ->
                new InGroup(
                    new MemberId(row.getLong("member_id")),
                    row.getString("name"),
                    row.getBoolean("bot"),
                    role(row),
                    row.getBoolean("whitelisted"),
                    time(row, "joined_at"),
                    time(row, "left_at")))
        .list();
  }

  Optional<Instant> firstKnown(MemberId member) {
    return jdbc.sql("select created_at from member_member where id = :id")
        .param("id", member.value())
        .query((row, n) -> row.getObject("created_at", OffsetDateTime.class).toInstant())
        .optional();
  }

  List<KnownAs> accounts(MemberId member) {
    return jdbc.sql(
            "select platform, external_id, name from member_account where member_id = :id order by platform, external_id")
        .param("id", member.value())
        .query(
            (row, n) ->
                new KnownAs(
                    row.getString("platform"), row.getString("external_id"), row.getString("name")))
        .list();
  }

  List<Membership> memberships(MemberId member) {
    return jdbc.sql(
            """
            select group_id, role, whitelisted, first_seen_at, joined_at, left_at
              from member_membership where member_id = :id order by first_seen_at desc, group_id
            """)
        .param("id", member.value())
        .query(
            (row, n) ->
                new Membership(
                    new GroupId(row.getLong("group_id")),
                    member,
                    role(row),
                    false,
                    row.getBoolean("whitelisted"),
                    row.getObject("first_seen_at", OffsetDateTime.class).toInstant(),
                    time(row, "joined_at"),
                    time(row, "left_at")))
        .list();
  }

  /**
   * Distinct people who are in; bots are none.
   *
   * @param keys what to count by, one for each of {@code groups}; a key without people is absent
   */
  Map<Long, Integer> people(Long[] keys, Long[] groups) {
    Map<Long, Integer> people = new HashMap<>();
    jdbc.sql(
            """
            select k.key, count(distinct m.member_id) as people
              from unnest(:keys, :groups) as k (key, group_id)
              join member_membership m on m.group_id = k.group_id
             where m.left_at is null
               and not exists (select from member_account a where a.member_id = m.member_id and a.bot)
             group by k.key
            """)
        .param("keys", keys)
        .param("groups", groups)
        .query(
            row -> {
              people.put(row.getLong("key"), row.getInt("people"));
            });
    return people;
  }

  static String code(Person.Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  static Person.Role role(String code) {
    return Person.Role.valueOf(code.toUpperCase(Locale.ROOT));
  }

  private static Person.Role role(ResultSet row) throws SQLException {
    return role(row.getString("role"));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
