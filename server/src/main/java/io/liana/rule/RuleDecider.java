package io.liana.rule;

import io.liana.action.Decision;
import io.liana.channel.EventKind;
import io.liana.channel.Person;
import io.liana.channel.SettledEvent;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.member.Membership;
import io.liana.moderation.Evidence.Found;
import io.liana.moderation.MemberRecord;
import io.liana.rule.Heard.Hit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the rules want done about one event. Pure: it knows nothing but its arguments, folds
 * the event into the record and has no field that could change the world.
 */
final class RuleDecider {
  private RuleDecider() {}

  /**
   * @param record what is held against the subject; changed by what is decided
   * @param asked how often the subject has asked to be let in, this time included
   */
  static List<Decision> decide(Heard heard, Company company, MemberRecord record, int asked) {
    SettledEvent event = heard.event();
    GroupId group = event.group();
    if (event.kind() == EventKind.JOIN || event.kind() == EventKind.INVITE) {
      record.comeBack(group);
    }
    Membership membership = company.of(group, heard.subject());
    if (membership != null && membership.bot()) {
      return List.of();
    }
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
      if (triggered && applies(rule, heard, membership, record, asked)) {
        verdict.fire(rule, found);
      }
    }
    verdict.climb(rule -> applies(rule, heard, membership, record, asked));
    return verdict.decisions();
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

  private static boolean applies(
      CompiledRule rule,
      Heard heard,
      @Nullable Membership membership,
      MemberRecord record,
      int asked) {
    if (rule.sanctions() && membership != null && exempt(membership)) {
      return false;
    }
    if (!rule.mayHold(heard.event(), heard.group())) {
      return false;
    }
    for (Condition condition : rule.ofTheMember()) {
      if (!holds(condition, heard.event().at(), membership, record, asked)) {
        return false;
      }
    }
    return true;
  }

  /** Friendly fire is worse than an advert left standing. */
  private static boolean exempt(Membership membership) {
    return membership.bot() || membership.whitelisted() || membership.role() != Person.Role.MEMBER;
  }

  private static boolean holds(
      Condition condition,
      Instant at,
      @Nullable Membership membership,
      MemberRecord record,
      int asked) {
    return switch (condition) {
      case Condition.MemberAge age -> {
        Instant since = membership == null ? at : membership.firstSeenAt();
        boolean younger = Duration.between(since, at).compareTo(age.age()) < 0;
        yield younger == age.lessThan();
      }
      case Condition.HasRole has ->
          has.roles().contains(membership == null ? Person.Role.MEMBER : membership.role());
      case Condition.NotWhitelisted _ -> membership == null || !membership.whitelisted();
      case Condition.Blacklisted _ -> record.blacklisted();
      case Condition.AskedBefore before -> asked >= before.times();
      case Condition.TimeBetween _, Condition.InGroup _, Condition.Answered _ ->
          true; // asked by mayHold
    };
  }
}
