package io.liana.rule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What can only be seen when all rules are looked at together. */
final class RuleChecks {
  /** Violations of violations of violations: nobody could say any more why somebody was removed. */
  static final int DEEPEST = 2;

  /** Patterns cost time on every message, words do not. */
  static final int MOST_PATTERNS = 100;

  private RuleChecks() {}

  static void check(RuleSet rules, List<RuleProblem> problems) {
    patterns(rules, problems);
    Set<String> recorded = new HashSet<>();
    for (Rule rule : rules.rules()) {
      for (Effect effect : rule.effects()) {
        if (effect instanceof Effect.RecordViolation record) {
          recorded.add(record.kind());
        }
      }
    }
    for (Rule rule : rules.rules()) {
      for (int i = 0; i < rule.triggers().size(); i++) {
        if (rule.triggers().get(i) instanceof Trigger.Violated violated
            && !recorded.contains(violated.kind())) {
          problems.add(
              new RuleProblem(
                  rule.key(),
                  "triggers." + i + ".kind",
                  "nobody_records_it",
                  Map.of("kind", violated.kind())));
        }
      }
      nothingToRecall(rule, problems);
      atTheDoor(rule, problems);
    }
    cycles(rules, problems);
  }

  private static void patterns(RuleSet rules, List<RuleProblem> problems) {
    int count = 0;
    for (Rule rule : rules.rules()) {
      for (Trigger trigger : rule.triggers()) {
        if (trigger instanceof Trigger.Keyword keyword
            && keyword.match() == Trigger.Match.PATTERN) {
          count += keyword.words().size();
          if (count > MOST_PATTERNS) {
            problems.add(
                new RuleProblem(
                    rule.key(), "triggers", "too_many_patterns", Map.of("most", MOST_PATTERNS)));
            return;
          }
        }
      }
    }
  }

  private static void nothingToRecall(Rule rule, List<RuleProblem> problems) {
    boolean onlyJoins = rule.triggers().stream().allMatch(Trigger.Joined.class::isInstance);
    for (int i = 0; i < rule.effects().size(); i++) {
      if (onlyJoins && rule.effects().get(i) instanceof Effect.Recall) {
        problems.add(new RuleProblem(rule.key(), "effects." + i, "nothing_to_recall", Map.of()));
      }
    }
  }

  /**
   * Who asks to be let in can be answered, and nothing else; and nobody else can be answered so.
   */
  private static void atTheDoor(Rule rule, List<RuleProblem> problems) {
    boolean asked = rule.triggers().stream().anyMatch(Trigger.JoinAsked.class::isInstance);
    for (int i = 0; asked && i < rule.triggers().size(); i++) {
      if (!(rule.triggers().get(i) instanceof Trigger.JoinAsked)) {
        problems.add(new RuleProblem(rule.key(), "triggers." + i, "not_with_join_asked", Map.of()));
      }
    }
    for (int i = 0; i < rule.conditions().size(); i++) {
      boolean aboutAsking =
          switch (rule.conditions().get(i)) {
            case Condition.Answered _, Condition.AskedBefore _ -> true;
            case Condition.MemberAge _,
                Condition.HasRole _,
                Condition.TimeBetween _,
                Condition.NotWhitelisted _,
                Condition.InGroup _,
                Condition.Blacklisted _,
                Condition.InArm _ ->
                false;
          };
      if (aboutAsking && !asked) {
        problems.add(new RuleProblem(rule.key(), "conditions." + i, "nobody_asked", Map.of()));
      }
    }
    for (int i = 0; i < rule.effects().size(); i++) {
      String problem =
          switch (rule.effects().get(i)) {
            case Effect.AnswerJoin _ -> asked ? null : "nobody_asked";
            case Effect.Note _, Effect.Task _, Effect.Tag _ -> null;
            case Effect.Reply _,
                Effect.Recall _,
                Effect.Warn _,
                Effect.Mute _,
                Effect.Remove _,
                Effect.Blacklist _,
                Effect.RecordViolation _ ->
                asked ? "not_with_join_asked" : null;
          };
      if (problem != null) {
        problems.add(new RuleProblem(rule.key(), "effects." + i, problem, Map.of()));
      }
    }
  }

  private static void cycles(RuleSet rules, List<RuleProblem> problems) {
    Map<String, Set<String>> leadsTo = new HashMap<>();
    for (Rule rule : rules.rules()) {
      for (Trigger trigger : rule.triggers()) {
        if (trigger instanceof Trigger.Violated violated) {
          for (Effect effect : rule.effects()) {
            if (effect instanceof Effect.RecordViolation record) {
              leadsTo.computeIfAbsent(violated.kind(), kind -> new HashSet<>()).add(record.kind());
            }
          }
        }
      }
    }
    for (Rule rule : rules.rules()) {
      for (int i = 0; i < rule.triggers().size(); i++) {
        if (rule.triggers().get(i) instanceof Trigger.Violated violated
            && depth(violated.kind(), leadsTo, 0) > DEEPEST) {
          problems.add(
              new RuleProblem(
                  rule.key(),
                  "triggers." + i,
                  "violations_in_a_circle",
                  Map.of("deepest", DEEPEST)));
        }
      }
    }
  }

  /** Steps to the end of the longest chain; a circle has no end and stops one step too deep. */
  private static int depth(String kind, Map<String, Set<String>> leadsTo, int at) {
    int deepest = at;
    if (at <= DEEPEST) {
      for (String next : leadsTo.getOrDefault(kind, Set.of())) {
        deepest = Math.max(deepest, depth(next, leadsTo, at + 1));
      }
    }
    return deepest;
  }
}
