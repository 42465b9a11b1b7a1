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
   * @param via the invite link, code or scene they came by, as the platform names it; null when it
   *     does not say
   */
  record MemberJoined(Head head, Person who, @Nullable Person invitedBy, @Nullable String via)
      implements InboundEvent {
    public MemberJoined(Head head, Person who, @Nullable Person invitedBy) {
      this(head, who, invitedBy, null);
    }
  }

  /**
   * @param removedBy null when they left by themselves
   */
  record MemberLeft(Head head, Person who, @Nullable Person removedBy) implements InboundEvent {}

  record MemberRenamed(Head head, Person who, String name) implements InboundEvent {}

  record TopicChanged(Head head, @Nullable Person by, String topic) implements InboundEvent {}

  /** The group itself has a new name. */
  record GroupRenamed(Head head, @Nullable Person by, String name) implements InboundEvent {}

  /**
   * The group goes on under another id of its platform; the old one is dead.
   *
   * @param to the new id
   */
  record GroupMigrated(Head head, String to) implements InboundEvent {}

  /**
   * Somebody asks to be let in; they are no member yet.
   *
   * @param comment what they wrote with it, may be empty
   * @param handle what an answer must name
   * @param via as in {@link MemberJoined}
   */
  record JoinRequested(Head head, Person who, String comment, String handle, @Nullable String via)
      implements InboundEvent {}

  /**
   * @param reaction the emoji, or the platform's name of it; empty when one was taken back
   */
  record ReactionAdded(Head head, Person by, String messageKey, String reaction)
      implements InboundEvent {}

  /**
   * @param who with their new role
   */
  record RoleChanged(Head head, Person who) implements InboundEvent {}

  /**
   * @param until null when they may speak again
   */
  record MemberMuted(Head head, Person who, @Nullable Person by, @Nullable Instant until)
      implements InboundEvent {}

  /**
   * Somebody who is in already scanned a code that carries a scene.
   *
   * @param via as in {@link MemberJoined}
   */
  record ScanSeen(Head head, Person who, String via) implements InboundEvent {}
}
