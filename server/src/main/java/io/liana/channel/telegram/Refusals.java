package io.liana.channel.telegram;

import io.liana.channel.Outcome;
import java.time.Duration;
import java.util.List;

/** Telegram's refusals in our words: gave up and why, ask a human, try again. Pure. */
final class Refusals {
  static final Duration TRY_AGAIN = Duration.ofSeconds(5);
  private static final Duration UNTOLD_WAIT = Duration.ofSeconds(30);
  private static final Duration UNTIL_TOKEN = Duration.ofMinutes(1);

  private enum Then {
    GIVE_UP,
    ASK_HUMAN,
    /** What was wanted is so already. */
    DONE
  }

  private record Meaning(String words, Then then, String reason) {}

  // The first that fits; what is more special stands first.
  private static final List<Meaning> MEANINGS =
      List.of(
          new Meaning("bot was blocked by the user", Then.GIVE_UP, "blocked_by_member"),
          new Meaning("can't initiate conversation", Then.GIVE_UP, "never_started"),
          new Meaning("user is deactivated", Then.GIVE_UP, "account_deleted"),
          new Meaning("bots can't send messages to bots", Then.GIVE_UP, "is_a_bot"),
          new Meaning("bot was kicked", Then.ASK_HUMAN, "bot_not_in_group"),
          new Meaning("bot is not a member", Then.ASK_HUMAN, "bot_not_in_group"),
          new Meaning("message to delete not found", Then.DONE, ""),
          new Meaning("message can't be deleted", Then.ASK_HUMAN, "message_too_old"),
          new Meaning("user_already_participant", Then.DONE, ""),
          new Meaning("hide_requester_missing", Then.GIVE_UP, "request_gone"),
          new Meaning("is an administrator", Then.GIVE_UP, "protected"),
          new Meaning("can't remove chat owner", Then.GIVE_UP, "protected"),
          new Meaning("can't restrict self", Then.GIVE_UP, "protected"),
          new Meaning("not enough rights", Then.ASK_HUMAN, "not_administrator"),
          new Meaning("chat_admin_required", Then.ASK_HUMAN, "not_administrator"),
          new Meaning("have no rights", Then.ASK_HUMAN, "not_administrator"),
          new Meaning("need administrator rights", Then.ASK_HUMAN, "not_administrator"),
          new Meaning("supergroup and channel chats only", Then.ASK_HUMAN, "only_in_supergroups"),
          new Meaning("available only for supergroups", Then.ASK_HUMAN, "only_in_supergroups"),
          new Meaning("user_not_participant", Then.GIVE_UP, "not_a_member"),
          new Meaning("participant_id_invalid", Then.GIVE_UP, "not_a_member"),
          new Meaning("user not found", Then.GIVE_UP, "not_a_member"),
          new Meaning("topic_closed", Then.GIVE_UP, "topic_closed"),
          new Meaning("message is too long", Then.GIVE_UP, "too_long"),
          new Meaning("message text is empty", Then.GIVE_UP, "empty"),
          new Meaning("chat not found", Then.GIVE_UP, "chat_not_found"));

  private Refusals() {}

  /**
   * @param repeatable doing it twice is like doing it once, so an unclear end may be tried again
   */
  static Outcome outcome(Answer.Refused refused, boolean repeatable) {
    String evidence = refused.code() + " " + refused.description();
    if (refused.code() == 429) {
      Duration wait = refused.retryAfter();
      return new Outcome.RetryAfter(wait == null ? UNTOLD_WAIT : wait, evidence);
    }
    if (refused.badToken()) {
      return new Outcome.RetryAfter(UNTIL_TOKEN, evidence);
    }
    if (refused.code() >= 500) {
      return repeatable
          ? new Outcome.RetryAfter(TRY_AGAIN, evidence)
          : new Outcome.Unknown(evidence);
    }
    for (Meaning meaning : MEANINGS) {
      if (refused.says(meaning.words())) {
        return switch (meaning.then()) {
          case GIVE_UP -> new Outcome.Rejected(meaning.reason(), evidence);
          case ASK_HUMAN -> new Outcome.NeedsHuman(meaning.reason());
          case DONE -> new Outcome.Delivered(null);
        };
      }
    }
    return new Outcome.Rejected("refused", evidence);
  }

  static Outcome outcome(Answer.Silence silence, boolean repeatable) {
    String evidence = "Telegram did not answer: " + silence.why();
    return silence.handedOver() && !repeatable
        ? new Outcome.Unknown(evidence)
        : new Outcome.RetryAfter(TRY_AGAIN, evidence);
  }
}
