package io.liana.channel.officialaccount;

import io.liana.channel.Ability;
import io.liana.channel.Capability;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What WeChat lets an official account do, why not the rest, and what an operator can do. */
final class Abilities {
  private static final Set<Capability> ALL =
      Set.copyOf(
          EnumSet.of(
              Capability.RECEIVE,
              Capability.SEND,
              Capability.SEND_DIRECT,
              Capability.MEMBER_EVENTS,
              Capability.INVITE_TRACE));

  private Abilities() {}

  static Set<Capability> of(boolean connected) {
    return connected ? ALL : Set.of();
  }

  static List<Ability> table(boolean connected) {
    return Arrays.stream(Capability.values())
        .map(
            each ->
                connected
                    ? line(each)
                    : Ability.unable(each, "account_not_connected", Map.of(), "switch_on"))
        .toList();
  }

  private static Ability line(Capability capability) {
    return switch (capability) {
      case RECEIVE, MEMBER_EVENTS -> Ability.able(capability);
      case SEND, SEND_DIRECT ->
          Ability.inSomeGroups(
              capability,
              "officialaccount_within_window",
              Map.of(),
              "officialaccount_let_them_write_first");
      case INVITE_TRACE ->
          Ability.inSomeGroups(
              capability,
              "officialaccount_only_scene_codes",
              Map.of(),
              "officialaccount_use_scene_codes");
      case REMOVE, BAN, SEND_BY_HUMAN ->
          Ability.unable(capability, "officialaccount_only_in_console", Map.of(), null);
      case LIST_MEMBERS, QUOTAS -> Ability.unable(capability, "not_built", Map.of(), null);
      case RECALL_OTHERS, MUTE, JOIN_REQUESTS, CREATE_GROUP, BUTTONS, HISTORY, IDEMPOTENT_SEND ->
          Ability.forbidden(capability);
    };
  }
}
