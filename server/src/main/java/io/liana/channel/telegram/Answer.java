package io.liana.channel.telegram;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How the Bot API answered a call. */
sealed interface Answer {
  record Ok(JsonNode result) implements Answer {}

  /**
   * @param code Telegram's error code, or the status of an answer that was not Telegram's
   * @param retryAfter from {@code parameters.retry_after}
   * @param migratedTo from {@code parameters.migrate_to_chat_id}: the group lives on there
   */
  record Refused(
      int code, String description, @Nullable Duration retryAfter, @Nullable Long migratedTo)
      implements Answer {
    boolean says(String words) {
      return description.toLowerCase(java.util.Locale.ROOT).contains(words);
    }

    /** The token was revoked, or never was one. */
    boolean badToken() {
      return code == 401 || code == 404 && says("not found") && !says("chat");
    }
  }

  /**
   * No answer.
   *
   * @param handedOver false when the call certainly did not reach Telegram
   */
  record Silence(boolean handedOver, String why) implements Answer {}
}
