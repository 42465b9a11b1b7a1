package io.liana.member;

import io.liana.channel.Person;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

@Repository
class MemberStore {
  private final JdbcTemplate jdbc;

  MemberStore(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  List<Account> accounts(String realm, Collection<String> keys) {
    return jdbc.query(
        "select member_id, external_id, name, bot from member_account where platform = ? and external_id = any(?)",
        MemberStore::account,
        realm,
        keys.toArray(String[]::new));
  }

  /**
   * Creates members for keys nobody has seen; a key another node created meanwhile is left as it
   * is.
   */
  List<Account> create(String realm, List<Person> people, Instant now) {
    return jdbc.query(
        """
        with fresh as (
          insert into member_account (platform, external_id, member_id, name, bot)
          select ?, p.key, nextval('member_member_id'), p.name, p.bot
            from unnest(?, ?, ?) as p (key, name, bot)
           order by p.key -- one order everywhere: no deadlock between two lanes meeting the same newcomers
          on conflict do nothing
          returning member_id, external_id, name, bot
        ), people as (
          insert into member_member (id, created_at) select member_id, ? from fresh
        )
        select member_id, external_id, name, bot from fresh
        """,
        MemberStore::account,
        realm,
        people.stream().map(Person::key).toArray(String[]::new),
        people.stream().map(MemberStore::shownName).toArray(String[]::new),
        people.stream().map(Person::bot).toArray(Boolean[]::new),
        now.atOffset(ZoneOffset.UTC));
  }

  void rename(String realm, List<Person> people) {
    jdbc.update(
        """
        update member_account a set name = p.name
          from unnest(?, ?) as p (key, name)
         where a.platform = ? and a.external_id = p.key and a.name <> p.name
        """,
        people.stream().map(Person::key).toArray(String[]::new),
        people.stream().map(MemberStore::shownName).toArray(String[]::new),
        realm);
  }

  List<Membership> memberships(Long[] groups, Long[] members) {
    return jdbc.query(
        """
        select m.group_id, m.member_id, m.role, m.whitelisted, m.first_seen_at, m.joined_at, m.left_at,
               exists (select 1 from member_account a where a.member_id = m.member_id and a.bot) as bot
          from unnest(?, ?) as k (group_id, member_id)
          join member_membership m on m.group_id = k.group_id and m.member_id = k.member_id
        """,
        MemberStore::membership,
        groups,
        members);
  }

  List<MemberId> leading(GroupId group) {
    return jdbc.query(
        "select member_id from member_membership where group_id = ? and role in ('owner', 'admin') and left_at is null order by member_id",
        (row, n) -> new MemberId(row.getLong(1)),
        group.value());
  }

  List<GroupId> groups(MemberId member) {
    return jdbc.query(
        "select group_id from member_membership where member_id = ?",
        (row, n) -> new GroupId(row.getLong(1)),
        member.value());
  }

  Map<MemberId, GroupId> presentIn(Collection<GroupId> groups, Collection<MemberId> members) {
    Map<MemberId, GroupId> in = new HashMap<>();
    jdbc.query(
        """
        select member_id, min(group_id) from member_membership
         where group_id = any (?) and member_id = any (?) and left_at is null
         group by member_id
        """,
        row -> {
          in.put(new MemberId(row.getLong(1)), new GroupId(row.getLong(2)));
        },
        groups.stream().map(GroupId::value).toArray(Long[]::new),
        members.stream().map(MemberId::value).toArray(Long[]::new));
    return in;
  }

  /** Makes sure everybody who was heard has a membership. */
  void enter(Long[] groups, Long[] members, String[] seen) {
    jdbc.update(
        """
        insert into member_membership (group_id, member_id, first_seen_at)
        select k.group_id, k.member_id, min(k.seen)
          from unnest(?, ?, cast(? as timestamptz[])) as k (group_id, member_id, seen)
         group by k.group_id, k.member_id
         order by k.group_id, k.member_id -- one order everywhere: no deadlock
        on conflict (group_id, member_id) do nothing
        """,
        groups,
        members,
        seen);
  }

  /** Takes over the roles a platform tells; the last one counts. */
  void roles(Long[] groups, Long[] members, String[] roles) {
    jdbc.update(
        """
        update member_membership m set role = k.role
          from (select distinct on (group_id, member_id) group_id, member_id, role
                  from unnest(?, ?, ?) with ordinality as k (group_id, member_id, role, n)
                 order by group_id, member_id, n desc) k
         where m.group_id = k.group_id and m.member_id = k.member_id and m.role <> k.role
        """,
        groups,
        members,
        roles);
  }

  void join(Long[] groups, Long[] members, String[] at) {
    jdbc.update(
        """
        update member_membership m set joined_at = k.at, left_at = null
          from unnest(?, ?, cast(? as timestamptz[])) as k (group_id, member_id, at)
         where m.group_id = k.group_id and m.member_id = k.member_id and coalesce(m.left_at, k.at) <= k.at
        """,
        groups,
        members,
        at);
  }

  void leave(Long[] groups, Long[] members, String[] at) {
    jdbc.update(
        """
        update member_membership m set left_at = k.at
          from unnest(?, ?, cast(? as timestamptz[])) as k (group_id, member_id, at)
         where m.group_id = k.group_id and m.member_id = k.member_id and coalesce(m.joined_at, k.at) <= k.at
        """,
        groups,
        members,
        at);
  }

  void markBots(String realm, Collection<String> keys) {
    jdbc.update(
        "update member_account set bot = true where platform = ? and external_id = any(?) and not bot",
        realm,
        keys.toArray(String[]::new));
  }

  List<Account> named(Collection<MemberId> members) {
    return jdbc.query(
        """
        select distinct on (member_id) member_id, external_id, name, bot
          from member_account where member_id = any(?) order by member_id, platform
        """,
        MemberStore::account,
        (Object) members.stream().map(MemberId::value).toArray(Long[]::new));
  }

  List<Account> accountsOf(String realm, Collection<MemberId> members) {
    return jdbc.query(
        "select member_id, external_id, name, bot from member_account where platform = ? and member_id = any(?)",
        MemberStore::account,
        realm,
        members.stream().map(MemberId::value).toArray(Long[]::new));
  }

  int changeMembership(
      GroupId group, MemberId member, Person.@Nullable Role role, @Nullable Boolean whitelisted) {
    return jdbc.update(
        """
        update member_membership
           set role = coalesce(?, role), whitelisted = coalesce(?, whitelisted)
         where group_id = ? and member_id = ?
        """,
        role == null ? null : role.name().toLowerCase(Locale.ROOT),
        whitelisted,
        group.value(),
        member.value());
  }

  static String shownName(Person person) {
    return person.name() == null || person.name().isBlank() ? person.key() : person.name();
  }

  private static Account account(ResultSet row, int n) throws SQLException {
    return new Account(
        new MemberId(row.getLong("member_id")),
        row.getString("external_id"),
        row.getString("name"),
        row.getBoolean("bot"));
  }

  private static Membership membership(ResultSet row, int n) throws SQLException {
    return new Membership(
        new GroupId(row.getLong("group_id")),
        new MemberId(row.getLong("member_id")),
        Person.Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
        row.getBoolean("bot"),
        row.getBoolean("whitelisted"),
        row.getObject("first_seen_at", OffsetDateTime.class).toInstant(),
        instant(row, "joined_at"),
        instant(row, "left_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
