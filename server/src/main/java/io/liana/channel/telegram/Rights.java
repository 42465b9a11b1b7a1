package io.liana.channel.telegram;

import io.liana.channel.Ability;
import io.liana.channel.Capability;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** What a bot may do, group by group: learned from what Telegram says about it there. */
@Component
class Rights {
  private final Bots bots;
  private final Chats chats;
  private final Map<String, Boolean> readsAll = new ConcurrentHashMap<>();

  Rights(Bots bots, Chats chats) {
    this.bots = bots;
    this.chats = chats;
  }

  /** What getMe says of the bot's privacy mode; until then the mode is taken to be on. */
  void readsAll(String account, boolean all) {
    readsAll.put(account, all);
  }

  Set<Capability> in(String account, String group) {
    if (bots.bot(account).isEmpty()) {
      return Set.of();
    }
    return chats
        .current(account, group)
        .map(Rights::in)
        // Nothing is known yet: trying is better than asking a human for what may well be allowed.
        .orElseGet(() -> EnumSet.complementOf(EnumSet.copyOf(never())));
  }

  private static Set<Capability> in(Chat chat) {
    Set<Capability> able = EnumSet.noneOf(Capability.class);
    able.add(Capability.SEND_DIRECT); // has nothing to do with the group
    if (chat.present()) {
      able.add(Capability.RECEIVE);
      able.add(Capability.SEND);
    }
    for (Capability capability : Capability.values()) {
      if (needed(capability) != null && has(chat, capability)) {
        able.add(capability);
      }
    }
    return able;
  }

  private static boolean has(Chat chat, Capability capability) {
    String right = needed(capability);
    if (chat.status().equals(Chat.UNKNOWN)) {
      return true;
    }
    boolean place = capability != Capability.MUTE || chat.supergroup();
    return place && right != null && (right.isEmpty() ? chat.administrator() : chat.may(right));
  }

  /** The right it takes, empty for being an administrator at all; null where it takes none. */
  private static @org.jspecify.annotations.Nullable String needed(Capability capability) {
    return switch (capability) {
      case RECALL_OTHERS -> Chat.DELETE;
      case MUTE, REMOVE, BAN -> Chat.RESTRICT;
      case JOIN_REQUESTS -> Chat.INVITE;
      case MEMBER_EVENTS, INVITE_TRACE -> "";
      case RECEIVE,
          SEND,
          SEND_DIRECT,
          SEND_BY_HUMAN,
          LIST_MEMBERS,
          CREATE_GROUP,
          BUTTONS,
          HISTORY,
          QUOTAS,
          IDEMPOTENT_SEND ->
          null;
    };
  }

  private static Set<Capability> never() {
    return EnumSet.of(
        Capability.SEND_BY_HUMAN,
        Capability.LIST_MEMBERS,
        Capability.CREATE_GROUP,
        Capability.BUTTONS,
        Capability.HISTORY,
        Capability.QUOTAS,
        Capability.IDEMPOTENT_SEND);
  }

  Set<Capability> of(String account) {
    if (bots.bot(account).isEmpty()) {
      return Set.of();
    }
    Set<Capability> able = EnumSet.of(Capability.RECEIVE, Capability.SEND, Capability.SEND_DIRECT);
    live(account).forEach(chat -> able.addAll(in(chat)));
    return able;
  }

  List<Ability> table(String account) {
    List<Chat> live = live(account);
    return Arrays.stream(Capability.values())
        .map(capability -> line(account, capability, live))
        .toList();
  }

  private Ability line(String account, Capability capability, List<Chat> live) {
    if (never().contains(capability)) {
      return capability == Capability.BUTTONS
          ? Ability.unable(capability, "not_built", Map.of(), null)
          : Ability.forbidden(capability);
    }
    if (capability == Capability.SEND_DIRECT) {
      return Ability.inSomeGroups(
          capability, "telegram_only_who_started", Map.of(), "telegram_ask_to_start");
    }
    if (capability == Capability.SEND) {
      return Ability.able(capability);
    }
    if (capability == Capability.RECEIVE) {
      boolean deaf = live.stream().anyMatch(chat -> !chat.administrator());
      return readsAll.getOrDefault(account, false) || !deaf
          ? Ability.able(capability)
          : part(
              capability,
              live,
              Chat::administrator,
              "telegram_privacy_mode",
              "telegram_privacy_off");
    }
    boolean mute = capability == Capability.MUTE && live.stream().noneMatch(Chat::supergroup);
    return part(
        capability,
        live,
        chat -> has(chat, capability),
        mute && !live.isEmpty() ? "telegram_only_in_supergroups" : "telegram_not_administrator",
        "telegram_make_administrator");
  }

  private static Ability part(
      Capability capability, List<Chat> live, Predicate<Chat> able, String reason, String remedy) {
    List<String> missing = live.stream().filter(able.negate()).map(Chat::title).sorted().toList();
    Map<String, Object> params = Map.of("groups", missing, "count", missing.size());
    if (missing.isEmpty() && !live.isEmpty()) {
      return Ability.able(capability);
    }
    if (live.isEmpty()) {
      return Ability.unable(capability, "telegram_no_groups", Map.of(), "telegram_add_to_group");
    }
    // Even where it is no administrator a bot hears what is addressed to it.
    return missing.size() == live.size() && capability != Capability.RECEIVE
        ? Ability.unable(capability, reason, params, remedy)
        : Ability.inSomeGroups(capability, reason, params, remedy);
  }

  private List<Chat> live(String account) {
    return chats.of(account).stream().filter(Chat::present).toList();
  }
}
