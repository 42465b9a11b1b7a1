package io.liana.channel;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a platform told us, in our words, before we know whose group it is or which member it was.
 */
public sealed interface InboundEvent {
  Head head();

  /**
   * Where and when.
   *
   * @param key unique per platform, account and group; a redelivered event has the same key
   * @param at the platform's own time
   */
  record Head(String platform, String account, String group, String key, Instant at) {}

  enum Form {
    TEXT,
    MEDIA,
    /** An IRC {@code /me}. */
    ACTION
  }

  /**
   * @param replyTo the {@code messageKey} answered; @param mentions person keys
   */
  record MessageHeard(
      Head head,
      Person by,
      String messageKey,
      Form form,
      String text,
      @Nullable String replyTo,
      List<String> mentions)
      implements InboundEvent {}

  record MessageEdited(Head head, Person by, String messageKey, String text)
      implements InboundEvent {}

  record MessageRecalled(Head head, @Nullable Person by, String messageKey)
      implements InboundEvent {}

  /**
   * @param invitedBy who brought them; null when they came by themselves or the platform does not
   *     say
   */
  record MemberJoined(Head head, Person who, @Nullable Person invitedBy) implements InboundEvent {}

  /**
   * @param removedBy null when they left by themselves
   */
  record MemberLeft(Head head, Person who, @Nullable Person removedBy) implements InboundEvent {}

  record MemberRenamed(Head head, Person who, String name) implements InboundEvent {}

  record TopicChanged(Head head, @Nullable Person by, String topic) implements InboundEvent {}
}
