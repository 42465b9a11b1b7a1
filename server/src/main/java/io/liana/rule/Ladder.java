package io.liana.rule;

import io.liana.moderation.MemberRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The rules that wait for violations, by the kind they wait for. */
final class Ladder {
  record Rung(CompiledRule rule, Trigger.Violated trigger) {}

  private final Map<String, List<Rung>> rungs = new HashMap<>();

  Ladder(List<CompiledRule> rules) {
    for (CompiledRule rule : rules) {
      for (Trigger trigger : rule.rule().triggers()) {
        if (trigger instanceof Trigger.Violated violated) {
          rungs
              .computeIfAbsent(violated.kind(), kind -> new ArrayList<>())
              .add(new Rung(rule, violated));
        }
      }
    }
    rungs.values().forEach(all -> all.sort(Comparator.comparingInt(r -> -r.trigger.height())));
  }

  /**
   * The rungs that fire now, highest first. What a rule in audit mode would do keeps no rule that
   * is on from acting; the other way round it does.
   *
   * @param audit whether to answer for the rules in audit mode, or for those that are on
   * @param holds the conditions of a rule
   */
  List<Rung> fires(
      String kind, boolean audit, MemberRecord record, Instant now, Predicate<CompiledRule> holds) {
    List<Rung> fired = new ArrayList<>();
    int highest = Integer.MIN_VALUE;
    for (Rung rung : rungs.getOrDefault(kind, List.of())) {
      // Asked of no rung that steps aside anyway: what its conditions say makes no difference.
      if ((audit || !rung.rule.audit())
          && !(rung.trigger.height() < highest && rung.trigger.ignoreIfHigher())
          && reached(rung.trigger, record, now, audit)
          && holds.test(rung.rule)) {
        highest = Math.max(highest, rung.trigger.height());
        if (rung.rule.audit() == audit) {
          fired.add(rung);
        }
      }
    }
    return fired;
  }

  private static boolean reached(
      Trigger.Violated trigger, MemberRecord record, Instant now, boolean audit) {
    MemberRecord.Count count = record.count(trigger.kind(), now, trigger.within(), audit);
    return trigger.points() == null
        ? count.times() >= trigger.nth()
        : count.points() >= trigger.points();
  }
}
