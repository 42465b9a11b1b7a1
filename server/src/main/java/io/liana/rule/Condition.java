package io.liana.rule;

import io.liana.channel.Person;
import io.liana.kernel.GroupId;
import java.time.Duration;
import java.time.LocalTime;
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
}
