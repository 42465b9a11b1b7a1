package io.liana.channel.telegram;

import java.time.Instant;
import java.util.Set;

/**
 * A chat as one bot knows it.
 *
 * @param groupKey the id events and commands name the group by; the id it had first
 * @param kind {@code group} or {@code supergroup}
 * @param status the bot's own: creator, administrator, member, restricted, left, kicked, unknown
 * @param rights names of what it may as administrator, e.g. {@code can_delete_messages}
 * @param changedAt Telegram's time of the newest word about status
 */
record Chat(
    String account,
    long id,
    String groupKey,
    String kind,
    String title,
    String status,
    Set<String> rights,
    Instant changedAt) {
  static final String UNKNOWN = "unknown";
  static final String DELETE = "can_delete_messages";
  static final String RESTRICT = "can_restrict_members";
  static final String INVITE = "can_invite_users";

  boolean administrator() {
    return status.equals("administrator") || status.equals("creator");
  }

  boolean may(String right) {
    return status.equals("creator") || status.equals("administrator") && rights.contains(right);
  }

  boolean supergroup() {
    return kind.equals("supergroup");
  }

  boolean present() {
    return !status.equals("left") && !status.equals("kicked");
  }
}
