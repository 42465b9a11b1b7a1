package io.liana.rule;

import io.liana.action.Action;
import io.liana.action.Decision;
import io.liana.channel.EventKind;
import io.liana.moderation.Evidence;
import io.liana.moderation.Evidence.Found;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One thing a rule would have done, as it is stored: no text, only where in the event it is.
 *
 * @param start of the matched words in the event's text; -1 where there are none
 */
record RehearsedAct(
    Instant at,
    long event,
    String ruleKey,
    String ruleName,
    String effect,
    boolean audit,
    String trigger,
    Map<String, Object> params,
    int start,
    int end) {

  static RehearsedAct of(Decision decision, Action action) {
    Evidence evidence = decision.evidence();
    EventKind kind = decision.event().kind();
    boolean joined = kind == EventKind.JOIN || kind == EventKind.INVITE;
    Found found =
        evidence.findings().isEmpty()
            ? new Found(
                kind == EventKind.JOIN_REQUEST ? "join_asked" : joined ? "joined" : "said",
                null,
                -1,
                -1,
                null,
                null)
            : evidence.findings().getFirst();
    return new RehearsedAct(
        decision.event().at(),
        decision.event().id(),
        decision.rule().key(),
        decision.rule().name(),
        effect(action),
        decision.audit(),
        trigger(found.source()),
        params(found, evidence),
        found.start(),
        found.end());
  }

  private static String effect(Action action) {
    return switch (action) {
      case Action.Reply _, Action.Greet _ -> "reply";
      case Action.Recall _ -> "recall";
      case Action.Warn _ -> "warn";
      case Action.Notify _ -> "notify";
      case Action.Mute _ -> "mute";
      case Action.Remove _ -> "remove";
      case Action.Blacklist _ -> "blacklist";
      case Action.OpenCase _, Action.RecordViolation _ -> "record_violation";
      case Action.Tag _ -> "tag";
      case Action.AnswerJoin answer -> answer.entry().name().toLowerCase(Locale.ROOT);
      case Action.RaiseTask _ -> "task";
    };
  }

  private static String trigger(String source) {
    return switch (source) {
      case "learned" -> "advert";
      case "pattern" -> "keyword";
      default -> source;
    };
  }

  private static Map<String, Object> params(Found found, Evidence evidence) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("source", found.source());
    if (found.detail() != null) {
      params.put("detail", found.detail());
    }
    if (found.score() != null) {
      params.put("score", found.score());
    }
    switch (found.source()) {
      case "flood" -> {
        params.put("messages", count(found));
        params.put("seconds", String.valueOf(found.detail()));
      }
      case "repeat" -> {
        params.put("times", count(found));
        params.put("seconds", String.valueOf(found.detail()));
      }
      case "mentions" -> {
        params.put("count", count(found));
        params.put("more_than", found.threshold() == null ? 0 : found.threshold().intValue());
      }
      case "violation" -> {
        params.put("nth", evidence.after());
        Integer minutes = evidence.withinMinutes();
        params.put("within_days", minutes == null ? 0 : Math.max(1, minutes / 1_440));
      }
      default -> {
        // the words themselves are all there is to say
      }
    }
    params.put("before", evidence.before());
    params.put("after", evidence.after());
    return params;
  }

  private static int count(Found found) {
    return found.score() == null ? 0 : found.score().intValue();
  }
}
