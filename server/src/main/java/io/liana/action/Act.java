package io.liana.action;

import io.liana.channel.SettledEvent;
import io.liana.kernel.Actor;
import io.liana.kernel.MemberId;
import io.liana.moderation.CaseStep;
import io.liana.moderation.Sanction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One action of one decision, with a key of its own.
 *
 * @param key the same decision about the same event has the same keys, so that it is sent once
 */
record Act(Decision decision, Action action, String key) {
  /** One case for everything done about one member because of one event. */
  record CaseKey(long event, MemberId member, boolean audit) {
    static CaseKey of(Decision decision) {
      return new CaseKey(decision.event().id(), decision.subject(), decision.audit());
    }
  }

  /** Event by event in their order; about one event in the order of {@link Action#rank()}. */
  static List<Act> inOrder(List<Decision> decisions) {
    List<Act> all = new ArrayList<>();
    List<Act> sameEvent = new ArrayList<>();
    SettledEvent event = null;
    for (Decision decision : decisions) {
      if (event != null && decision.event().id() != event.id()) {
        flush(sameEvent, all);
      }
      event = decision.event();
      for (int i = 0; i < decision.actions().size(); i++) {
        sameEvent.add(new Act(decision, decision.actions().get(i), key(decision, i)));
      }
    }
    flush(sameEvent, all);
    return all;
  }

  private static void flush(List<Act> sameEvent, List<Act> all) {
    sameEvent.sort(Comparator.comparingInt(act -> act.action().rank()));
    all.addAll(sameEvent);
    sameEvent.clear();
  }

  private static String key(Decision decision, int n) {
    return "event:%d:%s:%s:%d"
        .formatted(decision.event().id(), decision.subject(), decision.rule().key(), n);
  }

  Actor actor() {
    return new Actor.Machine("rule:" + decision.rule().key());
  }

  /** What the journal calls it. */
  String journalKind() {
    String kind =
        switch (action) {
          case Action.Reply _ -> "message_answered";
          case Action.Greet _ -> "member_greeted";
          case Action.Recall _ -> "message_recalled";
          case Action.Warn _ -> "member_warned";
          case Action.Notify _ -> "member_notified";
          case Action.Mute _ -> "member_muted";
          case Action.Remove _ -> "member_removed";
          case Action.Blacklist _ -> "member_blacklisted";
          case Action.OpenCase _ -> "case_opened";
          case Action.RecordViolation _ -> "violation_recorded";
          case Action.Tag _ -> "member_tagged";
          case Action.RaiseTask _ -> "task_raised";
          case Action.AnswerJoin answer ->
              switch (answer.entry()) {
                case APPROVE -> "join_request_approved";
                case REFUSE -> "join_request_refused";
                case LEAVE -> "join_request_left";
              };
        };
    return decision.audit() ? "audit_" + kind : kind;
  }

  CaseStep.Act step() {
    return switch (action) {
      // Who asks to be let in has no case: an answer to them is never a step of one.
      case Action.Reply _, Action.Greet _, Action.AnswerJoin _ -> CaseStep.Act.REPLY;
      case Action.Recall _ -> CaseStep.Act.RECALL;
      case Action.Warn _ -> CaseStep.Act.WARN;
      case Action.Notify _ -> CaseStep.Act.NOTIFY;
      case Action.Mute _ -> CaseStep.Act.MUTE;
      case Action.Remove _ -> CaseStep.Act.REMOVE;
      case Action.Blacklist _ -> CaseStep.Act.BLACKLIST;
      case Action.OpenCase _, Action.RecordViolation _ -> CaseStep.Act.RECORD_VIOLATION;
      case Action.Tag _ -> CaseStep.Act.TAG;
      case Action.RaiseTask _ -> CaseStep.Act.TASK;
    };
  }

  Sanction sanction() {
    if (decision.audit()) {
      return Sanction.RECORDED;
    }
    return action.sanction();
  }
}
