package io.liana.channel;

import java.util.Locale;

/**
 * What a machine may do with one account on one platform. What is missing becomes a task for a
 * human.
 */
public enum Capability {
  RECEIVE,
  /** Speaks in a group without being asked. */
  SEND,
  SEND_DIRECT,
  /** What is to be said waits on the platform for a person's tap. */
  SEND_BY_HUMAN,
  RECALL_OTHERS,
  MUTE,
  REMOVE,
  BAN,
  LIST_MEMBERS,
  /** Is told who joins and leaves. */
  MEMBER_EVENTS,
  /** Is told who asks to join, and may answer. */
  JOIN_REQUESTS,
  CREATE_GROUP,
  /** Knows by which link, code or person somebody came. */
  INVITE_TRACE,
  BUTTONS,
  /** Can read what was said before it came. */
  HISTORY,
  /** The platform tells how much may still be sent. */
  QUOTAS,
  /**
   * The platform recognises a repeated command by its key, so a send in doubt may be sent again.
   */
  IDEMPOTENT_SEND;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
