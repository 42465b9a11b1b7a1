package io.liana.channel.telegram;

import io.liana.channel.AccountHealth;
import io.liana.channel.AccountHealth.Check;
import io.liana.channel.telegram.Bots.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Walks through what must be right, in the order it has to be put right. */
@Component
class TelegramHealth {
  private static final Duration CLOCK_TOLERATED =
      Duration.ofSeconds(30); // a mute of a minute holds
  private static final int MANY_PENDING = 1_000;
  private static final Duration RECENT = Duration.ofHours(1);

  private final Bots bots;
  private final BotApi api;
  private final Chats chats;
  private final Rights rights;
  private final Clock clock;

  TelegramHealth(Bots bots, BotApi api, Chats chats, Rights rights, Clock clock) {
    this.bots = bots;
    this.api = api;
    this.chats = chats;
    this.rights = rights;
    this.clock = clock;
  }

  AccountHealth of(String account) {
    Connection connection = bots.connection(account).orElse(null);
    if (connection == null) {
      return new AccountHealth(List.of(Check.unknown("token")), null);
    }
    List<Check> checks = new ArrayList<>();
    Answer me = api.call(connection.bot(), "getMe", Map.of());
    checks.add(token(connection.bot(), me));
    if (me instanceof Answer.Ok ok) {
      checks.add(privacy(account, ok.result()));
      checks.add(administrator(account));
      hook(connection, checks);
      checks.add(clock(connection.bot()));
    } else {
      List.of("telegram_privacy", "telegram_administrator", "telegram_updates", "clock")
          .forEach(code -> checks.add(Check.unknown(code)));
    }
    return new AccountHealth(checks, null);
  }

  private Check token(Bot bot, Answer me) {
    return switch (me) {
      case Answer.Ok _ -> {
        bots.accepted(bot.account());
        yield Check.ok("token");
      }
      case Answer.Silence silence ->
          Check.failed("token", evidence(silence.why()), "telegram_reach_api");
      case Answer.Refused refused -> {
        if (refused.badToken()) {
          bots.refused(bot.account());
          yield Check.failed("token", evidence(refused.description()), "telegram_new_token");
        }
        yield Check.failed("token", evidence(refused.description()), "wait");
      }
    };
  }

  /** With privacy mode on a bot hears only commands and answers, unless it is administrator. */
  private Check privacy(String account, JsonNode me) {
    boolean all = Wire.flag(me, "can_read_all_group_messages");
    rights.readsAll(account, all);
    List<String> deaf =
        all ? List.of() : names(account, chat -> chat.present() && !chat.administrator());
    return deaf.isEmpty()
        ? Check.ok("telegram_privacy")
        : Check.failed(
            "telegram_privacy",
            Map.of("groups", deaf, "count", deaf.size()),
            "telegram_privacy_off");
  }

  private Check administrator(String account) {
    List<String> without =
        names(
            account,
            chat ->
                chat.present()
                    && !(chat.may(Chat.DELETE)
                        && chat.may(Chat.RESTRICT)
                        && chat.may(Chat.INVITE)));
    return without.isEmpty()
        ? Check.ok("telegram_administrator")
        : Check.failed(
            "telegram_administrator",
            Map.of("groups", without, "count", without.size()),
            "telegram_make_administrator");
  }

  private List<String> names(String account, java.util.function.Predicate<Chat> which) {
    return chats.of(account).stream().filter(which).map(Chat::title).sorted().toList();
  }

  private void hook(Connection connection, List<Check> checks) {
    if (!(api.call(connection.bot(), "getWebhookInfo", Map.of()) instanceof Answer.Ok ok)) {
      checks.add(Check.unknown("telegram_updates"));
      return;
    }
    JsonNode info = ok.result();
    String set = Wire.text(info, "url");
    String wanted = connection.hook() == null ? "" : connection.hook();
    if (!set.equals(wanted)) {
      checks.add(
          Check.failed(
              "telegram_updates",
              evidence(wanted.isEmpty() ? "a webhook is set" : "another webhook is set"),
              "telegram_one_listener"));
    } else {
      String error = Wire.text(info, "last_error_message");
      boolean recent =
          Wire.number(info, "last_error_date") > clock.instant().minus(RECENT).getEpochSecond();
      checks.add(
          !error.isEmpty() && recent && !wanted.isEmpty()
              ? Check.failed("telegram_updates", evidence(error), hookRemedy(error))
              : Check.ok("telegram_updates"));
    }
    long pending = Wire.number(info, "pending_update_count");
    checks.add(
        pending > MANY_PENDING
            ? Check.failed("telegram_pending", Map.of("count", pending), "wait")
            : Check.ok("telegram_pending"));
  }

  /** Telegram's own words about our webhook, as the one thing to do. */
  static String hookRemedy(String error) {
    String words = error.toLowerCase(java.util.Locale.ROOT);
    if (words.contains("certificate") || words.contains("ssl")) {
      return "telegram_hook_certificate";
    }
    if (words.contains("resolve")) {
      return "telegram_hook_name";
    }
    if (words.contains("connection") || words.contains("timed out") || words.contains("timeout")) {
      return "telegram_hook_reach";
    }
    if (words.contains("403") || words.contains("401") || words.contains("404")) {
      return "telegram_hook_path";
    }
    return words.contains("port") ? "telegram_hook_port" : "telegram_hook_log";
  }

  private Check clock(Bot bot) {
    @Nullable Duration ahead = api.clockAhead(bot);
    if (ahead == null) {
      return Check.unknown("clock");
    }
    return ahead.abs().compareTo(CLOCK_TOLERATED) <= 0
        ? Check.ok("clock")
        : Check.failed("clock", Map.of("seconds", ahead.toSeconds()), "set_clock");
  }

  private static Map<String, Object> evidence(String text) {
    return Map.of("evidence", text);
  }
}
