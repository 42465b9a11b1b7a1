package io.liana.verdict;

import io.liana.experiment.Metric;
import io.liana.insight.MemberActivity.Around;
import io.liana.kernel.GroupId;

/**
 * What one member did after they met an arm.
 *
 * @param stayed still in the group at the end of the days
 */
record Outcome(String arm, GroupId group, Around said, boolean stayed) {

  double of(Metric metric) {
    return switch (metric) {
      case SPOKE -> said.after().messages() > 0 ? 1 : 0;
      case STAYED -> stayed ? 1 : 0;
      case MESSAGES, MESSAGES_PER_ACTIVE_DAY -> said.after().messages();
      case ACTIVE_DAYS -> said.after().days();
    };
  }

  /** The same metric in the days before; 0 where nothing of the kind was there before. */
  double before(Metric metric) {
    return switch (metric) {
      case SPOKE, STAYED -> 0;
      case MESSAGES, MESSAGES_PER_ACTIVE_DAY -> said.before().messages();
      case ACTIVE_DAYS -> said.before().days();
    };
  }
}
