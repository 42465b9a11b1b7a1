package io.liana.channel.wecom;

import io.liana.channel.Ability;
import io.liana.channel.Capability;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What WeCom lets a machine do, why not the rest, and what an operator can do about it. */
final class Abilities {
  private Abilities() {}

  /**
   * @param archive the conversation archive can be read
   * @param prepares what rules say in groups is prepared as a mass send
   */
  static Set<Capability> of(boolean archive, boolean prepares) {
    var able =
        EnumSet.of(Capability.LIST_MEMBERS, Capability.MEMBER_EVENTS, Capability.INVITE_TRACE);
    if (prepares) {
      able.add(Capability.SEND_BY_HUMAN);
    }
    if (archive) {
      able.add(Capability.RECEIVE);
    }
    return able;
  }

  static List<Ability> table(boolean archive, boolean prepares) {
    return Arrays.stream(Capability.values()).map(each -> line(each, archive, prepares)).toList();
  }

  private static Ability line(Capability capability, boolean archive, boolean prepares) {
    return switch (capability) {
      case MEMBER_EVENTS, LIST_MEMBERS -> Ability.able(capability);
      case RECEIVE ->
          archive
              ? some(capability, "wecom_only_licensed_staff", "wecom_add_archive_seats")
              : not(capability, "wecom_no_archive", "wecom_set_up_archive");
      case INVITE_TRACE -> some(capability, "wecom_only_scans_with_state", "wecom_use_join_ways");
      case SEND -> not(capability, "wecom_no_bot_in_groups", "wecom_task_to_owner");
      case SEND_DIRECT -> not(capability, "wecom_person_must_tap", "wecom_task_to_staff");
      case REMOVE, BAN, MUTE -> not(capability, "wecom_only_in_client", "wecom_set_anti_spam");
      case RECALL_OTHERS -> not(capability, "wecom_only_in_client", "wecom_task_to_owner");
      case CREATE_GROUP ->
          not(capability, "wecom_only_by_join_way", "wecom_use_auto_created_groups");
      case JOIN_REQUESTS -> not(capability, "wecom_no_join_requests", null);
      case HISTORY -> not(capability, "wecom_archive_five_days", null);
      case SEND_BY_HUMAN ->
          prepares
              ? some(capability, "wecom_mass_send_quota", null)
              : not(capability, "wecom_mass_send_not_for_rules", "wecom_allow_mass_for_rules");
      case BUTTONS, QUOTAS, IDEMPOTENT_SEND -> Ability.forbidden(capability);
    };
  }

  private static Ability some(Capability capability, String reason, @Nullable String remedy) {
    return Ability.inSomeGroups(capability, reason, Map.of(), remedy);
  }

  private static Ability not(Capability capability, String reason, @Nullable String remedy) {
    return Ability.unable(capability, reason, Map.of(), remedy);
  }
}
