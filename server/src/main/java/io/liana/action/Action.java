package io.liana.action;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.moderation.CaseDraft;
import io.liana.moderation.Sanction;
import io.liana.moderation.ViolationDraft;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a decider may ask for. The set is closed: a new act is a new variant, and the compiler
 * lists the places to think about.
 *
 * <p>Texts are templates; {@code {name}} is filled in when performed, so that a decision holds no
 * names.
 */
public sealed interface Action {

  /** Answers a message in the group. */
  record Reply(GroupId group, MemberId to, String text, @Nullable String replyTo)
      implements Action {}

  /** Welcomes a newcomer in the group. */
  record Greet(GroupId group, MemberId member, String text) implements Action {}

  /** Takes a message back. */
  record Recall(GroupId group, MemberId author, String messageKey) implements Action {}

  /**
   * Warns a member in the group, for all to see.
   *
   * @param values what the template may use besides the name
   */
  record Warn(GroupId group, MemberId member, String text, Map<String, String> values)
      implements Action {}

  /** Tells a member what is about to happen to them. */
  record Notify(GroupId group, MemberId member, String text, Map<String, String> values)
      implements Action {}

  record Mute(GroupId group, MemberId member, Duration length) implements Action {}

  /**
   * @param ban keeps them from coming back, on platforms that can
   */
  record Remove(GroupId group, MemberId member, boolean ban) implements Action {}

  /** Keeps a member out of every group of the community. */
  record Blacklist(CommunityId community, MemberId member) implements Action {}

  record OpenCase(CaseDraft draft) implements Action {}

  record RecordViolation(ViolationDraft violation) implements Action {}

  record Tag(CommunityId community, MemberId member, String tag) implements Action {}

  /** What becomes of somebody who asks to be let in. */
  enum Entry {
    APPROVE,
    REFUSE,
    /** A person decides. */
    LEAVE
  }

  /**
   * Answers who asked to be let in, unless somebody was faster.
   *
   * @param handle what the platform calls the request
   * @param text told to who is refused, where the platform tells it
   */
  record AnswerJoin(
      GroupId group, MemberId member, String handle, Entry entry, @Nullable String text)
      implements Action {}

  /**
   * Asks a human.
   *
   * @param kind {@code task}, or {@code note} for something to be read only
   * @param due how long they have
   */
  record RaiseTask(GroupId group, MemberId member, String kind, String text, Duration due)
      implements Action {}

  /**
   * The order in which the acts about one event go out, whatever order the rules stand in: what
   * hurts the group is taken away first, and a member is told before they are gone, because
   * afterwards nobody reaches them.
   */
  default int rank() {
    return switch (this) {
      case OpenCase _ -> 0;
      case RecordViolation _ -> 1;
      case Recall _ -> 2;
      case Reply _, Greet _ -> 3;
      case Warn _ -> 4;
      case Notify _ -> 5;
      case Mute _ -> 6;
      case Remove _ -> 7;
      case Blacklist _ -> 8;
      case Tag _ -> 9;
      case RaiseTask _ -> 10;
      case AnswerJoin _ -> 11;
    };
  }

  /** How grave this is for the member. */
  default Sanction sanction() {
    return switch (this) {
      case Recall _ -> Sanction.RECALLED;
      case Warn _ -> Sanction.WARNED;
      case Mute _ -> Sanction.MUTED;
      case Remove _ -> Sanction.REMOVED;
      case Reply _,
          Greet _,
          Notify _,
          Blacklist _,
          OpenCase _,
          RecordViolation _,
          Tag _,
          AnswerJoin _,
          RaiseTask _ ->
          Sanction.NONE;
    };
  }

  /** The words said, with {@code {name}} left open; null for a silent act. */
  default @Nullable String words() {
    return switch (this) {
      case Reply reply -> reply.text;
      case Greet greet -> greet.text;
      case Warn warn -> filled(warn.text, warn.values);
      case Notify notify -> filled(notify.text, notify.values);
      case RaiseTask task -> task.text;
      case Tag tag -> tag.tag;
      case AnswerJoin answer -> answer.text;
      case Recall _, Mute _, Remove _, Blacklist _, OpenCase _, RecordViolation _ -> null;
    };
  }

  private static String filled(String text, Map<String, String> values) {
    String filled = text;
    for (var value : values.entrySet()) {
      filled = filled.replace("{" + value.getKey() + "}", value.getValue());
    }
    return filled;
  }
}
