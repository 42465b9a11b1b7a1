package io.liana.channel;

/**
 * What a machine may do with one account on one platform. What is missing becomes a task for a
 * human.
 */
public enum Capability {
  RECEIVE,
  SEND,
  SEND_DIRECT,
  RECALL_OTHERS,
  MUTE,
  REMOVE,
  BAN,
  LIST_MEMBERS,
  /**
   * The platform recognises a repeated command by its key, so a send in doubt may be sent again.
   */
  IDEMPOTENT_SEND
}
