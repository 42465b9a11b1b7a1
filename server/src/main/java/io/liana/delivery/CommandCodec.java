package io.liana.delivery;

import io.liana.channel.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The stored form of a command: a JSON object whose {@code type} names the variant. */
@Component
class CommandCodec {
  private final JsonMapper json;

  CommandCodec(JsonMapper json) {
    this.json = json;
  }

  String write(Command command) {
    ObjectNode node =
        json.createObjectNode().put("type", type(command)).put("group", command.group());
    switch (command) {
      case Command.SendText send -> {
        node.put("text", send.text()).put("reply_to", send.replyTo());
        var mentions = node.putArray("mentions");
        send.mentions().forEach(mentions::add);
      }
      case Command.SendDirect send -> node.put("person", send.person()).put("text", send.text());
      case Command.RecallMessage recall -> node.put("message_key", recall.messageKey());
      case Command.MuteMember mute ->
          node.put("person", mute.person()).put("seconds", mute.length().toSeconds());
      case Command.RemoveMember remove ->
          node.put("person", remove.person()).put("ban", remove.ban());
      case Command.LiftBan lift -> node.put("person", lift.person());
      case Command.AnswerJoinRequest answer ->
          node.put("person", answer.person())
              .put("handle", answer.handle())
              .put("approve", answer.approve())
              .put("reason", answer.reason());
    }
    return node.toString();
  }

  Command read(String stored) {
    JsonNode node = json.readTree(stored);
    String group = node.required("group").asString();
    return switch (node.required("type").asString()) {
      case "send_text" ->
          new Command.SendText(
              group, text(node, "text"), strings(node.get("mentions")), optional(node, "reply_to"));
      case "send_direct" -> new Command.SendDirect(group, text(node, "person"), text(node, "text"));
      case "recall_message" -> new Command.RecallMessage(group, text(node, "message_key"));
      case "mute_member" ->
          new Command.MuteMember(
              group, text(node, "person"), Duration.ofSeconds(node.required("seconds").asLong()));
      case "remove_member" ->
          new Command.RemoveMember(group, text(node, "person"), node.required("ban").asBoolean());
      case "lift_ban" -> new Command.LiftBan(group, text(node, "person"));
      case "answer_join_request" ->
          new Command.AnswerJoinRequest(
              group,
              text(node, "person"),
              text(node, "handle"),
              node.required("approve").asBoolean(),
              optional(node, "reason"));
      case String unknown -> throw new IllegalStateException("unknown command type " + unknown);
    };
  }

  static String type(Command command) {
    return switch (command) {
      case Command.SendText send -> "send_text";
      case Command.SendDirect send -> "send_direct";
      case Command.RecallMessage recall -> "recall_message";
      case Command.MuteMember mute -> "mute_member";
      case Command.RemoveMember remove -> "remove_member";
      case Command.LiftBan lift -> "lift_ban";
      case Command.AnswerJoinRequest answer -> "answer_join_request";
    };
  }

  private static String text(JsonNode node, String field) {
    return node.required(field).asString();
  }

  private static @Nullable String optional(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? null : value.asString();
  }

  private static List<String> strings(@Nullable JsonNode array) {
    List<String> all = new ArrayList<>();
    if (array != null) {
      array.forEach(item -> all.add(item.asString()));
    }
    return all;
  }
}
