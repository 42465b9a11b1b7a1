package io.liana.channel.wecom;

import io.liana.channel.wecom.Chat.Change;
import io.liana.channel.wecom.Chat.Seat;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Customer groups, who is in them, and events that are not applied yet. */
@Repository
class ChatStore {
  /**
   * @param read it was read at least once
   * @param told its members are in the inbox
   */
  record Known(Chat chat, boolean read, boolean told, boolean dismissed) {}

  private final JdbcClient jdbc;
  private final JsonMapper json;

  ChatStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** An event and the group it is about. */
  record Heard(String chat, Change change) {}

  void remember(String corp, List<Heard> heard) {
    jdbc.sql(
            """
            insert into channel_wecom_chat_change (id, corp, chat_id, at, change, scene, users, last_ver, cur_ver)
            select (c.change ->> 'id')::bigint, :corp, c.chat, (c.change ->> 'at')::timestamptz, c.change ->> 'change', (c.change ->> 'scene')::int,
                   array(select jsonb_array_elements_text(c.change -> 'users')), c.change ->> 'last', c.change ->> 'current'
              from jsonb_to_recordset(cast(:heard as jsonb)) as c (chat text, change jsonb)
            on conflict do nothing
            """)
        .param("corp", corp)
        .param("heard", json.writeValueAsString(heard))
        .update();
  }

  List<Change> waiting(String corp, String chat) {
    return jdbc.sql(
            """
            select id, at, change, scene, users, last_ver, cur_ver from channel_wecom_chat_change
             where corp = :corp and chat_id = :chat order by id
            """)
        .param("corp", corp)
        .param("chat", chat)
        .query(ChatStore::change)
        .list();
  }

  void applied(Collection<Change> changes) {
    jdbc.sql("delete from channel_wecom_chat_change where id = any (:ids)")
        .param("ids", changes.stream().map(Change::id).toArray(Long[]::new))
        .update();
  }

  Optional<Known> find(String corp, String chat) {
    Map<String, Seat> members = new HashMap<>();
    jdbc.sql(
            """
            select user_id, staff, name, joined_at, scene, state, invitor from channel_wecom_chat_member
             where corp = :corp and chat_id = :chat
            """)
        .param("corp", corp)
        .param("chat", chat)
        .query(ChatStore::seat)
        .list()
        .forEach(seat -> members.put(seat.user(), seat));
    return jdbc.sql(
            """
            select name, owner, admins, member_version, read_at is not null as read, told, dismissed_at is not null as dismissed
              from channel_wecom_chat where corp = :corp and chat_id = :chat
            """)
        .param("corp", corp)
        .param("chat", chat)
        .query(
            (row, n) ->
                new Known(
                    new Chat(
                        chat,
                        row.getString("name"),
                        row.getString("owner"),
                        List.of(texts(row.getArray("admins"))),
                        row.getString("member_version"),
                        Map.copyOf(members)),
                    row.getBoolean("read"),
                    row.getBoolean("told"),
                    row.getBoolean("dismissed")))
        .optional();
  }

  Optional<String> owner(String corp, String chat) {
    return jdbc.sql(
            "select owner from channel_wecom_chat where corp = :corp and chat_id = :chat and dismissed_at is null")
        .param("corp", corp)
        .param("chat", chat)
        .query(String.class)
        .optional();
  }

  /** Ids of groups that live, for the periodic look at each. */
  List<String> alive(String corp) {
    return jdbc.sql(
            "select chat_id from channel_wecom_chat where corp = :corp and dismissed_at is null order by chat_id")
        .param("corp", corp)
        .query(String.class)
        .list();
  }

  /** In the caller's transaction. */
  void save(String corp, Chat chat, boolean told, int drift, Instant readAt) {
    jdbc.sql(
            """
            insert into channel_wecom_chat (corp, chat_id, name, owner, admins, member_version, read_at, told, drift)
            values (:corp, :chat, :name, :owner, :admins, :version, :now, :told, :drift)
            on conflict (corp, chat_id) do update
               set name = excluded.name, owner = excluded.owner, admins = excluded.admins, member_version = excluded.member_version,
                   read_at = excluded.read_at, told = excluded.told, drift = channel_wecom_chat.drift + excluded.drift
            """)
        .param("corp", corp)
        .param("chat", chat.id())
        .param("name", chat.name())
        .param("owner", chat.owner())
        .param("admins", chat.admins().toArray(String[]::new))
        .param("version", chat.version())
        .param("now", readAt.atOffset(ZoneOffset.UTC))
        .param("told", told)
        .param("drift", drift)
        .update();
    saveMembers(corp, chat, readAt);
  }

