package io.liana.rule;

import io.liana.channel.Person;
import io.liana.experiment.Experiment;
import io.liana.kernel.GroupId;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;

/** What must hold besides. */
sealed interface Condition {
  /** Since the first event of theirs in this group; a member who left and came back is no child. */
  record MemberAge(boolean lessThan, Duration age) implements Condition {}

  record HasRole(Set<Person.Role> roles) implements Condition {}

  /** In the community's zone; over midnight when {@code from} is after {@code to}. */
  record TimeBetween(LocalTime from, LocalTime to) implements Condition {
    boolean holds(LocalTime time) {
      boolean afterFrom = !time.isBefore(from);
      boolean beforeTo = time.isBefore(to);
      return from.isAfter(to) ? afterFrom || beforeTo : afterFrom && beforeTo;
    }
  }

  record NotWhitelisted() implements Condition {}

  record InGroup(Set<GroupId> groups) implements Condition {}

  record Blacklisted() implements Condition {}

  /**
   * One of these arms is theirs, or their group's.
   *
   * @param arms of running experiments, as {@link Experiment#code}: {@code 7:b}
   */
  record InArm(Set<String> arms) implements Condition {}

  /**
   * What somebody wrote who asks to be let in.
   *
   * @param words folded, see {@link JoinAnswer}
   * @param not true when none of the words may be there
   */
  record Answered(Trigger.Match match, List<String> words, boolean not) implements Condition {}

  /** They ask for at least the nth time in this group, as far back as the group's history goes. */
  record AskedBefore(int times) implements Condition {}
}
