package io.liana.channel.telegram;

import io.liana.channel.Command;
import io.liana.channel.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Carries out commands in the chat where their group lives now. */
@Component
class Orders {
  // Less than 30 seconds from Telegram's own now would mean for ever; clocks and wires take some.
  private static final Duration SHORTEST_MUTE = Duration.ofSeconds(60);
  // More than 366 days would mean for ever, and nobody asked for that.
  private static final Duration LONGEST_MUTE = Duration.ofDays(365);
  // Should lifting the ban of a kick fail, the ban ends by itself.
  private static final Duration KICK = Duration.ofSeconds(60);
  private static final List<String> SPEAKING =
      List.of(
          "can_send_messages",
          "can_send_audios",
          "can_send_documents",
          "can_send_photos",
          "can_send_videos",
          "can_send_video_notes",
          "can_send_voice_notes",
          "can_send_polls",
          "can_send_other_messages",
          "can_add_web_page_previews");

  private final BotApi api;
  private final Bots bots;
  private final Chats chats;
  private final TelegramStore store;

  Orders(BotApi api, Bots bots, Chats chats, TelegramStore store) {
    this.api = api;
    this.bots = bots;
    this.chats = chats;
    this.store = store;
  }

  Outcome perform(String account, Command command) {
    Bot bot = bots.bot(account).orElse(null);
    if (bot == null) {
      return new Outcome.NeedsHuman("account_not_connected");
    }
    return switch (command) {
      case Command.SendText send -> say(bot, send);
      case Command.SendDirect send -> write(bot, send);
      case Command.RecallMessage recall -> recall(bot, recall);
      case Command.MuteMember mute -> mute(bot, mute);
      case Command.RemoveMember remove -> remove(bot, remove);
      case Command.LiftBan lift ->
          member(
              bot, lift.group(), lift.person(), "unbanChatMember", Map.of("only_if_banned", true));
      case Command.AnswerJoinRequest answer ->
          member(
              bot,
              answer.group(),
              answer.person(),
              answer.approve() ? "approveChatJoinRequest" : "declineChatJoinRequest",
              Map.of());
    };
  }

  private Outcome say(Bot bot, Command.SendText send) {
    List<Long> users = send.mentions().stream().map(Wire::userId).toList();
    Map<Long, String> names = users.isEmpty() ? Map.of() : store.names(bot.account(), users);
    var wording = Wording.of(send.text(), send.mentions(), names);
    Map<String, Object> params = new TreeMap<>();
    params.put("text", wording.text());
    if (!wording.entities().isEmpty()) {
      params.put("entities", wording.entities());
    }
    long answered = messageId(bot, send.group(), send.replyTo());
    if (answered != 0) {
      params.put(
          "reply_parameters", Map.of("message_id", answered, "allow_sending_without_reply", true));
    }
    return wording.text().length() > Wording.LONGEST
        ? tooLong(wording.text())
        : inGroup(bot, send.group(), "sendMessage", params, false);
  }

  private Outcome write(Bot bot, Command.SendDirect send) {
    if (send.text().length() > Wording.LONGEST) {
      return tooLong(send.text());
    }
    long user = Wire.userId(send.person());
    if (user == 0) {
      return nobody(send.person());
    }
    return outcome(
        bot, api.call(bot, "sendMessage", Map.of("chat_id", user, "text", send.text())), false);
  }

  private static Outcome tooLong(String text) {
    return new Outcome.Rejected(
        "too_long", "%d characters of at most %d".formatted(text.length(), Wording.LONGEST));
  }

  private static Outcome nobody(String person) {
    return new Outcome.Rejected("not_a_member", person + " is nobody a bot can name to Telegram");
  }

  private Outcome recall(Bot bot, Command.RecallMessage recall) {
    long message = messageId(bot, recall.group(), recall.messageKey());
    return message == 0
        ? new Outcome.Rejected(
            "message_gone",
            "It was said before the group became a supergroup: " + recall.messageKey())
        : inGroup(bot, recall.group(), "deleteMessage", Map.of("message_id", message), true);
  }

  /** Zero when it is none, or one of the chat the group lives in no more. */
  private long messageId(Bot bot, String group, @Nullable String key) {
    if (key == null || !key.matches("b?[0-9]{1,18}")) {
      return 0;
    }
    boolean basic = key.startsWith("b");
    boolean supergroup = chats.current(bot.account(), group).map(Chat::supergroup).orElse(!basic);
    return basic == supergroup ? 0 : Long.parseLong(basic ? key.substring(1) : key);
  }

