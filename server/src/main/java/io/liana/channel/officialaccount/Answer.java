package io.liana.channel.officialaccount;

import tools.jackson.databind.JsonNode;

/** What a call to WeChat came to. */
sealed interface Answer {
  record Ok(JsonNode body) implements Answer {}

  /**
   * @param code WeChat's own number, or the status of an answer that was not WeChat's
   */
  record Refused(int code, String evidence) implements Answer {}

  /**
   * No answer.
   *
   * @param handedOver false when the call certainly did not reach WeChat
   */
  record Silence(boolean handedOver, String why) implements Answer {}
}
