package io.liana.verdict;

import io.liana.acquisition.VisitorOutcomes.Came;
import io.liana.experiment.Metric;
import io.liana.gate.GateOutcomes.Went;
import io.liana.insight.MemberActivity.Around;
import io.liana.kernel.GroupId;

/** What one unit did after it met an arm. */
sealed interface Outcome {
  String arm();

  double of(Metric metric);

  /** The same metric in the days before; 0 where nothing of the kind was there before. */
  double before(Metric metric);

  /**
   * @param stayed still in the group at the end of the days
   */
  record OfMember(String arm, GroupId group, Around said, boolean stayed) implements Outcome {
    @Override
    public double of(Metric metric) {
      return switch (metric) {
        case SPOKE -> share(said.after().messages() > 0);
        case STAYED -> share(stayed);
        case CAME_BACK -> share(said.cameBack());
        case MESSAGES, MESSAGES_PER_ACTIVE_DAY -> said.after().messages();
        case ACTIVE_DAYS -> said.after().days();
        case ANSWERED, ADMITTED, JOINED, ORDERED ->
            throw new IllegalArgumentException(metric.code());
      };
    }

    @Override
    public double before(Metric metric) {
      return switch (metric) {
        case MESSAGES, MESSAGES_PER_ACTIVE_DAY -> said.before().messages();
        case ACTIVE_DAYS -> said.before().days();
        case SPOKE, STAYED, CAME_BACK, ANSWERED, ADMITTED, JOINED, ORDERED -> 0;
      };
    }
  }

  record OfVisitor(String arm, Came came, Went went) implements Outcome {
    @Override
    public double of(Metric metric) {
      return switch (metric) {
        case ANSWERED -> share(went.answered());
        case ADMITTED -> share(went.admitted());
        case JOINED -> share(came.joined());
        case STAYED -> share(came.stayed());
        case ORDERED -> share(came.ordered());
        case SPOKE, MESSAGES, ACTIVE_DAYS, MESSAGES_PER_ACTIVE_DAY, CAME_BACK ->
            throw new IllegalArgumentException(metric.code());
      };
    }

    @Override
    public double before(Metric metric) {
      return 0;
    }
  }

  private static double share(boolean did) {
    return did ? 1 : 0;
  }
}
