package io.liana.channel.sandbox;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SandboxStore {
  record Account(long id, String name, String persona, boolean bot) {}

  record Room(long id, long communityId, long groupId, String name) {}

  record Seat(
      Account account,
      String role,
      boolean present,
      boolean banned,
      @Nullable Instant joinedAt,
      @Nullable Instant mutedUntil,
      @Nullable Long invitedBy) {}

  record Message(
      long id,
      Instant at,
      String type,
      @Nullable Long accountId,
      @Nullable Long targetId,
      String text,
      @Nullable Long replyTo,
      List<Long> mentions,
      @Nullable Instant editedAt,
      @Nullable Instant recalledAt,
      @Nullable Long recalledBy) {}

  private static final String MESSAGE =
      "select id, at, type, account_id, target_id, text, reply_to, mentions, edited_at, recalled_at, recalled_by from channel_sandbox_message ";

  private final JdbcClient jdbc;

  SandboxStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Account> accounts() {
    return jdbc.sql("select id, name, persona, bot from channel_sandbox_account order by id")
        .query(SandboxStore::account)
        .list();
  }

  Optional<Account> account(long id) {
    return jdbc.sql("select id, name, persona, bot from channel_sandbox_account where id = :id")
        .param("id", id)
        .query(SandboxStore::account)
        .optional();
  }

  Optional<Account> accountNamed(String name) {
    return jdbc.sql("select id, name, persona, bot from channel_sandbox_account where name = :name")
        .param("name", name)
        .query(SandboxStore::account)
        .optional();
  }

  /** Empty when the name is taken. */
  Optional<Long> insertAccount(String name, String persona, boolean bot) {
    return jdbc.sql(
            "insert into channel_sandbox_account (name, persona, bot) values (:name, :persona, :bot) on conflict do nothing returning id")
        .param("name", name)
        .param("persona", persona)
        .param("bot", bot)
        .query(Long.class)
        .optional();
  }

  /** Empty when the name is taken. */
  Optional<Long> insertRoom(CommunityId community, String name, Instant now) {
    return jdbc.sql(
            "insert into channel_sandbox_room (community_id, name, created_at) values (:community, :name, :now) on conflict do nothing returning id")
        .param("community", community.value())
        .param("name", name)
        .param("now", time(now))
        .query(Long.class)
        .optional();
  }

  void place(long room, GroupId group) {
    jdbc.sql("update channel_sandbox_room set group_id = :group where id = :room")
        .param("group", group.value())
        .param("room", room)
        .update();
  }

  /** Locks the room: everything in a room happens one after the other. */
  Optional<Room> lockRoom(long id) {
    return jdbc.sql(
            "select id, community_id, group_id, name from channel_sandbox_room where id = :id for update")
        .param("id", id)
        .query(SandboxStore::room)
        .optional();
  }

  Optional<Room> room(long id) {
    return jdbc.sql(
            "select id, community_id, group_id, name from channel_sandbox_room where id = :id")
        .param("id", id)
        .query(SandboxStore::room)
        .optional();
  }

  List<Room> rooms(Long @Nullable [] scope, @Nullable Long community) {
    return jdbc.sql(
            """
            select id, community_id, group_id, name from channel_sandbox_room
             where (cast(:scope as bigint[]) is null or community_id = any(:scope))
               and (cast(:community as bigint) is null or community_id = :community)
             order by id
            """)
        .param("scope", scope)
        .param("community", community)
        .query(SandboxStore::room)
        .list();
  }

  List<Seat> seats(long room) {
    return jdbc.sql(
            """
            select a.id, a.name, a.persona, a.bot, s.role, s.present, s.banned, s.joined_at, s.muted_until, s.invited_by
              from channel_sandbox_seat s join channel_sandbox_account a on a.id = s.account_id
             where s.room_id = :room
             order by s.joined_at, a.id
            """)
        .param("room", room)
        .query(SandboxStore::seat)
        .list();
  }

  Optional<Seat> seat(long room, long account) {
    return seats(room).stream().filter(seat -> seat.account().id() == account).findFirst();
  }

  void sit(long room, long account, String role, @Nullable Long invitedBy, Instant now) {
    jdbc.sql(
            """
            insert into channel_sandbox_seat (room_id, account_id, role, joined_at, invited_by)
            values (:room, :account, :role, :now, :inviter)
            on conflict (room_id, account_id) do update
               set role = excluded.role, present = true, joined_at = excluded.joined_at, invited_by = excluded.invited_by, muted_until = null
            """)
        .param("room", room)
        .param("account", account)
        .param("role", role)
        .param("now", time(now))
        .param("inviter", invitedBy)
        .update();
  }

  void stand(long room, long account, boolean banned) {
    jdbc.sql(
            "update channel_sandbox_seat set present = false, banned = banned or :banned, role = 'member' where room_id = :room and account_id = :account")
        .param("room", room)
        .param("account", account)
        .param("banned", banned)
        .update();
  }

  void liftBan(long room, long account) {
    jdbc.sql(
            "update channel_sandbox_seat set banned = false where room_id = :room and account_id = :account")
        .param("room", room)
        .param("account", account)
        .update();
  }

  void role(long room, long account, String role) {
    jdbc.sql(
            "update channel_sandbox_seat set role = :role where room_id = :room and account_id = :account")
        .param("room", room)
        .param("account", account)
        .param("role", role)
        .update();
  }

  void mute(long room, long account, @Nullable Instant until) {
    jdbc.sql(
            "update channel_sandbox_seat set muted_until = :until where room_id = :room and account_id = :account")
        .param("room", room)
        .param("account", account)
        .param("until", until == null ? null : time(until))
        .update();
  }

  /** Empty when a message with this command key is there already. */
  Optional<Long> insertMessage(
      long room,
      String type,
      @Nullable Long account,
      @Nullable Long target,
      String text,
      @Nullable Long replyTo,
      List<Long> mentions,
      @Nullable String commandKey,
      Instant now) {
    return jdbc.sql(
            """
            insert into channel_sandbox_message (room_id, at, type, account_id, target_id, text, reply_to, mentions, command_key)
            values (:room, :now, :type, :account, :target, :text, :reply, :mentions, :key)
            on conflict (command_key) do nothing
            returning id
            """)
        .param("room", room)
        .param("now", time(now))
        .param("type", type)
        .param("account", account)
        .param("target", target)
        .param("text", text)
        .param("reply", replyTo)
        .param("mentions", mentions.toArray(Long[]::new))
        .param("key", commandKey)
        .query(Long.class)
        .optional();
  }

  Optional<Long> messageOfCommand(String commandKey) {
    return jdbc.sql("select id from channel_sandbox_message where command_key = :key")
        .param("key", commandKey)
        .query(Long.class)
        .optional();
  }

  Optional<Message> message(long room, long id) {
    return jdbc.sql(MESSAGE + "where room_id = :room and id = :id")
        .param("room", room)
        .param("id", id)
        .query(SandboxStore::message)
        .optional();
  }

  List<Message> messages(long room, long before, int limit) {
    return jdbc.sql(
            MESSAGE + "where room_id = :room and id < :before order by id desc limit :limit")
        .param("room", room)
        .param("before", before)
        .param("limit", limit)
        .query(SandboxStore::message)
        .list();
  }

  void edit(long message, String text, Instant now) {
    jdbc.sql("update channel_sandbox_message set text = :text, edited_at = :now where id = :id")
        .param("id", message)
        .param("text", text)
        .param("now", time(now))
        .update();
  }

  void recall(long message, long by, Instant now) {
    jdbc.sql(
            "update channel_sandbox_message set recalled_at = :now, recalled_by = :by where id = :id")
        .param("id", message)
        .param("by", by)
        .param("now", time(now))
        .update();
  }

  static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static Account account(ResultSet row, int n) throws SQLException {
    return new Account(
        row.getLong("id"), row.getString("name"), row.getString("persona"), row.getBoolean("bot"));
  }

  private static Room room(ResultSet row, int n) throws SQLException {
    return new Room(
        row.getLong("id"),
        row.getLong("community_id"),
        row.getLong("group_id"),
        row.getString("name"));
  }

  private static Seat seat(ResultSet row, int n) throws SQLException {
    return new Seat(
        account(row, n),
        row.getString("role"),
        row.getBoolean("present"),
        row.getBoolean("banned"),
        instant(row, "joined_at"),
        instant(row, "muted_until"),
        row.getObject("invited_by", Long.class));
  }

  private static Message message(ResultSet row, int n) throws SQLException {
    return new Message(
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("type"),
        row.getObject("account_id", Long.class),
        row.getObject("target_id", Long.class),
        row.getString("text"),
        row.getObject("reply_to", Long.class),
        Arrays.asList((Long[]) row.getArray("mentions").getArray()),
        instant(row, "edited_at"),
        instant(row, "recalled_at"),
        row.getObject("recalled_by", Long.class));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
