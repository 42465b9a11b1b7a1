package io.liana.insight;

import static io.liana.insight.Finding.Severity.GOOD;
import static io.liana.insight.Finding.Severity.NOTE;
import static io.liana.insight.Finding.Severity.WARNING;

import io.liana.insight.Findings.Sight;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who talks with whom, and who is left without an answer. One rule, one method. */
final class TalkRules {
  static final List<Function<Sight, @Nullable Finding>> ALL =
      List.of(
          TalkRules::questionsUnanswered,
          TalkRules::answersSlow,
          TalkRules::answersFast,
          TalkRules::fewCarry,
          TalkRules::oneConnector,
          TalkRules::oneWay);

  private TalkRules() {}

  private static @Nullable Finding questionsUnanswered(Sight sight) {
    Answers a = sight.metrics().answers();
    return a.answerRate() == null || a.questions() < Findings.MANY || a.answerRate() >= 0.6
        ? null
        : Finding.of(
            "questions_unanswered",
            WARNING,
            "unanswered",
            1 - a.answerRate(),
            "questions",
            a.questions(),
            "limit",
            0.4,
            "min_base",
            Findings.MANY);
  }

  private static @Nullable Finding answersSlow(Sight sight) {
    Answers a = sight.metrics().answers();
    return a.medianAnswerMinutes() == null
            || a.answered() < Findings.MANY
            || a.medianAnswerMinutes() <= 60
        ? null
        : Finding.of(
            "answers_slow",
            NOTE,
            "minutes",
            a.medianAnswerMinutes(),
            "answered",
            a.answered(),
            "limit",
            60,
            "min_base",
            Findings.MANY);
  }

  private static @Nullable Finding answersFast(Sight sight) {
    Answers a = sight.metrics().answers();
    return a.medianAnswerMinutes() == null
            || a.answerRate() == null
            || a.questions() < Findings.MANY
            || a.answerRate() < 0.8
            || a.medianAnswerMinutes() > 15
        ? null
        : Finding.of(
            "answers_fast",
            GOOD,
            "rate",
            a.answerRate(),
            "minutes",
            a.medianAnswerMinutes(),
            "questions",
            a.questions(),
            "min_rate",
            0.8,
            "max_minutes",
            15,
            "min_base",
            Findings.MANY);
  }

  private static @Nullable Finding fewCarry(Sight sight) {
    Integer few = sight.metrics().twoEight().membersFor80pct();
    int speakers = sight.activity().speakers();
    return few == null || speakers < Findings.MANY || few > 0.1 * speakers
        ? null
        : Finding.of(
            "few_carry",
            WARNING,
            "members",
            few,
            "speakers",
            speakers,
            "share",
            (double) few / speakers,
            "limit",
            0.1,
            "min_base",
            Findings.MANY);
  }

  private static @Nullable Finding oneConnector(Sight sight) {
    Connections g = sight.metrics().graph();
    long exchanges = g.ties().stream().mapToLong(Connections.Ties::exchanged).sum() / 2;
    return g.ties().stream()
        .max(Comparator.comparingLong(Connections.Ties::exchanged))
        .filter(top -> exchanges >= 50 && g.nodes() >= 5 && top.exchanged() >= 0.4 * exchanges)
        .map(
            top ->
                Finding.of(
                    "one_connector",
                    WARNING,
                    "member",
                    Long.toString(top.member()),
                    "share",
                    (double) top.exchanged() / exchanges,
                    "directed",
                    exchanges,
                    "limit",
                    0.4,
                    "min_directed",
                    50))
        .orElse(null);
  }

  private static @Nullable Finding oneWay(Sight sight) {
    Connections g = sight.metrics().graph();
    return g.reciprocity() == null || g.edges() < 30 || g.reciprocity() >= 0.3
        ? null
        : Finding.of(
            "one_way",
            NOTE,
            "share",
            1 - g.reciprocity(),
            "edges",
            g.edges(),
            "limit",
            0.7,
            "min_edges",
            30);
  }
}
