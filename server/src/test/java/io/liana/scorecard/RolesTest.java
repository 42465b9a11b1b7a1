package io.liana.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.scorecard.Roles.Holder;
import io.liana.scorecard.Roles.Silent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is what, at the edge of each rule. */
class RolesTest {
  private static final class Doing {
    int messages = 1;
    int days = 1;
    int addressers;
    int answers;
    int askers;
    double answerLength;
    int newcomers;
    int links;
    int linkDays;
    int echoed;
    int begun;
    int acts;
    int actDays;
    int earlier;
    int earlierDays;
    int lately;

    Conduct of(long member) {
      return new Conduct(
          member,
          messages,
          days,
          addressers,
          addressers,
          answers,
          askers,
          answerLength,
          newcomers,
          newcomers,
          links,
          linkDays,
          echoed,
          begun,
          begun,
          acts,
          actDays,
          earlier,
          earlierDays,
          lately);
    }
  }

  @Test
  void a_role_begins_where_it_is_said_to_begin() {
    holds(PlayedRole.AUTHORITY, one -> one.addressers = 5, one -> one.addressers = 4);
    holds(PlayedRole.TRAINER, one -> one.newcomers = 5, one -> one.newcomers = 4);
    holds(PlayedRole.INNOVATOR, one -> one.begun = 3, one -> one.begun = 2);
    holds(PlayedRole.ACTIVE, one -> one.days = 8, one -> one.days = 7);
    holds(PlayedRole.SOLVER, one -> answers(one, 5, 3, 10), one -> answers(one, 4, 4, 10));
    holds(PlayedRole.SOLVER, one -> answers(one, 5, 3, 10), one -> answers(one, 9, 2, 10));
    holds(PlayedRole.EXPERT, one -> answers(one, 5, 3, 40), one -> answers(one, 5, 3, 39.5));
    holds(PlayedRole.EXECUTOR, one -> acts(one, 5, 3), one -> acts(one, 9, 2));
    holds(PlayedRole.EXECUTOR, one -> acts(one, 5, 3), one -> acts(one, 4, 4));
    holds(PlayedRole.RESOURCE_FINDER, one -> links(one, 5, 3, 2), one -> links(one, 4, 3, 2));
    holds(PlayedRole.RESOURCE_FINDER, one -> links(one, 5, 3, 2), one -> links(one, 5, 2, 2));
    holds(PlayedRole.RESOURCE_FINDER, one -> links(one, 5, 3, 2), one -> links(one, 50, 20, 1));
    // 32 messages in 56 days are 8 in 14, and a quarter of them is 2.
    holds(PlayedRole.AT_RISK, one -> pace(one, 32, 4, 2), one -> pace(one, 32, 4, 3));
    holds(PlayedRole.AT_RISK, one -> pace(one, 32, 4, 0), one -> pace(one, 32, 3, 0));
  }

  @Test
  void an_authority_is_among_the_foremost_twentieth_of_speakers() {
    List<Conduct> conducts = new ArrayList<>();
    for (int member = 1; member <= 40; member++) {
      Doing doing = new Doing();
      doing.addressers = member;
      conducts.add(doing.of(member));
    }
    assertThat(members(roles(conducts), PlayedRole.AUTHORITY)).containsExactly(40L, 39L);
  }

  @Test
  void who_is_silent_lurks_after_four_weeks() {
    Map<PlayedRole, List<Holder>> roles =
        Roles.of(List.of(), 0, List.of(new Silent(1, 27), new Silent(2, 28), new Silent(3, 90)));
    assertThat(members(roles, PlayedRole.LURKER)).containsExactly(3L, 2L);
    assertThat(roles.get(PlayedRole.LURKER)).first().isEqualTo(new Holder(3, 90, 0));
    assertThat(roles).containsOnlyKeys(PlayedRole.values());
  }

  private interface Done {
    void by(Doing one);
  }

  private static void holds(PlayedRole role, Done enough, Done tooLittle) {
    Doing one = new Doing();
    enough.by(one);
    Doing other = new Doing();
    tooLittle.by(other);
    assertThat(members(roles(List.of(one.of(1), other.of(2))), role))
        .as(role.code())
        .containsExactly(1L);
  }

  private static void answers(Doing one, int answers, int askers, double length) {
    one.answers = answers;
    one.askers = askers;
    one.answerLength = length;
  }

  private static void acts(Doing one, int acts, int days) {
    one.acts = acts;
    one.actDays = days;
  }

  private static void links(Doing one, int links, int days, int echoed) {
    one.links = links;
    one.linkDays = days;
    one.echoed = echoed;
  }

  private static void pace(Doing one, int earlier, int days, int lately) {
    one.earlier = earlier;
    one.earlierDays = days;
    one.lately = lately;
  }

  private static Map<PlayedRole, List<Holder>> roles(List<Conduct> conducts) {
    return Roles.of(conducts, 20, List.of());
  }

  private static List<Long> members(Map<PlayedRole, List<Holder>> roles, PlayedRole role) {
    return roles.get(role).stream().map(Holder::member).toList();
  }
}
