package io.liana.scorecard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Pure: from what members did to what they are to the group. */
final class Roles {
  // Four are a circle of friends; whoever five people turn to is known.
  private static final int ADDRESSERS = 5;
  private static final double FOREMOST = 0.05;
  private static final int ANSWERS = 5;
  private static final int ASKERS = 3; // of fewer it is a conversation of two
  private static final double DEPTH = 2;
  private static final int NEWCOMERS = 5;
  private static final int LINKS = 5;
  private static final int ECHOED = 2; // what nobody takes up is advertising
  private static final int SHARING_DAYS = 3;
  private static final int BEGUN = 3;
  private static final int ACTS = 5;
  private static final int ACTING_DAYS = 3;
  private static final int ACTIVE_DAYS = 8; // twice a week, as the core of the five elements
  private static final int EARLIER_DAYS = 4; // of a single lively evening no pace is known
  private static final double FALLEN_TO = 0.25;

  private Roles() {}

  /**
   * Who is in the group without a word.
   *
   * @param days since they came
   */
  record Silent(long member, int days) {}

  /**
   * Somebody in a role, and the two numbers that say why; docs/metrics.md says which, role by role.
   */
  record Holder(long member, double first, double second) {}

  /** By role who holds it, what says most of it first; every role is there. */
  static Map<PlayedRole, List<Holder>> of(
      List<Conduct> conducts, double usualLength, List<Silent> silent) {
    int foremost = foremost(conducts);
    Map<PlayedRole, List<Holder>> roles = new EnumMap<>(PlayedRole.class);
    for (PlayedRole role : PlayedRole.values()) {
      List<Holder> holders = new ArrayList<>();
      if (role == PlayedRole.LURKER) {
        silent.stream()
            .filter(one -> one.days() >= Windows.DAYS)
            .forEach(one -> holders.add(new Holder(one.member(), one.days(), 0)));
      } else {
        conducts.stream()
            .filter(one -> holds(role, one, foremost, usualLength))
            .forEach(one -> holders.add(evidence(role, one)));
      }
      holders.sort(
          Comparator.comparingDouble((Holder one) -> -one.first())
              .thenComparingDouble(one -> -one.second())
              .thenComparingLong(Holder::member));
      roles.put(role, List.copyOf(holders));
    }
    return roles;
  }

  /** How many must have addressed somebody who is among the foremost twentieth of speakers. */
  private static int foremost(List<Conduct> conducts) {
    int[] addressers =
        conducts.stream()
            .filter(one -> one.messages() > 0)
            .mapToInt(Conduct::addressers)
            .sorted()
            .toArray();
    int within = (int) Math.ceil(FOREMOST * addressers.length);
    return within == 0 ? 0 : addressers[addressers.length - within];
  }

  private static boolean holds(PlayedRole role, Conduct one, int foremost, double usualLength) {
    return switch (role) {
      case AUTHORITY -> one.addressers() >= Math.max(ADDRESSERS, foremost);
      case SOLVER -> solves(one);
      case EXPERT -> solves(one) && one.answerLength() >= DEPTH * usualLength;
      case TRAINER -> one.newcomers() >= NEWCOMERS;
      case RESOURCE_FINDER ->
          one.links() >= LINKS && one.linkDays() >= SHARING_DAYS && one.echoed() >= ECHOED;
      case INNOVATOR -> one.begun() >= BEGUN;
      case EXECUTOR -> one.acts() >= ACTS && one.actDays() >= ACTING_DAYS;
      case ACTIVE -> one.days() >= ACTIVE_DAYS;
      case LURKER -> false;
      case AT_RISK ->
          one.earlierDays() >= EARLIER_DAYS && one.lately() <= FALLEN_TO * expected(one);
    };
  }

  private static boolean solves(Conduct one) {
    return one.answers() >= ANSWERS && one.askers() >= ASKERS;
  }

  /** Messages of two weeks at the earlier pace. */
  private static double expected(Conduct one) {
    return (double) one.earlier() * Conducts.LATELY / Conducts.EARLIER;
  }

  private static Holder evidence(PlayedRole role, Conduct one) {
    return switch (role) {
      case AUTHORITY -> new Holder(one.member(), one.addressers(), one.addressed());
      case SOLVER -> new Holder(one.member(), one.answers(), one.askers());
      case EXPERT -> new Holder(one.member(), one.answers(), one.answerLength());
      case TRAINER -> new Holder(one.member(), one.newcomers(), one.welcomes());
      case RESOURCE_FINDER -> new Holder(one.member(), one.links(), one.echoed());
      case INNOVATOR -> new Holder(one.member(), one.begun(), one.followers());
      case EXECUTOR -> new Holder(one.member(), one.acts(), one.actDays());
      case ACTIVE -> new Holder(one.member(), one.days(), one.messages());
      case LURKER -> throw new IllegalArgumentException("who said nothing did nothing");
      case AT_RISK -> new Holder(one.member(), expected(one), one.lately());
    };
  }
}
