package io.liana.insight;

import static io.liana.insight.Finding.Severity.GOOD;
import static io.liana.insight.Finding.Severity.NOTE;
import static io.liana.insight.Finding.Severity.WARNING;

import io.liana.insight.Findings.Sight;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who comes, who stays, who goes. One rule, one method. */
final class NewcomerRules {
  static final List<Function<Sight, @Nullable Finding>> ALL =
      List.of(
          NewcomerRules::newcomersUnanswered,
          NewcomerRules::newcomersAnswered,
          NewcomerRules::earlyLoss,
          NewcomerRules::oneMessage,
          NewcomerRules::growthNotActivated,
          NewcomerRules::lurkers,
          NewcomerRules::leaving);

  private NewcomerRules() {}

  private static @Nullable Finding newcomersUnanswered(Sight sight) {
    Newcomers n = sight.metrics().newcomers();
    if (n.share() == null || n.base() < Findings.MANY || n.share() >= 0.5) {
      return null;
    }
    int alone = n.base() - n.replied24h();
    Double answered = n.rollingD30Replied();
    Double not = n.rollingD30Not();
    Finding plain =
        Finding.of(
            "newcomers_unanswered",
            WARNING,
            "unanswered",
            1 - n.share(),
            "alone",
            alone,
            "base",
            n.base(),
            "limit",
            0.5,
            "min_base",
            Findings.MANY);
    if (answered == null || not == null || not == 0 || n.replied24h() < 10 || alone < 10) {
      return plain; // halves too small to be compared
    }
    return answered / not >= 1.2
        ? Finding.of(
            "newcomers_unanswered_return",
            WARNING,
            "unanswered",
            1 - n.share(),
            "base",
            n.base(),
            "times",
            answered / not,
            "back_replied",
            answered,
            "back_not",
            not,
            "limit",
            0.5,
            "min_base",
            Findings.MANY,
            "min_half",
            10,
            "min_times",
            1.2)
        : plain;
  }

  private static @Nullable Finding newcomersAnswered(Sight sight) {
    Newcomers n = sight.metrics().newcomers();
    return n.share() == null || n.base() < Findings.MANY || n.share() < 0.7
        ? null
        : Finding.of(
            "newcomers_answered",
            GOOD,
            "share",
            n.share(),
            "base",
            n.base(),
            "limit",
            0.7,
            "min_base",
            Findings.MANY);
  }

  private static @Nullable Finding earlyLoss(Sight sight) {
    return sight.metrics().retention().get("D7") instanceof Retention.Rate.OnDay day
            && day.rolling() != null
            && day.base() >= Findings.MANY
            && day.rolling() < 0.35
        ? Finding.of(
            "early_loss",
            WARNING,
            "lost",
            1 - day.rolling(),
            "base",
            day.base(),
            "limit",
            0.65,
            "min_base",
            Findings.MANY)
        : null;
  }

  private static @Nullable Finding oneMessage(Sight sight) {
    Activity a = sight.activity();
    double share = a.speakers() == 0 ? 0 : (double) a.oneMessageMembers() / a.speakers();
    return a.speakers() < Findings.MANY || share < 0.3
        ? null
        : Finding.of(
            "one_message",
            NOTE,
            "share",
            share,
            "members",
            a.oneMessageMembers(),
            "limit",
            0.3,
            "min_base",
            Findings.MANY);
  }

  private static @Nullable Finding growthNotActivated(Sight sight) {
    Recent r = sight.recent();
    double spoke = r.joiners() == 0 ? 1 : (double) r.joinersWhoSpoke() / r.joiners();
    return r.joiners() < 10 || spoke >= 0.3
        ? null
        : Finding.of(
            "growth_not_activated",
            WARNING,
            "joiners",
            r.joiners(),
            "spoke",
            r.joinersWhoSpoke(),
            "share",
            spoke,
            "limit",
            0.3,
            "min_base",
            10);
  }

  private static @Nullable Finding lurkers(Sight sight) {
    Activity a = sight.activity();
    double share = a.joiners() == 0 ? 0 : (double) a.lurkers() / a.joiners();
    return a.joiners() < Findings.MANY || share < 0.6
        ? null
        : Finding.of(
            "lurkers",
            NOTE,
            "share",
            share,
            "lurkers",
            a.lurkers(),
            "joiners",
            a.joiners(),
            "limit",
            0.6,
            "min_base",
            Findings.MANY);
  }

  private static @Nullable Finding leaving(Sight sight) {
    Recent r = sight.recent();
    return r.leaves() < 10 || r.leaves() <= 1.2 * r.joins()
        ? null
        : Finding.of(
            "leaving",
            WARNING,
            "leaves",
            r.leaves(),
            "joins",
            r.joins(),
            "limit",
            1.2,
            "min_leaves",
            10);
  }
}
