package io.liana.rule;

import io.liana.channel.SettledEvent;
import io.liana.community.GroupView;
import io.liana.kernel.MemberId;
import io.liana.moderation.Evidence.Found;
import java.util.List;

/**
 * What the rules of a community heard in one event, before anybody asked who said it.
 *
 * @param subject whom it is about: who spoke, or who came
 * @param invited they came because somebody brought them
 * @param hits in the order of the rules; several triggers of one rule are several hits
 */
record Heard(
    CompiledRules rules,
    SettledEvent event,
    GroupView group,
    MemberId subject,
    boolean invited,
    List<Hit> hits) {

  record Hit(CompiledRule rule, Trigger trigger, List<Found> found) {}

  /** Deciding needs to know what is held against the member. */
  boolean needsRecord() {
    for (Hit hit : hits) {
      if (hit.rule.needsRecord()) {
        return true;
      }
    }
    return false;
  }

  boolean spokeToUs() {
    for (Hit hit : hits) {
      if (hit.trigger instanceof Trigger.Mentioned) {
        return true;
      }
    }
    return false;
  }
}
