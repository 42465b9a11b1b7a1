package io.liana.channel.telegram;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liana.channel.Person;
import io.liana.channel.account.SeenGroup;
import io.liana.channel.account.SeenGroups;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The chats a bot is in: what it may do there, who administers them, and under which id they live
 * now.
 */
@Component
class Chats {
  // Another node may learn something; a minute of the old rights ends in an answer we understand.
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  // What changed while nobody listened is found out soon after, and once more every few hours.
  private static final Duration LOOKED_AT = Duration.ofHours(6);

  // Telegram's dates are whole seconds, and ours of theirs is about right: news of the same moment
  // counts as newer than what was asked.
  private static final Duration SAME_TIME = Duration.ofSeconds(2);

  private final BotApi api;
  private final TelegramStore store;
  private final SeenGroups seen;
  private final Clock clock;
  private final Cache<String, List<Chat>> chats =
      Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(REMEMBERED).build();

  private final Map<String, Instant> lookedAt = new ConcurrentHashMap<>();

  Chats(BotApi api, TelegramStore store, SeenGroups seen, Clock clock) {
    this.api = api;
    this.store = store;
    this.seen = seen;
    this.clock = clock;
  }

  List<Chat> of(String account) {
    return chats.get(account, store::chats);
  }

  /** Where the group lives now: of several ids it had, the one that is alive. */
  Optional<Chat> current(String account, String groupKey) {
    return of(account).stream()
        .filter(chat -> chat.groupKey().equals(groupKey))
        .max(Comparator.comparing(Chat::supergroup).thenComparing(Chat::changedAt));
  }

  /** Something came from this chat; one that was never seen is asked about first. */
  Chat meet(Bot bot, JsonNode chat) {
    long id = Wire.number(chat, "id");
    Optional<Chat> known = of(bot.account()).stream().filter(each -> each.id() == id).findFirst();
    if (known.isPresent()
        && !(known.get().status().equals(Chat.UNKNOWN)
            && known.get().changedAt().plus(REMEMBERED).isBefore(clock.instant()))) {
      return known.get();
    }
    return learn(bot, id, Wire.text(chat, "type"), Wire.text(chat, "title"));
  }

  /**
   * Compares the one chat that was not looked at for longest with what Telegram says now; one at a
   * time, so that a bot of a thousand groups goes on hearing meanwhile.
   */
  void lookAgain(Bot bot) {
    Instant before = clock.instant().minus(LOOKED_AT);
    of(bot.account()).stream()
        .filter(Chat::present)
        .filter(chat -> lookedAt.getOrDefault(place(chat), Instant.MIN).isBefore(before))
        .findFirst()
        .ifPresent(chat -> learn(bot, chat.id(), chat.kind(), chat.title()));
  }

  private static String place(Chat chat) {
    return chat.account() + '/' + chat.id();
  }

  /** Asks Telegram what the bot is there and who else administers it. */
  Chat learn(Bot bot, long id, String kind, String title) {
    Answer member =
        api.call(bot, "getChatMember", Map.of("chat_id", id, "user_id", bot.token().id()));
    if (member instanceof Answer.Refused refused && refused.migratedTo() != null) {
      migrated(bot.account(), id, refused.migratedTo(), clock.instant());
      return learn(bot, refused.migratedTo(), "supergroup", title);
    }
    JsonNode me = member instanceof Answer.Ok ok ? ok.result() : null;
    var chat =
        new Chat(
            bot.account(),
            id,
            groupKey(bot.account(), id),
            kind.equals("group") ? "group" : "supergroup",
            title,
            status(member),
            me == null ? Set.of() : Wire.rights(me),
            api.theirNow(bot).minus(SAME_TIME));
    lookedAt.put(place(chat), clock.instant());
    if (chat.status().equals(Chat.UNKNOWN) && store.chat(bot.account(), id).isPresent()) {
      return store.chat(bot.account(), id).orElse(chat); // no answer is no news
    }
    Chat now = write(chat, true);
    if (now.present()) {
      learnStaff(bot, id);
    }
    return now;
  }

