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
}
