package io.liana.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.scorecard.Conducts.Kind;
import io.liana.scorecard.Conducts.Line;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is kept of what members do, line by line. */
class ConductsTest {
  private static final int LAST = 1_000;
  private static final int FIRST = LAST - Windows.DAYS + 1;
  private static final long ANA = 1;
  private static final long BO = 2;
  private static final long CHEN = 3;
  private static final long DAI = 4;
  private static final long MINUTE = 60_000;
  private static final Map<Long, Integer> FIRST_DAYS =
      Map.of(ANA, 0, BO, 0, CHEN, FIRST - 5, DAI, 0);

  private final Conducts conducts = new Conducts(LAST, FIRST_DAYS);

  @Test
  void only_the_first_answer_within_a_day_counts() {
    says(ANA, at(FIRST, 0), "question");
    says(BO, at(FIRST, 10), "20 characters of it.", ANA);
    says(DAI, at(FIRST, 11), "Too late", ANA);
    says(ANA, at(FIRST + 2, 0), "question");
    says(BO, at(FIRST + 3, 1), "A day and a minute", ANA);
    Conduct bo = of(BO);
    assertThat(bo.answers()).isEqualTo(1);
    assertThat(bo.askers()).isEqualTo(1);
    assertThat(bo.answerLength()).isEqualTo(20);
    assertThat(of(DAI).answers()).isZero();
    assertThat(of(ANA).addressers()).isEqualTo(2);
    assertThat(of(ANA).addressed()).isEqualTo(3);
  }

  @Test
  void one_word_answers_all_that_was_asked_before_as_one() {
    says(ANA, at(FIRST, 0), "question");
    says(ANA, at(FIRST, 1), "question");
    says(BO, at(FIRST, 2), "Yes", ANA);
    assertThat(of(BO).answers()).isEqualTo(1);
  }

  @Test
  void newcomers_are_new_for_thirty_days_and_do_not_train_each_other() {
    says(ANA, at(FIRST, 0), "Hello", CHEN);
    says(ANA, at(FIRST + 25, 0), "Still new", CHEN);
    says(ANA, at(FIRST + 26, 0), "Not any more", CHEN);
    says(9, at(FIRST, 1), "So am I", CHEN);
    assertThat(of(ANA).newcomers()).isEqualTo(1);
    assertThat(of(ANA).welcomes()).isEqualTo(2);
    assertThat(of(9).newcomers()).as("never seen before, so new").isZero();
  }

  @Test
  void a_conversation_is_begun_by_who_breaks_the_silence_when_three_others_join_within_the_hour() {
    says(ANA, at(FIRST, 0), "Tea at four");
    says(BO, at(FIRST, 5), "Yes");
    says(BO, at(FIRST, 6), "Gladly");
    says(CHEN, at(FIRST, 20), "Me, too");
    assertThat(of(ANA).begun()).as("two others").isZero();
    says(DAI, at(FIRST, 59), "And I");
    says(9, at(FIRST, 60), "And I");
    assertThat(of(ANA).begun()).isEqualTo(1);
    assertThat(of(ANA).followers()).isEqualTo(4);
    says(BO, at(FIRST, 119), "Not an hour of silence");
    says(ANA, at(FIRST, 120), "So nobody began this");
    assertThat(of(BO).begun()).isZero();
    says(BO, at(FIRST, 200), "question");
    says(ANA, at(FIRST, 201), "a");
    says(CHEN, at(FIRST, 202), "b");
    says(DAI, at(FIRST, 203), "c");
    assertThat(of(BO).begun()).as("who asks begins nothing").isZero();
  }

  @Test
  void a_link_is_echoed_when_somebody_turns_to_its_author_within_a_day() {
    shares(ANA, at(FIRST, 0));
    shares(ANA, at(FIRST + 1, 0));
    says(BO, at(FIRST + 1, 1), "Thanks", ANA);
    says(BO, at(FIRST + 1, 2), "Really", ANA);
    assertThat(of(ANA).links()).isEqualTo(2);
    assertThat(of(ANA).linkDays()).isEqualTo(2);
    assertThat(of(ANA).echoed()).as("the first one is older than a day").isEqualTo(1);
  }

  @Test
  void the_pace_of_eight_weeks_stands_beside_the_last_two() {
    int begin = LAST - Conducts.DAYS + 1;
    says(ANA, at(begin, 0), "a");
    says(ANA, at(begin, 1), "b");
    says(ANA, at(LAST - Conducts.LATELY, 0), "c");
    says(ANA, at(LAST - Conducts.LATELY + 1, 0), "d");
    Conduct ana = of(ANA);
    assertThat(ana.earlier()).isEqualTo(3);
    assertThat(ana.earlierDays()).isEqualTo(2);
    assertThat(ana.lately()).isEqualTo(1);
    assertThat(ana.messages()).as("in the four weeks").isEqualTo(2);
    assertThat(ana.days()).isEqualTo(2);
  }

  @Test
  void acts_are_no_messages() {
    conducts.take(line(ANA, at(FIRST, 0), Kind.ACT, 0, false, false));
    conducts.take(line(ANA, at(FIRST, 1), Kind.ACT, 0, false, false));
    assertThat(of(ANA).acts()).isEqualTo(2);
    assertThat(of(ANA).actDays()).isEqualTo(1);
    assertThat(of(ANA).messages()).isZero();
    assertThat(conducts.usualLength()).as("nothing said").isZero();
  }

  @Test
  void the_usual_length_is_the_median() {
    says(ANA, at(FIRST, 0), "1");
    says(ANA, at(FIRST, 1), "12345");
    says(ANA, at(FIRST, 2), "123");
    assertThat(conducts.usualLength()).isEqualTo(3);
    says(ANA, at(FIRST, 3), "1234");
    assertThat(conducts.usualLength()).isEqualTo(3.5);
  }

  private Conduct of(long member) {
    return conducts.all().stream()
        .filter(one -> one.member() == member)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing of " + member));
  }

  private void says(long who, long at, String text, Long... to) {
    conducts.take(line(who, at, Kind.MESSAGE, text.length(), text.equals("question"), false, to));
  }

  private void shares(long who, long at) {
    conducts.take(line(who, at, Kind.MESSAGE, 30, false, true));
  }

  private static Line line(
      long who, long at, Kind kind, int length, boolean question, boolean link, Long... to) {
    return new Line(
        at,
        Math.toIntExact(at / (24 * 60 * MINUTE)),
        kind,
        who,
        length,
        question,
        link,
        List.of(to));
  }

  private static long at(int day, int minute) {
    return (day * 24L * 60 + minute) * MINUTE;
  }
}
