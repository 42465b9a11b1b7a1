package io.liana.playbook;

import io.liana.community.Community;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;

/** One thing that happens in a group at an hour of a day. Steps are told apart by their key. */
public sealed interface Step {
  /** What a text may say of the group it is said in. */
  Set<String> VARIABLES = Set.of("group", "community", "day");

  String key();

  /** 1 is the first day of a run. */
  int day();

  LocalTime at();

  String text();

  /** Only groups with one of these arms, as {@code Experiment.code}; empty for every group. */
  Set<String> arms();

  /** Into the group. */
  record Say(String key, int day, LocalTime at, String text, Set<String> arms) implements Step {}

  /** A person of the team does it. */
  record Do(String key, int day, LocalTime at, String text, Duration time, Set<String> arms)
      implements Step {}

  /** By the clock of the community, as it goes now. */
  default Instant on(LocalDate firstDay, Community community) {
    return firstDay.plusDays(day() - 1L).atTime(at()).atZone(community.zone()).toInstant();
  }
}
