package io.liana.rule;

import io.liana.channel.EventKind;
import io.liana.channel.Person;
import io.liana.channel.SettledEvent;
import io.liana.experiment.Experiment;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.member.Membership;
import io.liana.moderation.Evidence.Found;
import io.liana.moderation.MemberRecord;
import io.liana.rule.Heard.Hit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the rules want done about one event. Pure: it knows nothing but its arguments, folds
 * the event into the record and has no field that could change the world.
 */
final class RuleDecider {
  private RuleDecider() {}

  /**
   * What the conditions of a rule are held against.
   *
   * @param arms what experiments give the subject
   */
  private record Known(
      Heard heard,
      @Nullable Membership membership,
      MemberRecord record,
      int asked,
      Set<String> arms) {}

  /**
   * @param record what is held against the subject; changed by what is decided
   * @param asked how often the subject has asked to be let in, this time included
   */
  static Ruling decide(Heard heard, Company company, Arms arms, MemberRecord record, int asked) {
    SettledEvent event = heard.event();
    GroupId group = event.group();
    if (event.kind() == EventKind.JOIN || event.kind() == EventKind.INVITE) {
      record.comeBack(group);
    }
    Membership membership = company.of(group, heard.subject());
    if (membership != null && membership.bot()) {
      return new Ruling(List.of(), Set.of());
    }
    Set<String> theirs = heard.rules().asksArms() ? arms.of(group, heard.subject()) : Set.of();
    var known = new Known(heard, membership, record, asked, theirs);
    Set<String> met = new HashSet<>(0);
    Verdict verdict = new Verdict(heard, record);
    List<Hit> hits = heard.hits();
    for (int i = 0; i < hits.size(); ) {
      CompiledRule rule = hits.get(i).rule();
      List<Found> found = new ArrayList<>();
      boolean triggered = false;
      for (; i < hits.size() && hits.get(i).rule() == rule; i++) {
        if (holds(hits.get(i).trigger(), heard, membership, company, record)) {
          triggered = true;
          found.addAll(hits.get(i).found());
        }
      }
      if (triggered && applies(rule, known, met)) {
        verdict.fire(rule, found);
      }
    }
    verdict.climb(
        rule -> applies(rule, known, met), rule -> applies(rule, known, new HashSet<>(0)));
    return new Ruling(verdict.decisions(), met);
  }

  /** Triggers that could not be told from the event alone. */
  private static boolean holds(
      Trigger trigger,
      Heard heard,
      @Nullable Membership membership,
      Company company,
      MemberRecord record) {
    if (trigger instanceof Trigger.Joined joined) {
      SettledEvent event = heard.event();
      boolean firstTime = membership == null || !membership.firstSeenAt().isBefore(event.at());
      return switch (joined.newcomer()) {
        case ANY -> true;
        case FIRST_TIME -> firstTime;
        case RETURNING -> !firstTime;
        case INVITED -> heard.invited();
        case BY_THEMSELVES -> !heard.invited();
        case REMOVED_BEFORE -> record.wasRemoved(event.group());
      };
    }
    if (trigger instanceof Trigger.Mentioned) {
      for (MemberId target : heard.event().targets()) {
        Membership addressed = company.of(heard.event().group(), target);
        if (addressed != null && addressed.bot()) {
          return true;
        }
      }
      return false;
    }
    return true;
  }

  /**
   * @param met learns of the experiments that had the last word; a rule in audit mode does nothing,
   *     so nobody meets anything by it
   */
  private static boolean applies(CompiledRule rule, Known known, Set<String> met) {
    if (!appliesWithAnotherArm(rule, known)) {
      return false;
    }
    boolean fits = true;
    for (Condition.InArm in : rule.ofTheArm()) {
      fits &= in.arms().stream().anyMatch(known.arms::contains);
      if (!rule.audit()) {
        met.addAll(asked(in, known.arms));
      }
    }
    return fits;
  }

  /** Of these arms, those of the experiments a condition asks about. */
  private static Set<String> asked(Condition.InArm in, Set<String> arms) {
    Set<Long> experiments =
        in.arms().stream().map(Experiment::experimentOf).collect(Collectors.toSet());
    return arms.stream()
        .filter(arm -> experiments.contains(Experiment.experimentOf(arm)))
        .collect(Collectors.toSet());
  }

  /** Whether only an experiment stands between what was heard and the rule, if anything does. */
  private static boolean appliesWithAnotherArm(CompiledRule rule, Known known) {
    Heard heard = known.heard;
    Membership membership = known.membership;
    if (rule.sanctions() && membership != null && exempt(membership)) {
      return false;
    }
    if (!rule.mayHold(heard.event(), heard.group())) {
      return false;
    }
    for (Condition condition : rule.ofTheMember()) {
      if (!holds(condition, known)) {
        return false;
      }
    }
    return true;
  }

  /** Friendly fire is worse than an advert left standing. */
  private static boolean exempt(Membership membership) {
    return membership.bot() || membership.whitelisted() || membership.role() != Person.Role.MEMBER;
  }

  private static boolean holds(Condition condition, Known known) {
    Instant at = known.heard.event().at();
    Membership membership = known.membership;
    return switch (condition) {
      case Condition.MemberAge age -> {
        Instant since = membership == null ? at : membership.firstSeenAt();
        boolean younger = Duration.between(since, at).compareTo(age.age()) < 0;
        yield younger == age.lessThan();
      }
      case Condition.HasRole has ->
          has.roles().contains(membership == null ? Person.Role.MEMBER : membership.role());
      case Condition.NotWhitelisted _ -> membership == null || !membership.whitelisted();
      case Condition.Blacklisted _ -> known.record.blacklisted();
      case Condition.AskedBefore before -> known.asked >= before.times();
      case Condition.TimeBetween _, Condition.InGroup _, Condition.Answered _ ->
          true; // asked by mayHold
      case Condition.InArm _ -> true; // asked last
    };
  }
}