  private static String status(Answer member) {
    return switch (member) {
      case Answer.Ok ok -> {
        String status = Wire.text(ok.result(), "status");
        yield status.isEmpty() ? Chat.UNKNOWN : status;
      }
      case Answer.Refused refused ->
          refused.code() == 403 || refused.says("chat not found") ? "left" : Chat.UNKNOWN;
      case Answer.Silence _ -> Chat.UNKNOWN;
    };
  }

  private void learnStaff(Bot bot, long chat) {
    if (api.call(bot, "getChatAdministrators", Map.of("chat_id", chat)) instanceof Answer.Ok ok) {
      staff(bot, chat, ok.result());
    }
  }

  /** As Telegram lists them. */
  void staff(Bot bot, long chat, JsonNode listed) {
    Map<Long, String> staff = new HashMap<>();
    for (JsonNode member : listed) {
      staff.put(
          Wire.number(member.path("user"), "id"),
          Wire.role(member) == Person.Role.OWNER ? "owner" : "admin");
    }
    store.replaceStaff(bot.account(), chat, staff);
  }

  /** Something may have been missed: every chat is looked at again, and compared at once. */
  void gap(String account) {
    lookedAt.keySet().removeIf(place -> place.startsWith(account + '/'));
    seen.gap(TelegramConnector.PLATFORM, account);
  }

  /** {@code my_chat_member}: somebody changed what the bot is or may. */
  Chat standing(Bot bot, JsonNode change) {
    JsonNode chat = change.path("chat");
    JsonNode me = change.path("new_chat_member");
    long id = Wire.number(chat, "id");
    boolean first = of(bot.account()).stream().noneMatch(each -> each.id() == id);
    Chat now =
        write(
            new Chat(
                bot.account(),
                id,
                groupKey(bot.account(), id),
                Wire.text(chat, "type"),
                Wire.text(chat, "title"),
                Wire.text(me, "status"),
                Wire.rights(me),
                Wire.time(change, "date")),
            false);
    if (now.present() && first) {
      learnStaff(bot, id);
    }
    return now;
  }

  private Chat write(Chat chat, boolean asked) {
    store.write(chat, asked);
    chats.invalidate(chat.account());
    Chat now = store.chat(chat.account(), chat.id()).orElse(chat);
    boolean moved =
        current(chat.account(), now.groupKey()).filter(c -> c.id() != now.id()).isPresent();
    if (now.present()) {
      report(now);
    } else if (!moved) {
      seen.gone(TelegramConnector.PLATFORM, now.account(), now.groupKey());
    }
    return now;
  }

  private void report(Chat chat) {
    seen.report(
        TelegramConnector.PLATFORM,
        chat.account(),
        List.of(new SeenGroup(chat.groupKey(), chat.title(), null, role(chat))),
        false);
  }

  private static Person.@Nullable Role role(Chat chat) {
    return switch (chat.status()) {
      case "creator" -> Person.Role.OWNER;
      case "administrator" -> Person.Role.ADMIN;
      case Chat.UNKNOWN -> null;
      default -> Person.Role.MEMBER;
    };
  }

  private String groupKey(String account, long id) {
    return store.chat(account, id).map(Chat::groupKey).orElse(Long.toString(id));
  }

  void renamed(String account, long id, String title) {
    store.title(account, id, title);
    chats.invalidate(account);
    store.chat(account, id).filter(Chat::present).ifPresent(this::report);
  }

  /** The basic group became a supergroup: it goes on under the key it had. */
  void migrated(String account, long from, long to, Instant at) {
    if (from == 0 || to == 0) {
      return;
    }
    Chat old =
        store
            .chat(account, from)
            .orElseGet(
                () ->
                    new Chat(
                        account,
                        from,
                        Long.toString(from),
                        "group",
                        "",
                        Chat.UNKNOWN,
                        Set.of(),
                        at));
    store.migrated(account, old, to, at);
    chats.invalidate(account);
  }
}
