package io.liana.insight;

import static io.liana.insight.Archived.ANA;
import static io.liana.insight.Archived.BO;
import static io.liana.insight.Archived.BOT;
import static io.liana.insight.Archived.CHEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.liana.insight.Retention.Rate;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Small worlds whose numbers can be counted on fingers. */
class MetricsTest {
  @Test
  void a_group_in_which_nothing_happened_has_no_ratios() {
    try (var archived = new Archived()) {
      Metrics metrics = archived.metrics();
      assertThat(metrics.activity().messages()).isZero();
      assertThat(metrics.activity().stickiness()).isNull();
      assertThat(metrics.answers().answerRate()).isNull();
      assertThat(metrics.retention()).containsKeys("D1", "D7", "D30", "W1", "W4");
    }
  }

  @Test
  void bots_count_nowhere_but_among_the_bot_messages() {
    try (var archived = new Archived()) {
      archived.says(ANA, "2026-01-01T04:00:00Z", "hello", BOT);
      archived.says(BOT, "2026-01-01T04:01:00Z", "build passed?", ANA);
      archived.joins(BOT, "2026-01-01T03:00:00Z");
      Metrics metrics = archived.metrics();
      assertThat(metrics.activity().messages()).isEqualTo(1);
      assertThat(metrics.activity().botMessages()).isEqualTo(1);
      assertThat(metrics.activity().joins()).isZero();
      assertThat(metrics.activity().lurkers()).isZero();
      assertThat(metrics.graph().edges()).isZero();
      assertThat(metrics.graph().directedMessages()).isZero();
      assertThat(metrics.answers().questions()).isZero();
    }
  }

  @Test
  void a_question_waits_for_a_directed_reply_of_somebody_else_within_a_day() {
    try (var archived = new Archived()) {
      archived.says(ANA, "2026-01-01T04:00:00Z", "where is it?");
      archived.says(BO, "2026-01-01T04:02:00Z", "good morning");
      archived.says(BO, "2026-01-01T04:10:00Z", "by the river", ANA);
      archived.says(CHEN, "2026-01-01T05:00:00Z", "几点开始？ ");
      archived.says(ANA, "2026-01-02T05:00:01Z", "too late", CHEN);
      archived.says(ANA, "2026-01-02T06:00:00Z", "thanks! who else?", BO);
      archived.says(ANA, "2026-01-02T06:30:00Z", "me", ANA);
      Answers answers = archived.metrics().answers();
      assertThat(answers.questions()).isEqualTo(3);
      assertThat(answers.answered()).isEqualTo(1);
      assertThat(answers.answerRate()).isEqualTo(1.0 / 3);
      assertThat(answers.medianAnswerMinutes()).isEqualTo(10.0);
    }
  }

  @Test
  void every_question_is_answered_by_the_first_reply_after_it() {
    try (var archived = new Archived()) {
      archived.says(ANA, "2026-01-01T04:00:00Z", "one?");
      archived.says(ANA, "2026-01-01T04:20:00Z", "two?");
      archived.says(BO, "2026-01-01T04:30:00Z", "yes", ANA);
      archived.says(CHEN, "2026-01-01T04:31:00Z", "no", ANA);
      Answers answers = archived.metrics().answers();
      assertThat(answers.answered()).isEqualTo(2);
      assertThat(answers.medianAnswerMinutes()).isEqualTo(20.0);
    }
  }

  @Test
  void whoever_joined_before_the_first_word_is_retained_from_the_day_of_joining() {
    try (var archived = new Archived()) {
      archived.joins(CHEN, "2026-01-01T04:00:00Z");
      archived.joins(BO, "2026-01-01T04:00:00Z");
      archived.says(CHEN, "2026-01-02T04:00:00Z", "hello");
      archived.says(ANA, "2026-01-09T04:00:00Z", "hello");
      Analysis analysis = archived.look(null, null);
      assertThat(Metrics.of(analysis, Cohort.JOIN).retention().get("D1"))
          .isEqualTo(new Rate.OnDay(2, 0.5, 0.5));
      assertThat(Metrics.of(analysis, Cohort.MESSAGE).retention().get("D1"))
          .isEqualTo(new Rate.OnDay(1, 0.0, 0.0));
    }
  }

  @Test
  void a_period_counts_its_own_days_but_remembers_who_is_new() {
    try (var archived = new Archived()) {
      archived.says(ANA, "2026-01-01T04:00:00Z", "long before");
      archived.says(ANA, "2026-02-01T04:00:00Z", "in the period", BO);
      archived.says(BO, "2026-02-02T04:00:00Z", "new");
      archived.says(BO, "2026-02-03T04:00:00Z", "again");
      archived.says(CHEN, "2026-03-09T04:00:00Z", "long after");
      Analysis analysis = archived.look(LocalDate.of(2026, 1, 15), LocalDate.of(2026, 2, 10));
      Metrics metrics = Metrics.of(analysis, Cohort.MESSAGE);
      assertThat(metrics.activity().firstDay()).isEqualTo(LocalDate.of(2026, 1, 15));
      assertThat(metrics.activity().lastDay()).isEqualTo(LocalDate.of(2026, 2, 10));
      assertThat(metrics.activity().messages()).isEqualTo(3);
      assertThat(metrics.activity().silentDaysAtEnd()).isEqualTo(7);
      assertThat(metrics.retention().get("D1")).isEqualTo(new Rate.OnDay(1, 1.0, 1.0));
    }
  }

  @Test
  void ties_are_told_by_partners_frequency_and_duration() {
    try (var archived = new Archived()) {
      archived.says(ANA, "2026-01-01T04:00:00Z", "hello both", BO, CHEN);
      archived.says(BO, "2026-01-11T04:00:00Z", "hello", ANA);
      archived.says(ANA, "2026-01-02T04:00:00Z", "just talking");
      var ana = archived.metrics().graph().ties().getFirst();
      assertThat(ana.member()).isEqualTo(ANA);
      assertThat(ana.dimension()).isEqualTo(2);
      assertThat(ana.frequency()).isEqualTo(0.5);
      assertThat(ana.duration()).isEqualTo(5.0);
    }
  }
}
