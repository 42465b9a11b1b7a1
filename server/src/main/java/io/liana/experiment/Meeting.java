package io.liana.experiment;

import java.time.Instant;

/**
 * A visitor met what an experiment decides about, as {@link Exposure} is of a member.
 *
 * @param visitor the number in the cookie of their browser
 */
public record Meeting(long experiment, String arm, long visitor, Instant at) {

  /**
   * @param code as {@link Experiment#code}
   */
  public static Meeting with(String code, long visitor, Instant at) {
    return new Meeting(
        Experiment.experimentOf(code), code.substring(code.indexOf(':') + 1), visitor, at);
  }
}
