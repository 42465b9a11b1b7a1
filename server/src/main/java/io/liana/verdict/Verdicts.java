package io.liana.verdict;

import io.liana.acquisition.VisitorOutcomes;
import io.liana.experiment.Experiment;
import io.liana.experiment.Experiments;
import io.liana.experiment.Exposure;
import io.liana.experiment.Meeting;
import io.liana.experiment.Unit;
import io.liana.gate.GateOutcomes;
import io.liana.insight.MemberActivity;
import io.liana.insight.MemberActivity.Around;
import io.liana.insight.MemberActivity.Moment;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.member.Members;
import io.liana.member.Members.Presence;
import io.liana.member.Membership;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what an experiment showed so far. */
@Component
class Verdicts {
  private final Experiments experiments;
  private final MemberActivity activity;
  private final Members members;
  private final VisitorOutcomes visitors;
  private final GateOutcomes gates;
  private final Clock clock;

  private record Seat(GroupId group, MemberId member) {}

  /**
   * @param exposed who met an arm: visitors, or members; where groups are assigned, once for each
   *     group
   * @param outcomes of those whose days are over
   */
  record Verdict(Instant asOf, int exposed, List<Outcome> outcomes, List<Judging.Judged> judged) {}

  Verdicts(
      Experiments experiments,
      MemberActivity activity,
      Members members,
      VisitorOutcomes visitors,
      GateOutcomes gates,
      Clock clock) {
    this.experiments = experiments;
    this.activity = activity;
    this.members = members;
    this.visitors = visitors;
    this.gates = gates;
    this.clock = clock;
  }

  Verdict of(Experiment experiment) {
    Instant now = clock.instant();
    Duration length = Duration.ofDays(experiment.days());
    if (experiment.unit() == Unit.VISITOR) {
      return ofVisitors(experiment, now, length);
    }
    List<Exposure> met = first(experiment, experiments.exposures(experiment));
    // A member whose days run has not had the chance yet: counting them would reward late arms.
    List<Exposure> mature =
        met.stream().filter(one -> !one.at().plus(length).isAfter(now)).toList();
    List<Outcome> outcomes = outcomes(mature, length);
    return new Verdict(now, met.size(), outcomes, Judging.judge(experiment, outcomes));
  }

  private Verdict ofVisitors(Experiment experiment, Instant now, Duration length) {
    List<Meeting> met = experiments.meetings(experiment);
    List<Meeting> mature = met.stream().filter(one -> !one.at().plus(length).isAfter(now)).toList();
    List<VisitorOutcomes.Moment> moments =
        mature.stream().map(one -> new VisitorOutcomes.Moment(one.visitor(), one.at())).toList();
    List<VisitorOutcomes.Came> came = visitors.of(experiment.community(), moments, length);
    List<GateOutcomes.Went> went = gates.of(experiment.community(), moments, length);
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < mature.size(); i++) {
      outcomes.add(new Outcome.OfVisitor(mature.get(i).arm(), came.get(i), went.get(i)));
    }
    return new Verdict(now, met.size(), outcomes, Judging.judge(experiment, outcomes));
  }

  /** A member who is assigned as one counts once, by the first group; the rows come by time. */
  private static List<Exposure> first(Experiment experiment, List<Exposure> all) {
    if (experiment.unit() == Unit.GROUP) {
      return all;
    }
    Set<MemberId> known = new HashSet<>();
    return all.stream().filter(one -> known.add(one.member())).toList();
  }

  private List<Outcome> outcomes(List<Exposure> mature, Duration length) {
    List<Around> said =
        activity.around(
            mature.stream().map(one -> new Moment(one.group(), one.member(), one.at())).toList(),
            length);
    Map<Seat, Membership> seats = new HashMap<>();
    members
        .memberships(
            mature.stream()
                .map(one -> new Presence(one.group(), one.member(), null, one.at()))
                .toList())
        .forEach(one -> seats.put(new Seat(one.group(), one.member()), one));
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < mature.size(); i++) {
      Exposure one = mature.get(i);
      outcomes.add(
          new Outcome.OfMember(
              one.arm(),
              one.group(),
              said.get(i),
              stayed(seats.get(new Seat(one.group(), one.member())), one.at().plus(length))));
    }
    return outcomes;
  }

  /** Only the latest coming and going is known: who came back after the end was away at the end. */
  private static boolean stayed(@Nullable Membership seat, Instant end) {
    if (seat == null) {
      return false;
    }
    Instant left = seat.leftAt();
    Instant joined = seat.joinedAt();
    return (left == null || left.isAfter(end)) && (joined == null || !joined.isAfter(end));
  }
}
