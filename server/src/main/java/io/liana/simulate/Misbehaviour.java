package io.liana.simulate;

import io.liana.channel.onebot.OneBotServing.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What goes wrong on demand, as it does on the real thing. Everything counts down: after that many
 * times the bot behaves again.
 */
final class Misbehaviour {
  private int noAnswer;
  private int duplicates;
  private int lost;
  private boolean late;
  private boolean silent;
  private boolean recallAfterKickFails;
  private int freshKickFailures;
  private @Nullable String failingAction;
  private int failures;
  private int failureCode;
  private String failureWords = "";
  private final Map<String, Integer> freshFailures = new HashMap<>();
  private final List<ObjectNode> held = new ArrayList<>();

  /** Takes what the controls ask for: each field by its name, absent ones stay. */
  synchronized void set(JsonNode wish) {
    noAnswer = wish.path("no_answer").asInt(noAnswer);
    duplicates = wish.path("duplicate_events").asInt(duplicates);
    lost = wish.path("lose_events").asInt(lost);
    late = wish.path("late_events").asBoolean(late);
    silent = wish.path("silent").asBoolean(silent);
    recallAfterKickFails = wish.path("recall_after_kick_fails").asBoolean(recallAfterKickFails);
    freshKickFailures = wish.path("kick_right_after_join_fails").asInt(freshKickFailures);
    JsonNode fail = wish.path("fail");
    if (fail.isObject()) {
      failingAction = fail.path("action").asString("");
      failures = fail.path("times").asInt(1);
      failureCode = fail.path("retcode").asInt(100);
      failureWords = fail.path("words").asString("操作失败");
    }
  }

  /** The call is carried out, only nobody is told. */
  synchronized boolean swallowsAnswer(String action) {
    if (!action.startsWith("get_") && noAnswer > 0) {
      noAnswer--;
      return true;
    }
    return silent;
  }

  /** Neither a heartbeat nor a pong: the connection looks open and is dead. */
  synchronized boolean silent() {
    return silent;
  }

  synchronized @Nullable Answer refuse(String action, JsonNode params) {
    if (action.equals(failingAction) && failures > 0) {
      failures--;
      return Answer.failed(failureCode, failureWords);
    }
    return null;
  }

  synchronized boolean recallAfterKickFails() {
    return recallAfterKickFails;
  }

  synchronized void joined(String user) {
    freshFailures.put(user, freshKickFailures);
  }

  synchronized boolean kickAfterJoinFails(String user) {
    int left = freshFailures.getOrDefault(user, 0);
    freshFailures.put(user, Math.max(0, left - 1));
    return left > 0;
  }

  /** What goes out for one event: itself, twice, or nothing for now. */
  synchronized List<ObjectNode> outgoing(ObjectNode event) {
    if (lost > 0) {
      lost--;
      return List.of();
    }
    if (late) {
      held.add(event);
      return List.of();
    }
    if (duplicates > 0) {
      duplicates--;
      return List.of(event, event);
    }
    return List.of(event);
  }

  /** What was held back, in the order it happened. */
  synchronized List<ObjectNode> release() {
    late = false;
    List<ObjectNode> all = List.copyOf(held);
    held.clear();
    return all;
  }
}
