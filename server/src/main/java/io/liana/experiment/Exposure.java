package io.liana.experiment;

import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Instant;

/**
 * A member met what an experiment decides about: with another arm something else would have
 * happened.
 *
 * @param arm key of the arm, or {@link Experiment#HOLDOUT}
 */
public record Exposure(long experiment, String arm, GroupId group, MemberId member, Instant at) {

  /**
   * @param code as {@link Experiment#code}
   */
  public static Exposure to(String code, GroupId group, MemberId member, Instant at) {
    return new Exposure(
        Experiment.experimentOf(code), code.substring(code.indexOf(':') + 1), group, member, at);
  }
}
