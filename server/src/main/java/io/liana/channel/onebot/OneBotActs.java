package io.liana.channel.onebot;

import io.liana.channel.Command;
import io.liana.channel.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Commands as OneBot actions, and what their answers mean. */
final class OneBotActs {
  private static final Duration RECONNECT = Duration.ofSeconds(5);
  private static final Duration SLOWER = Duration.ofSeconds(30);
  // A kick that fails this soon after the join fails because of it; later it is refused for good.
  private static final Duration STILL_FRESH = Duration.ofSeconds(30);
  private static final Duration LONGEST_MUTE = Duration.ofDays(30).minusMinutes(1);

  private final OneBotSettings settings;
  private final JsonMapper json;

  OneBotActs(OneBotSettings settings, JsonMapper json) {
    this.settings = settings;
    this.json = json;
  }

  Outcome perform(OneBotAccount account, Command command) {
    return switch (command) {
      case Command.SendText send -> sent(account.call("send_group_msg", groupMessage(send)));
      case Command.SendDirect send -> sent(account.call("send_private_msg", privateMessage(send)));
      case Command.RecallMessage recall -> recall(account, recall);
      case Command.MuteMember mute ->
          done(
              account.call(
                  "set_group_ban",
                  member(mute.group(), mute.person())
                      .put("duration", shorter(mute.length()).toSeconds())));
      case Command.RemoveMember remove -> remove(account, remove);
      // QQ keeps its own list of who is refused for ever; OneBot 11 cannot take anybody off it.
      case Command.LiftBan _ -> new Outcome.NeedsHuman("onebot_lift_ban");
      case Command.AnswerJoinRequest answer ->
          answer(account.call("set_group_add_request", request(answer)));
    };
  }

  private ObjectNode groupMessage(Command.SendText send) {
    List<Segment> message = new ArrayList<>();
    if (send.replyTo() != null) {
      message.add(Segment.reply(send.replyTo()));
    }
    for (String person : send.mentions()) {
      message.add(Segment.at(person));
      message.add(Segment.text(" "));
    }
    message.add(Segment.text(send.text()));
    ObjectNode params = Ids.number(json.createObjectNode(), "group_id", send.group());
    params.set("message", Segment.toJson(message, json));
    return params;
  }

  /** With the group, so that it goes through as a temporary conversation between members. */
  private ObjectNode privateMessage(Command.SendDirect send) {
    ObjectNode params = member(send.group(), send.person());
    params.set("message", Segment.toJson(List.of(Segment.text(send.text())), json));
    return params;
  }

  private ObjectNode member(String group, String person) {
    return Ids.number(Ids.number(json.createObjectNode(), "group_id", group), "user_id", person);
  }

  private ObjectNode request(Command.AnswerJoinRequest answer) {
    return json.createObjectNode()
        .put("flag", answer.handle())
        .put("sub_type", "add")
        .put("type", "add") // the older name, which some implementations still read
        .put("approve", answer.approve())
        .put("reason", answer.approve() || answer.reason() == null ? "" : answer.reason());
  }

  /** A flag is good for one answer; what is left of one that was used is nobody's task. */
  private Outcome answer(Reply reply) {
    return reply instanceof Reply.Answered answered
            && !answered.ok()
            && answered.says("不存在", "已处理", "已被处理", "已过期", "expired", "not exist", "not found")
        ? new Outcome.Rejected("request_gone", answered.evidence())
        : done(reply);
  }

  private static Duration shorter(Duration length) {
    return length.compareTo(LONGEST_MUTE) > 0 ? LONGEST_MUTE : length;
  }

  private Outcome sent(Reply reply) {
    return reply instanceof Reply.Answered answered && answered.ok()
        ? new Outcome.Delivered(OneBotEvents.id(answered.data(), "message_id"))
        : refused(reply, false);
  }

  private Outcome done(Reply reply) {
    return reply instanceof Reply.Answered answered && answered.ok()
        ? new Outcome.Delivered(null)
        : refused(reply, true);
  }

  private Outcome recall(OneBotAccount account, Command.RecallMessage recall) {
    ObjectNode which = Ids.number(json.createObjectNode(), "message_id", recall.messageKey());
    Reply reply = account.call("delete_msg", which);
    if (reply instanceof Reply.Answered answered
        && !answered.ok()
        && account.call("get_msg", which) instanceof Reply.Answered found
        && !found.ok()
        && found.code() != Reply.Answered.UNKNOWN_ACTION) {
      // Its author or another admin was faster, or it is too old for the bot to know.
      return new Outcome.Rejected("message_gone", answered.evidence());
    }
    return done(reply);
  }

  /**
   * A kick straight after the join often fails on QQ's side: it waits a moment, and what is refused
   * while the join is fresh is tried again. Whoever is not there any more is removed already.
   */
  private Outcome remove(OneBotAccount account, Command.RemoveMember remove) {
    Optional<Duration> sinceJoin = account.sinceJoin(remove.group(), remove.person());
    if (sinceJoin.isPresent() && sinceJoin.get().compareTo(settings.freshJoin()) < 0) {
      return new Outcome.RetryAfter(
          settings.freshJoin().minus(sinceJoin.get()), "they joined a moment ago");
    }
    Reply reply =
        account.call(
            "set_group_kick",
            member(remove.group(), remove.person()).put("reject_add_request", remove.ban()));
    if (!(reply instanceof Reply.Answered answered) || answered.ok()) {
      return done(reply);
    }
    if (gone(account, remove)) {
      return new Outcome.Delivered(null);
    }
    return sinceJoin.isPresent() && sinceJoin.get().compareTo(STILL_FRESH) < 0
        ? new Outcome.RetryAfter(settings.freshJoin(), answered.evidence())
        : refused(reply, true);
  }

  private boolean gone(OneBotAccount account, Command.RemoveMember remove) {
    Reply info =
        account.call(
            "get_group_member_info", member(remove.group(), remove.person()).put("no_cache", true));
    return info instanceof Reply.Answered answered
        && !answered.ok()
        && answered.code() != Reply.Answered.UNKNOWN_ACTION
        && answered.says("不存在", "not exist", "not found", "不在群", "not in group");
  }

  /**
   * @param byHand a person could do it in the QQ app instead
   */
  private static Outcome refused(Reply reply, boolean byHand) {
    return switch (reply) {
      case Reply.NotSent not -> new Outcome.RetryAfter(RECONNECT, not.why());
      case Reply.NoAnswer silent -> new Outcome.Unknown(silent.why());
      case Reply.Answered answered -> {
        if (answered.tokenRefused()) {
          yield new Outcome.RetryAfter(SLOWER, answered.evidence());
        }
        if (answered.code() == Reply.Answered.UNKNOWN_ACTION) {
          yield new Outcome.NeedsHuman("onebot_action_unknown");
        }
        if (answered.says("频繁", "频率", "too fast", "rate limit", "too many")) {
          yield new Outcome.RetryAfter(SLOWER, answered.evidence());
        }
        if (byHand && answered.code() != Reply.Answered.BAD_REQUEST) {
          boolean rights = answered.says("权限", "管理员", "permission", "not_group_admin", "not admin");
          yield new Outcome.NeedsHuman(rights ? "not_administrator" : "platform_refused");
        }
        yield new Outcome.Rejected(
            answered.says("禁言", "muted") ? "muted_there" : "platform_refused", answered.evidence());
      }
    };
  }
}
