package io.liana.channel.telegram;

import io.liana.kernel.Cursor;
import io.liana.kernel.Given;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes and revokes links into groups, so that somebody can count exactly who came by which. Calls
 * Telegram: use it outside any transaction. Telegram slows down who makes more than about 20 links
 * a minute in one group. Table {@code channel_telegram_link}.
 */
@Component
public class InviteLinks {
  static final int LONGEST_NAME = 32;
  private static final int MOST_MEMBERS = 99_999;

  private final Bots bots;
  private final BotApi api;
  private final Chats chats;
  private final JdbcClient jdbc;
  private final Clock clock;

  InviteLinks(Bots bots, BotApi api, Chats chats, JdbcClient jdbc, Clock clock) {
    this.bots = bots;
    this.api = api;
    this.chats = chats;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * @param expiresAt null for never
   * @param most 1–99,999 or null; Telegram allows none together with {@code asks}
   * @throws Problem 400 for a wrong wish, 409 {@code telegram_not_connected}, 429 {@code
   *     telegram_slow_down} with {@code seconds}, 502 {@code telegram_refused} with Telegram's
   *     words
   */
  public InviteLink create(
      String account,
      String group,
      String name,
      @Nullable Instant expiresAt,
      @Nullable Integer most,
      boolean asks) {
    String clean = Given.text("name", name, 1, LONGEST_NAME);
    if (most != null && (most < 1 || most > MOST_MEMBERS || asks)) {
      throw Given.wrong("most", "is 1 to 99999, and none where everybody is let in one by one");
    }
    Bot bot = bot(account);
    Map<String, Object> wish = new TreeMap<>();
    wish.put("chat_id", chatId(account, group));
    wish.put("name", clean);
    if (expiresAt != null) {
      wish.put("expire_date", expiresAt.getEpochSecond());
    }
    if (most != null) {
      wish.put("member_limit", most);
    }
    if (asks) {
      wish.put("creates_join_request", true);
    }
    String url = Wire.text(ok(api.call(bot, "createChatInviteLink", wish)).result(), "invite_link");
    var link = new InviteLink(url, clean, expiresAt, most, asks, clock.instant(), null);
    insert(account, group, link);
    return link;
  }

  /**
   * Nobody comes by it any more; who came stays.
   *
   * @throws Problem as {@link #create}
   */
  public void revoke(String account, String group, String url) {
    Bot bot = bot(account);
    ok(
        api.call(
            bot,
            "revokeChatInviteLink",
            Map.of("chat_id", chatId(account, group), "invite_link", url)));
    jdbc.sql(
            "update channel_telegram_link set revoked_at = coalesce(revoked_at, :now) where url = :url")
        .param("now", TelegramStore.time(clock.instant()))
        .param("url", url)
        .update();
  }

  /** Names by url, for those made here. */
  Map<String, String> names(String account, Collection<String> urls) {
    Map<String, String> names = new HashMap<>();
    jdbc.sql(
            "select url, name from channel_telegram_link where account = :account and url = any (:urls)")
        .param("account", account)
        .param("urls", urls.toArray(String[]::new))
        .query(
            row -> {
              names.put(row.getString("url"), row.getString("name"));
            });
    return names;
  }

  /** One of this account's, with its group. */
  record Placed(String group, InviteLink link) {}

  /** All made here for an account, newest first. */
  Page<Placed> page(String account, Paging paging) {
    Cursor after = paging.after();
    List<Placed> found =
        jdbc.sql(
                """
                select group_key, url, name, expires_at, most, asks, created_at, revoked_at from channel_telegram_link
                 where account = :account
                   and (cast(:before as timestamptz) is null or (created_at, url) < (:before, :url))
                 order by created_at desc, url desc
                 limit :limit
                """)
            .param("account", account)
            .param("before", after == null ? null : TelegramStore.time(after.time(0)))
            .param("url", after == null ? "" : after.text(1))
            .param("limit", paging.size() + 1)
            .query((row, n) -> new Placed(row.getString("group_key"), link(row, n)))
            .list();
    return Page.of(
        found,
        paging.size(),
        placed -> Cursor.after(placed.link().createdAt(), placed.link().url()));
  }

  Optional<Placed> find(String account, String url) {
    return jdbc.sql(
            """
            select group_key, url, name, expires_at, most, asks, created_at, revoked_at from channel_telegram_link
             where account = :account and url = :url
            """)
        .param("account", account)
        .param("url", url)
        .query((row, n) -> new Placed(row.getString("group_key"), link(row, n)))
        .optional();
  }

  /** Those made here, newest first. */
  public List<InviteLink> of(String account, String group) {
    return jdbc.sql(
            """
            select url, name, expires_at, most, asks, created_at, revoked_at from channel_telegram_link
             where account = :account and group_key = :group
             order by created_at desc, url
            """)
        .param("account", account)
        .param("group", group)
        .query(InviteLinks::link)
        .list();
  }

  private void insert(String account, String group, InviteLink link) {
    Instant expires = link.expiresAt();
    jdbc.sql(
            """
            insert into channel_telegram_link (url, account, group_key, chat_id, name, expires_at, most, asks, created_at)
            values (:url, :account, :group, :chat, :name, :expires, :most, :asks, :now)
            on conflict (url) do nothing
            """)
        .param("url", link.url())
        .param("account", account)
        .param("group", group)
        .param("chat", chatId(account, group))
        .param("name", link.name())
        .param("expires", expires == null ? null : TelegramStore.time(expires))
        .param("most", link.most())
        .param("asks", link.asks())
        .param("now", TelegramStore.time(link.createdAt()))
        .update();
  }

  private Bot bot(String account) {
    return bots.bot(account)
        .orElseThrow(
            () ->
                Problem.conflict(
                    "telegram_not_connected", "Bot %s is not connected.".formatted(account)));
  }

  private long chatId(String account, String group) {
    return chats
        .current(account, group)
        .map(Chat::id)
        .orElseThrow(() -> Problem.missing("group", group));
  }

  private static Answer.Ok ok(Answer answer) {
    return switch (answer) {
      case Answer.Ok ok -> ok;
      case Answer.Refused refused when refused.retryAfter() != null ->
          throw new Problem(
              429,
              "telegram_slow_down",
              "Telegram wants a pause of %d s.".formatted(refused.retryAfter().toSeconds()),
              Map.of("seconds", refused.retryAfter().toSeconds()));
      case Answer.Refused refused ->
          throw new Problem(
              502,
              "telegram_refused",
              "Telegram refused: " + refused.description(),
              Map.of("evidence", refused.description()));
      case Answer.Silence silence ->
          throw new Problem(
              502,
              "telegram_silent",
              "Telegram did not answer; the link may exist and is not used.",
              Map.of("evidence", silence.why()));
    };
  }

  private static InviteLink link(ResultSet row, int n) throws SQLException {
    return new InviteLink(
        row.getString("url"),
        row.getString("name"),
        instant(row, "expires_at"),
        row.getObject("most", Integer.class),
        row.getBoolean("asks"),
        java.util.Objects.requireNonNull(instant(row, "created_at")),
        instant(row, "revoked_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
