package io.liana.rule;

import io.liana.channel.SettledEvent;
import io.liana.community.GroupView;
import io.liana.moderation.RuleRef;
import java.util.List;

/**
 * A rule that is not off, with what is asked about it on every event worked out once.
 *
 * @param index place in the rule set
 */
record CompiledRule(
    int index,
    Rule rule,
    RuleRef ref,
    boolean audit,
    boolean sanctions,
    boolean needsRecord,
    List<Condition> ofTheEvent,
    List<Condition> ofTheMember,
    List<Condition.InArm> ofTheArm) {

  static CompiledRule of(int index, Rule rule, int version) {
    List<Condition> ofTheEvent =
        rule.conditions().stream().filter(CompiledRule::needsNoMember).toList();
    List<Condition> ofTheMember =
        rule.conditions().stream()
            .filter(condition -> !needsNoMember(condition))
            .filter(condition -> !(condition instanceof Condition.InArm))
            .toList();
    boolean sanctions = rule.sanctions();
    boolean needsRecord =
        sanctions
            || rule.effects().stream().anyMatch(Effect.AnswerJoin.class::isInstance)
            || ofTheMember.stream().anyMatch(Condition.Blacklisted.class::isInstance)
            || rule.triggers().stream()
                .anyMatch(
                    trigger ->
                        trigger instanceof Trigger.Joined joined
                            && joined.newcomer() == Trigger.Newcomer.REMOVED_BEFORE);
    return new CompiledRule(
        index,
        rule,
        new RuleRef(rule.key(), rule.name(), version),
        rule.mode() == Rule.Mode.AUDIT,
        sanctions,
        needsRecord,
        ofTheEvent,
        ofTheMember,
        rule.arms().toList());
  }

  private static boolean needsNoMember(Condition condition) {
    return switch (condition) {
      case Condition.TimeBetween _, Condition.InGroup _, Condition.Answered _ -> true;
      case Condition.AskedBefore _,
          Condition.MemberAge _,
          Condition.HasRole _,
          Condition.NotWhitelisted _,
          Condition.Blacklisted _,
          Condition.InArm _ ->
          false;
    };
  }

  /** Asked before anything is loaded. */
  boolean mayHold(SettledEvent event, GroupView group) {
    for (Condition condition : ofTheEvent) {
      boolean holds =
          switch (condition) {
            case Condition.TimeBetween between ->
                between.holds(event.at().atZone(group.zone()).toLocalTime());
            case Condition.InGroup in -> in.groups().contains(group.id());
            case Condition.Answered answered -> JoinAnswer.holds(answered, event.text());
            case Condition.AskedBefore _,
                Condition.MemberAge _,
                Condition.HasRole _,
                Condition.NotWhitelisted _,
                Condition.Blacklisted _,
                Condition.InArm _ ->
                true;
          };
      if (!holds) {
        return false;
      }
    }
    return true;
  }
}