  private void saveMembers(String corp, Chat chat, Instant readAt) {
    List<Seat> seats = List.copyOf(chat.members().values());
    jdbc.sql(
            """
            delete from channel_wecom_chat_member
             where corp = :corp and chat_id = :chat and user_id <> all (:users)
            """)
        .param("corp", corp)
        .param("chat", chat.id())
        .param("users", seats.stream().map(Seat::user).toArray(String[]::new))
        .update();
    jdbc.sql(
            """
            insert into channel_wecom_chat_member (corp, chat_id, user_id, staff, name, joined_at, scene, state, invitor)
            select :corp, :chat, m.*
              from unnest(cast(:users as text[]), cast(:staff as boolean[]), cast(:names as text[]), cast(:times as timestamptz[]),
                          cast(:scenes as int[]), cast(:states as text[]), cast(:invitors as text[]))
                     as m (user_id, staff, name, joined_at, scene, state, invitor)
            on conflict (corp, chat_id, user_id) do update
               set staff = excluded.staff, name = coalesce(excluded.name, channel_wecom_chat_member.name), joined_at = excluded.joined_at,
                   scene = excluded.scene, state = excluded.state, invitor = excluded.invitor
            """)
        .param("corp", corp)
        .param("chat", chat.id())
        .param("users", seats.stream().map(Seat::user).toArray(String[]::new))
        .param("staff", seats.stream().map(Seat::staff).toArray(Boolean[]::new))
        .param("names", seats.stream().map(Seat::name).toArray(String[]::new))
        .param(
            "times", seats.stream().map(seat -> seat.joinedAt().toString()).toArray(String[]::new))
        .param("scenes", seats.stream().map(Seat::scene).toArray(Integer[]::new))
        .param("states", seats.stream().map(Seat::state).toArray(String[]::new))
        .param("invitors", seats.stream().map(Seat::invitor).toArray(String[]::new))
        .update();
    followWays(corp, chat.id(), readAt);
  }

  /**
   * Who came by a code, and whether they are still there: a seat itself is gone with its member.
   */
  private void followWays(String corp, String chat, Instant now) {
    jdbc.sql(
            """
            insert into channel_wecom_way_join (corp, code, chat_id, user_id, joined_at)
            select corp, state, chat_id, user_id, joined_at from channel_wecom_chat_member
             where corp = :corp and chat_id = :chat and state <> ''
            on conflict do nothing
            """)
        .param("corp", corp)
        .param("chat", chat)
        .update();
    jdbc.sql(
            """
            update channel_wecom_way_join j set left_at = :now
             where corp = :corp and chat_id = :chat and left_at is null
               and not exists (select from channel_wecom_chat_member m
                                where m.corp = j.corp and m.chat_id = j.chat_id and m.user_id = j.user_id and m.joined_at = j.joined_at)
            """)
        .param("corp", corp)
        .param("chat", chat)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void dismissed(String corp, String chat, Instant at) {
    jdbc.sql(
            """
            insert into channel_wecom_chat (corp, chat_id, dismissed_at) values (:corp, :chat, :at)
            on conflict (corp, chat_id) do update set dismissed_at = excluded.dismissed_at
            """)
        .param("corp", corp)
        .param("chat", chat)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql(
            "update channel_wecom_way_join set left_at = :at where corp = :corp and chat_id = :chat and left_at is null")
        .param("corp", corp)
        .param("chat", chat)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static Change change(ResultSet row, int n) throws SQLException {
    return new Change(
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("change"),
        row.getObject("scene", Integer.class),
        List.of(texts(row.getArray("users"))),
        row.getString("last_ver"),
        row.getString("cur_ver"));
  }

  private static Seat seat(ResultSet row, int n) throws SQLException {
    return new Seat(
        row.getString("user_id"),
        row.getBoolean("staff"),
        row.getString("name"),
        row.getObject("joined_at", OffsetDateTime.class).toInstant(),
        row.getObject("scene", Integer.class),
        row.getString("state"),
        row.getString("invitor"));
  }

  private static String[] texts(Array stored) throws SQLException {
    return (String[]) stored.getArray();
  }
}
