package io.liana.channel.telegram;

import io.liana.channel.Roster;
import io.liana.channel.telegram.Bots.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * What Telegram tells a bot about a group when it is asked: its name, how many are in it, who owns
 * and administers it. It names no other members to a bot.
 */
@Component
class TelegramRoster {
  private final Bots bots;
  private final BotApi api;
  private final Chats chats;

  TelegramRoster(Bots bots, BotApi api, Chats chats) {
    this.bots = bots;
    this.api = api;
    this.chats = chats;
  }

  Roster of(String account, String group) {
    Optional<Connection> connection = bots.connection(account);
    Optional<Chat> chat = chats.current(account, group).filter(Chat::present);
    if (connection.isEmpty() || chat.isEmpty()) {
      return new Roster.NotNow();
    }
    // What waits at Telegram would look like something that was never told.
    if (connection.get().hook() != null && waits(connection.get().bot())) {
      return new Roster.NotNow();
    }
    return ask(connection.get().bot(), chat.get());
  }

  private boolean waits(Bot bot) {
    return !(api.call(bot, "getWebhookInfo", Map.of()) instanceof Answer.Ok info)
        || Wire.number(info.result(), "pending_update_count") > 0;
  }

  private Roster ask(Bot bot, Chat chat) {
    Map<String, Object> which = Map.of("chat_id", chat.id());
    if (!(api.call(bot, "getChatMemberCount", which) instanceof Answer.Ok count)
        || !(api.call(bot, "getChatAdministrators", which) instanceof Answer.Ok staff)
        || !(api.call(bot, "getChat", which) instanceof Answer.Ok shown)) {
      return new Roster.NotNow();
    }
    chats.staff(bot, chat.id(), staff.result());
    String title = Wire.text(shown.result(), "title");
    if (!title.isEmpty() && !title.equals(chat.title())) {
      chats.renamed(bot.account(), chat.id(), title);
    }
    return new Roster.Told(
        seats(bot, staff.result()), false, count.result().asInt(0), title.isEmpty() ? null : title);
  }

  /** Without the bot: what it is in a group is kept with its rights. */
  private static List<Roster.Seat> seats(Bot bot, JsonNode staff) {
    List<Roster.Seat> seats = new ArrayList<>();
    for (JsonNode member : staff) {
      JsonNode user = member.path("user");
      long id = Wire.number(user, "id");
      if (id > 0 && !Long.toString(id).equals(bot.token().id())) {
        seats.add(new Roster.Seat(Wire.person(user, Wire.role(member)), null));
      }
    }
    return seats;
  }
}