  private Outcome mute(Bot bot, Command.MuteMember mute) {
    boolean lift = mute.length().isZero();
    Map<String, Object> permissions = new HashMap<>();
    SPEAKING.forEach(permission -> permissions.put(permission, lift));
    if (lift) {
      // What the chat itself does not allow stays forbidden; this only takes our restriction away.
      permissions.put("can_invite_users", true);
      permissions.put("can_pin_messages", true);
      permissions.put("can_change_info", true);
      permissions.put("can_manage_topics", true);
    }
    Map<String, Object> params = new TreeMap<>();
    params.put("permissions", permissions);
    params.put("use_independent_chat_permissions", true);
    if (!lift) {
      params.put("until_date", until(bot, clamp(mute.length())).getEpochSecond());
    }
    return member(bot, mute.group(), mute.person(), "restrictChatMember", params);
  }

  private static Duration clamp(Duration length) {
    if (length.compareTo(SHORTEST_MUTE) < 0) {
      return SHORTEST_MUTE;
    }
    return length.compareTo(LONGEST_MUTE) > 0 ? LONGEST_MUTE : length;
  }

  private Instant until(Bot bot, Duration length) {
    return api.theirNow(bot).plus(length);
  }

  private Outcome remove(Bot bot, Command.RemoveMember remove) {
    if (remove.ban()) {
      return member(bot, remove.group(), remove.person(), "banChatMember", Map.of());
    }
    Outcome removed =
        member(
            bot,
            remove.group(),
            remove.person(),
            "banChatMember",
            Map.of("until_date", until(bot, KICK).getEpochSecond()));
    boolean mayReturn =
        chats.current(bot.account(), remove.group()).map(chat -> !chat.supergroup()).orElse(false);
    if (removed instanceof Outcome.Delivered && !mayReturn) {
      // Its outcome does not matter: the ban is over in a minute.
      member(
          bot, remove.group(), remove.person(), "unbanChatMember", Map.of("only_if_banned", true));
    }
    return removed;
  }

  private Outcome member(
      Bot bot, String group, String person, String method, Map<String, ?> params) {
    long user = Wire.userId(person);
    if (user == 0) {
      return nobody(person);
    }
    Map<String, Object> all = new TreeMap<>(params);
    all.put("user_id", user);
    return inGroup(bot, group, method, all, true);
  }

  private Outcome inGroup(
      Bot bot, String group, String method, Map<String, ?> params, boolean repeatable) {
    Chat chat = chats.current(bot.account(), group).orElse(null);
    long id;
    try {
      id = chat == null ? Long.parseLong(group) : chat.id();
    } catch (NumberFormatException e) {
      return new Outcome.Rejected("chat_not_found", group + " is no chat of Telegram");
    }
    Answer answer = api.call(bot, method, in(id, params));
    if (answer instanceof Answer.Refused refused && refused.migratedTo() != null) {
      chats.migrated(bot.account(), id, refused.migratedTo(), api.theirNow(bot));
      answer = api.call(bot, method, in(refused.migratedTo(), params));
    }
    Outcome outcome = outcome(bot, answer, repeatable);
    if (outcome instanceof Outcome.NeedsHuman && chat != null) {
      // We thought we could: ask what we really may, so that the next one is a task at once.
      chats.learn(bot, chat.id(), chat.kind(), chat.title());
    }
    return outcome;
  }

  private static Map<String, Object> in(long chat, Map<String, ?> params) {
    Map<String, Object> all = new TreeMap<>(params);
    all.put("chat_id", chat);
    return all;
  }

  private Outcome outcome(Bot bot, Answer answer, boolean repeatable) {
    return switch (answer) {
      case Answer.Ok ok -> {
        long message = Wire.number(ok.result(), "message_id");
        yield new Outcome.Delivered(
            message == 0 ? null : Wire.messageKey(ok.result().path("chat"), message));
      }
      case Answer.Refused refused -> {
        if (refused.badToken()) {
          bots.refused(bot.account());
        }
        yield Refusals.outcome(refused, repeatable);
      }
      case Answer.Silence silence -> Refusals.outcome(silence, repeatable);
    };
  }
}
