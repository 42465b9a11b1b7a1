package io.liana.channel.sandbox;

import io.liana.channel.OpenFormat.Line;
import io.liana.channel.OpenFormat.Who;
import io.liana.channel.onebot.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What happens in a room, in OneBot 11's words. */
final class SandboxOneBotEvents {
  private final JsonMapper json;

  SandboxOneBotEvents(JsonMapper json) {
    this.json = json;
  }

  /** Empty for what OneBot has no word for, or what the bot did itself and need not be told. */
  Optional<ObjectNode> of(SandboxShown shown, long bot) {
    Line line = shown.line();
    Who sender = line.sender();
    Who target =
        line.targets() == null || line.targets().isEmpty() ? null : line.targets().getFirst();
    String type = String.valueOf(line.type());
    return switch (type) {
      case "message" ->
          sender == null || id(sender) == bot
              ? Optional.empty()
              : Optional.of(message(shown, sender, bot));
      case "join" -> notice(shown, bot, "group_increase", "approve", sender, sender);
      case "invite" -> notice(shown, bot, "group_increase", "invite", target, sender);
      case "leave" -> notice(shown, bot, "group_decrease", "leave", sender, sender);
      case "kick" ->
          notice(
              shown,
              bot,
              "group_decrease",
              target != null && id(target) == bot ? "kick_me" : "kick",
              target,
              sender);
      case "recall" ->
          notice(shown, bot, "group_recall", null, sender, sender)
              .map(
                  event ->
                      event.put("message_id", Long.parseLong(String.valueOf(line.messageId()))));
      case "role" ->
          notice(
              shown,
              bot,
              "group_admin",
              "admin".equals(line.text()) ? "set" : "unset",
              sender,
              sender);
      case "mute" -> {
        long seconds = Long.parseLong(String.valueOf(line.text()));
        yield notice(shown, bot, "group_ban", seconds == 0 ? "lift_ban" : "ban", target, sender)
            .map(event -> event.put("duration", seconds));
      }
      default -> Optional.empty();
    };
  }

  private ObjectNode message(SandboxShown shown, Who sender, long bot) {
    Line line = shown.line();
    List<Segment> said = new ArrayList<>();
    if (line.replyTo() != null) {
      said.add(Segment.reply(line.replyTo()));
    }
    if (line.targets() != null) {
      line.targets().forEach(who -> said.add(Segment.at(String.valueOf(who.id()))));
    }
    said.add(Segment.text(String.valueOf(line.text())));
    ObjectNode event =
        event(shown, "message", bot)
            .put("message_type", "group")
            .put("sub_type", "normal")
            .put("message_id", Long.parseLong(String.valueOf(line.id())))
            .put("user_id", id(sender))
            .put("raw_message", Segment.toCq(said))
            .put("font", 0);
    event.set("message", Segment.toJson(said, json));
    event
        .putObject("sender")
        .put("user_id", id(sender))
        .put("nickname", sender.name())
        .put("card", "")
        .put("role", sender.role() == null ? "member" : sender.role());
    return event;
  }

  private Optional<ObjectNode> notice(
      SandboxShown shown,
      long bot,
      String type,
      @Nullable String sub,
      @Nullable Who who,
      @Nullable Who by) {
    if (who == null || by == null) {
      return Optional.empty();
    }
    ObjectNode event =
        event(shown, "notice", bot)
            .put("notice_type", type)
            .put("user_id", id(who))
            .put("operator_id", id(by));
    if (sub != null) {
      event.put("sub_type", sub);
    }
    return Optional.of(event);
  }

  private ObjectNode event(SandboxShown shown, String type, long bot) {
    return json.createObjectNode()
        .put("time", shown.at().getEpochSecond())
        .put("self_id", bot)
        .put("post_type", type)
        .put("group_id", shown.room());
  }

  private static long id(Who who) {
    return Long.parseLong(String.valueOf(who.id()));
  }
}
