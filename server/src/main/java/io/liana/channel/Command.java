package io.liana.channel;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What we ask a platform to do. The outbox stores it as JSON with {@code type} naming the variant.
 */
public sealed interface Command {
  /** The platform's id of the group it happens in. */
  String group();

  Capability needs();

  /** The one word for it in the contract, on screens and in tasks. */
  default String act() {
    return switch (this) {
      case SendText _ -> "send";
      case SendDirect _ -> "direct_message";
      case RecallMessage _ -> "recall";
      case MuteMember _ -> "mute";
      case RemoveMember _ -> "remove";
      case LiftBan _ -> "lift_ban";
      case AnswerJoinRequest _ -> "answer_join_request";
    };
  }

  /** What is said with it; null where nothing is. */
  default @Nullable String words() {
    return switch (this) {
      case SendText send -> send.text();
      case SendDirect send -> send.text();
      case AnswerJoinRequest answer -> answer.reason();
      case RecallMessage _, MuteMember _, RemoveMember _, LiftBan _ -> null;
    };
  }

  /**
   * @param mentions person keys
   */
  record SendText(String group, String text, List<String> mentions, @Nullable String replyTo)
      implements Command {
    @Override
    public Capability needs() {
      return Capability.SEND;
    }
  }

  record SendDirect(String group, String person, String text) implements Command {
    @Override
    public Capability needs() {
      return Capability.SEND_DIRECT;
    }
  }

  record RecallMessage(String group, String messageKey) implements Command {
    @Override
    public Capability needs() {
      return Capability.RECALL_OTHERS;
    }
  }

  record MuteMember(String group, String person, Duration length) implements Command {
    @Override
    public Capability needs() {
      return Capability.MUTE;
    }
  }

  /**
   * @param ban true keeps them from coming back
   */
  record RemoveMember(String group, String person, boolean ban) implements Command {
    @Override
    public Capability needs() {
      return ban ? Capability.BAN : Capability.REMOVE;
    }
  }

  /** Lifts a ban, so that a pardoned member may join again. */
  record LiftBan(String group, String person) implements Command {
    @Override
    public Capability needs() {
      return Capability.BAN;
    }
  }

  /**
   * Lets somebody in who asked, or not.
   *
   * @param handle what the platform calls the request, from {@link InboundEvent.JoinRequested}
   * @param reason told to who is refused, where the platform tells it
   */
  record AnswerJoinRequest(
      String group, String person, String handle, boolean approve, @Nullable String reason)
      implements Command {
    @Override
    public Capability needs() {
      return Capability.JOIN_REQUESTS;
    }
  }
}
