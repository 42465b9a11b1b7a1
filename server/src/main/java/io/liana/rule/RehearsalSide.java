package io.liana.rule;

import io.liana.action.Action;
import io.liana.action.Decision;
import io.liana.channel.EventKind;
import io.liana.channel.SettledEvent;
import io.liana.community.GroupView;
import io.liana.kernel.MemberId;
import io.liana.moderation.MemberRecords;
import io.liana.moderation.Sanction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One rule set run over history: the same ears and the same deciders as the real thing, a memory
 * and records of its own, and nobody to carry anything out.
 */
final class RehearsalSide {
  static final int MOST_ACTS = 50; // per member; the rest is in the counts

  /** What would have become of one member. */
  static final class Fate {
    private Sanction worst = Sanction.NONE;
    private final List<RehearsedAct> acts = new ArrayList<>(2);

    Sanction worst() {
      return worst;
    }

    List<RehearsedAct> acts() {
      return acts;
    }
  }

  private final CompiledRules rules;
  private final GroupView group;
  private final Arms arms;
  private final LaneMemory memory = new LaneMemory();
  private final MemberRecords records = new MemberRecords();
  private final List<Heard> heard = new ArrayList<>();
  private final Map<MemberId, Integer> timesAsked = new HashMap<>();
  private final Map<Long, Integer> asked = new HashMap<>();
  private final Map<MemberId, Fate> fates = new HashMap<>();
  private final Set<MemberId> warned = new HashSet<>();
  private final Set<MemberId> muted = new HashSet<>();
  private final Set<MemberId> removed = new HashSet<>();
  private int greeted;
  private int answered;
  private int recalled;
  private int recorded;
  private int approved;
  private int refused;
  private int left;

  RehearsalSide(CompiledRules rules, GroupView group, Arms arms) {
    this.rules = rules;
    this.group = group;
    this.arms = arms;
  }

  /** Listens; what was heard is decided by the next {@link #decide}. */
  void hear(SettledEvent event) {
    memory.sweep(event.at(), rules.horizon());
    if (event.kind() == EventKind.JOIN_REQUEST && event.by() != null) {
      asked.put(event.id(), timesAsked.merge(event.by(), 1, Integer::sum));
    }
    rules.hear(recallable(event), group, memory, heard);
  }

  /**
   * Most exports leave the platform's message ids out. Without one nothing can be taken back, but
   * the question is what the rules would do to a living group, whose messages have ids.
   */
  private static SettledEvent recallable(SettledEvent event) {
    return event.messageKey() != null || !event.kind().isMessage()
        ? event
        : new SettledEvent(
            event.id(),
            event.group(),
            event.at(),
            event.kind(),
            event.by(),
            event.bot(),
            event.text(),
            event.targets(),
            event.replyTo(),
            "event:" + event.id(),
            event.eventKey(),
            event.via());
  }

  /** Everybody the next {@link #decide} asks about. */
  void collect(Set<MemberId> people) {
    for (Heard one : heard) {
      people.add(one.subject());
      if (one.spokeToUs()) {
        people.addAll(one.event().targets());
      }
    }
  }

  List<Decision> decide(Company company) {
    List<Decision> decisions = new ArrayList<>();
    for (Heard one : heard) {
      decisions.addAll(
          RuleDecider.decide(
                  one,
                  company,
                  arms,
                  records.of(group.community(), one.subject()),
                  asked.getOrDefault(one.event().id(), 0))
              .decisions());
    }
    heard.clear();
    asked.clear();
    decisions.forEach(this::count);
    return decisions;
  }

  private void count(Decision decision) {
    for (Action action : decision.actions()) {
      if (decision.audit()) {
        countAudit(decision, action);
        continue;
      }
      MemberId who = decision.subject();
      switch (action) {
        case Action.Greet _ -> greeted++;
        case Action.Reply _ -> answered++;
        case Action.Recall _ -> recalled++;
        case Action.Warn _ -> warned.add(who);
        case Action.Mute _ -> muted.add(who);
        case Action.Remove _ -> removed.add(who);
        case Action.AnswerJoin answer -> {
          switch (answer.entry()) {
            case APPROVE -> approved++;
            case REFUSE -> refused++;
            case LEAVE -> left++;
          }
        }
        case Action.Notify _,
            Action.Blacklist _,
            Action.OpenCase _,
            Action.RecordViolation _,
            Action.Tag _,
            Action.RaiseTask _ -> {
          // part of something counted above, or no sanction
        }
      }
      if (action.sanction() != Sanction.NONE
          || action instanceof Action.Blacklist
          || action instanceof Action.AnswerJoin) {
        remember(decision, action, action.sanction());
      }
    }
  }

  private void countAudit(Decision decision, Action action) {
    if (action instanceof Action.RecordViolation) {
      recorded++;
    }
    boolean noticed = action.sanction() != Sanction.NONE || action instanceof Action.Blacklist;
    if (noticed || action instanceof Action.RecordViolation) {
      remember(decision, action, Sanction.RECORDED);
    }
  }

  private void remember(Decision decision, Action action, Sanction sanction) {
    Fate fate = fates.computeIfAbsent(decision.subject(), who -> new Fate());
    fate.worst = fate.worst.or(sanction);
    if (fate.acts.size() < MOST_ACTS) {
      fate.acts.add(RehearsedAct.of(decision, action));
    }
  }

  Map<MemberId, Fate> fates() {
    return fates;
  }

  RehearsalCounts counts() {
    return new RehearsalCounts(
        greeted,
        answered,
        recalled,
        warned.size(),
        muted.size(),
        removed.size(),
        recorded,
        approved,
        refused,
        left,
        fates.size());
  }
}
