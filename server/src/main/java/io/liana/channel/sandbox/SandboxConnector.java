package io.liana.channel.sandbox;

import io.liana.channel.Capability;
import io.liana.channel.Command;
import io.liana.channel.Connector;
import io.liana.channel.InboundEvent;
import io.liana.channel.OpenFormat;
import io.liana.channel.Outcome;
import io.liana.channel.RawEvent;
import io.liana.kernel.Problem;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Liana's way into the sandbox: what a machine may do there is everything. */
@Component
class SandboxConnector implements Connector {
  static final String PLATFORM = "sandbox";
  static final String ACCOUNT = "liana";

  private static final Set<Capability> ABLE =
      EnumSet.of(
          Capability.RECEIVE,
          Capability.SEND,
          Capability.SEND_DIRECT,
          Capability.RECALL_OTHERS,
          Capability.MUTE,
          Capability.REMOVE,
          Capability.BAN,
          Capability.LIST_MEMBERS,
          Capability.MEMBER_EVENTS,
          Capability.JOIN_REQUESTS,
          Capability.CREATE_GROUP,
          Capability.INVITE_TRACE,
          Capability.IDEMPOTENT_SEND);

  private final Sandbox sandbox;
  private final SandboxDoor door;
  private final OpenFormat format;

  SandboxConnector(Sandbox sandbox, SandboxDoor door, OpenFormat format) {
    this.sandbox = sandbox;
    this.door = door;
    this.format = format;
  }

  @Override
  public String platform() {
    return PLATFORM;
  }

  @Override
  public Set<Capability> capabilities(String account) {
    return ABLE;
  }

  @Override
  public List<InboundEvent> read(RawEvent raw) {
    return List.of(format.read(raw));
  }

  @Override
  public Outcome perform(String account, String key, Command command) {
    try {
      long room = Long.parseLong(command.group());
      return switch (command) {
        case Command.SendText send ->
            new Outcome.Delivered(
                Long.toString(
                    sandbox.botSays(
                        room,
                        key,
                        send.text(),
                        id(send.replyTo()),
                        send.mentions().stream().map(Long::valueOf).toList())));
        case Command.SendDirect send ->
            new Outcome.Delivered(
                Long.toString(
                    sandbox.botSays(
                        room, key, send.text(), null, List.of(Long.valueOf(send.person())))));
        case Command.RecallMessage recall -> {
          sandbox.botRecalls(room, Long.parseLong(recall.messageKey()));
          yield new Outcome.Delivered(null);
        }
        case Command.MuteMember mute -> {
          sandbox.botMutes(room, Long.parseLong(mute.person()), mute.length());
          yield new Outcome.Delivered(null);
        }
        case Command.RemoveMember remove -> {
          sandbox.botRemoves(room, Long.parseLong(remove.person()), remove.ban());
          yield new Outcome.Delivered(null);
        }
        case Command.LiftBan lift -> {
          sandbox.botLiftsBan(room, Long.parseLong(lift.person()));
          yield new Outcome.Delivered(null);
        }
        case Command.AnswerJoinRequest answer -> {
          door.botAnswers(room, Long.parseLong(answer.handle()), answer.approve(), answer.reason());
          yield new Outcome.Delivered(null);
        }
      };
    } catch (Problem refused) {
      return new Outcome.Rejected(refused.code(), String.valueOf(refused.getMessage()));
    } catch (NumberFormatException e) {
      return new Outcome.Rejected(
          "sandbox_no_such_thing", "not an id of the sandbox: " + e.getMessage());
    }
  }

  private static @org.jspecify.annotations.Nullable Long id(
      @org.jspecify.annotations.Nullable String text) {
    return text == null ? null : Long.valueOf(text);
  }
}
