package io.liana.insight;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.liana.insight.GroupFacts.Wait;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The section <em>Answers</em> of docs/metrics.md. */
record Answers(
    long questions,
    @JsonIgnore long answered,
    @Nullable Double answerRate,
    @Nullable Double medianAnswerMinutes) {

  static final Answers NONE = new Answers(0, 0, null, null);

  /**
   * @param waits ascending by time waited
   */
  static Answers of(List<Wait> waits) {
    long questions = waits.stream().mapToLong(Wait::questions).sum();
    List<Wait> answered = waits.stream().filter(Wait::answered).toList();
    long answers = answered.stream().mapToLong(Wait::questions).sum();
    Double median =
        answers == 0
            ? null
            : (nth(answered, (answers - 1) / 2) + nth(answered, answers / 2)) / 2.0 / 60_000;
    return new Answers(questions, answers, Retention.ratio(answers, questions), median);
  }

  private static long nth(List<Wait> ascending, long n) {
    long passed = 0;
    for (Wait wait : ascending) {
      passed += wait.questions();
      if (n < passed) {
        return wait.millis();
      }
    }
    throw new IndexOutOfBoundsException("no answer number " + n);
  }
}
