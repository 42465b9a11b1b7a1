package io.liana.rule;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * When any of the triggers is heard and all of the conditions hold, the effects happen.
 *
 * @param key stable name inside the rule set
 * @param name for people; members read it in warnings
 */
record Rule(
    String key,
    String name,
    Mode mode,
    List<Trigger> triggers,
    List<Condition> conditions,
    List<Effect> effects) {

  enum Mode {
    ON,
    /** Runs for real, but only records what it would have done. */
    AUDIT,
    OFF;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Stream<Condition.InArm> arms() {
    return conditions.stream()
        .filter(Condition.InArm.class::isInstance)
        .map(Condition.InArm.class::cast);
  }

  /** Does something to a member; owners, admins, bots and white-listed members are exempt. */
  boolean sanctions() {
    return effects.stream().anyMatch(Effect::sanctions)
        || triggers.stream().anyMatch(trigger -> trigger instanceof Trigger.Violated);
  }
}
