package io.liana.channel.telegram;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Tables {@code channel_telegram_chat}, {@code _staff} and {@code _user}. */
@Repository
class TelegramStore {
  private static final String CHAT =
      "select account, chat_id, group_key, kind, title, status, rights, changed_at from channel_telegram_chat ";

  private final JdbcClient jdbc;

  TelegramStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param username lower case, without @
   */
  record User(long id, @Nullable String username, String name) {}

  /** The names and the handle of a user, as all our bots know them. */
  Set<String> handles(long user) {
    return jdbc.sql(
            """
            select name from channel_telegram_user where user_id = :user
             union
            select username from channel_telegram_user where user_id = :user and username is not null
            """)
        .param("user", user)
        .query(String.class)
        .set();
  }

  List<Chat> chats(String account) {
    return jdbc.sql(CHAT + "where account = :account order by chat_id")
        .param("account", account)
        .query(TelegramStore::chat)
        .list();
  }

  Optional<Chat> chat(String account, long id) {
    return jdbc.sql(CHAT + "where account = :account and chat_id = :chat")
        .param("account", account)
        .param("chat", id)
        .query(TelegramStore::chat)
        .optional();
  }

  /**
   * Writes a chat; its group key is for ever.
   *
   * @param asked true for what Telegram answered just now; news of an event does not undo newer
   *     news
   */
  void write(Chat chat, boolean asked) {
    jdbc.sql(
            """
            insert into channel_telegram_chat as c (account, chat_id, group_key, kind, title, status, rights, changed_at)
            values (:account, :chat, :group, :kind, :title, :status, :rights, :at)
            on conflict (account, chat_id) do update
               set kind = excluded.kind, title = excluded.title, status = excluded.status, rights = excluded.rights,
                   changed_at = greatest(c.changed_at, excluded.changed_at)
             where :asked or c.changed_at <= excluded.changed_at or c.status = 'unknown'
            """)
        .param("account", chat.account())
        .param("chat", chat.id())
        .param("group", chat.groupKey())
        .param("kind", chat.kind())
        .param("title", chat.title())
        .param("status", chat.status())
        .param("rights", chat.rights().toArray(String[]::new))
        .param("at", time(chat.changedAt()))
        .param("asked", asked)
        .update();
  }

  void title(String account, long chat, String title) {
    jdbc.sql(
            "update channel_telegram_chat set title = :title where account = :account and chat_id = :chat")
        .param("title", title)
        .param("account", account)
        .param("chat", chat)
        .update();
  }

  /**
   * The group goes on as {@code to}: the new chat takes the old one's group key and title, and what
   * the bot may there has to be learned again.
   */
  @Transactional
  void migrated(String account, Chat from, long to, Instant at) {
    jdbc.sql(
            """
            insert into channel_telegram_chat (account, chat_id, group_key, kind, title, status, changed_at)
            values (:account, :to, :group, 'supergroup', :title, 'unknown', :at)
            on conflict (account, chat_id) do update set group_key = excluded.group_key
            """)
        .param("account", account)
        .param("to", to)
        .param("group", from.groupKey())
        .param("title", from.title())
        .param("at", time(at))
        .update();
    jdbc.sql(
            "update channel_telegram_chat set status = 'left', changed_at = :at where account = :account and chat_id = :chat")
        .param("account", account)
        .param("chat", from.id())
        .param("at", time(at))
        .update();
  }

  Map<Long, String> staff(String account, long chat) {
    Map<Long, String> staff = new HashMap<>();
    jdbc.sql(
            "select user_id, role from channel_telegram_staff where account = :account and chat_id = :chat")
        .param("account", account)
        .param("chat", chat)
        .query(
            row -> {
              staff.put(row.getLong(1), row.getString(2));
            });
    return staff;
  }

  @Transactional
  void replaceStaff(String account, long chat, Map<Long, String> staff) {
    jdbc.sql("delete from channel_telegram_staff where account = :account and chat_id = :chat")
        .param("account", account)
        .param("chat", chat)
        .update();
    staff.forEach((user, role) -> staff(account, chat, user, role));
  }

  /**
   * @param role null for an ordinary member
   */
  void staff(String account, long chat, long user, @Nullable String role) {
    if (role == null) {
      jdbc.sql(
              "delete from channel_telegram_staff where account = :account and chat_id = :chat and user_id = :user")
          .param("account", account)
          .param("chat", chat)
          .param("user", user)
          .update();
    } else {
      jdbc.sql(
              """
              insert into channel_telegram_staff (account, chat_id, user_id, role) values (:account, :chat, :user, :role)
              on conflict (account, chat_id, user_id) do update set role = excluded.role
              """)
          .param("account", account)
          .param("chat", chat)
          .param("user", user)
          .param("role", role)
          .update();
    }
  }

  void met(String account, Collection<User> users) {
    jdbc.sql(
            """
            insert into channel_telegram_user as u (account, user_id, username, name)
            select :account, m.user_id, m.username, m.name from unnest(:ids, :usernames, :names) as m (user_id, username, name)
             order by m.user_id
            on conflict (account, user_id) do update set username = excluded.username, name = excluded.name
             where (u.username, u.name) is distinct from (excluded.username, excluded.name)
            """)
        .param("account", account)
        .param("ids", users.stream().map(User::id).toArray(Long[]::new))
        .param("usernames", users.stream().map(User::username).toArray(String[]::new))
        .param("names", users.stream().map(User::name).toArray(String[]::new))
        .update();
  }

  /**
   * Whose names these are, in lower case without @; a name that went from one to another is the
   * later one's.
   */
  Map<String, Long> byUsername(String account, Collection<String> usernames) {
    Map<String, Long> found = new HashMap<>();
    jdbc.sql(
            "select username, user_id from channel_telegram_user where account = :account and username = any(:names) order by user_id")
        .param("account", account)
        .param("names", usernames.toArray(String[]::new))
        .query(
            row -> {
              found.put(row.getString(1), row.getLong(2));
            });
    return found;
  }

  Map<Long, String> names(String account, Collection<Long> users) {
    Map<Long, String> names = new HashMap<>();
    jdbc.sql(
            "select user_id, name from channel_telegram_user where account = :account and user_id = any(:ids)")
        .param("account", account)
        .param("ids", users.toArray(Long[]::new))
        .query(
            row -> {
              names.put(row.getLong(1), row.getString(2));
            });
    return names;
  }

  /** They opened, or closed, the private chat with the bot. */
  void privateChat(String account, long user, boolean open, Instant at) {
    jdbc.sql(
            """
            update channel_telegram_user
               set started_at = case when :open then coalesce(started_at, :at) else started_at end,
                   blocked_at = case when :open then null else cast(:at as timestamptz) end
             where account = :account and user_id = :user
            """)
        .param("open", open)
        .param("at", time(at))
        .param("account", account)
        .param("user", user)
        .update();
  }

  boolean mayWriteTo(String account, long user) {
    return jdbc.sql(
            "select 1 from channel_telegram_user where account = :account and user_id = :user and started_at is not null and blocked_at is null")
        .param("account", account)
        .param("user", user)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static Chat chat(ResultSet row, int n) throws SQLException {
    return new Chat(
        row.getString("account"),
        row.getLong("chat_id"),
        row.getString("group_key"),
        row.getString("kind"),
        row.getString("title"),
        row.getString("status"),
        Set.copyOf(Arrays.asList((String[]) row.getArray("rights").getArray())),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
