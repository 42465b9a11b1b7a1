package io.liana.gate;

import io.liana.gate.Answers.Wrong;
import java.util.List;
import java.util.Map;

/** What became of something that was sent. */
sealed interface Outcome {
  /** Taken in, now or before: the page shows how they stand. */
  record Taken() implements Outcome {}

  /** On to where it is paid. */
  record Pay(String path) implements Outcome {}

  /**
   * Nothing was kept.
   *
   * @param given to be shown again
   * @param wrong by the question's key
   */
  record Faulty(Fault fault, Map<String, List<String>> given, Map<String, Wrong> wrong)
      implements Outcome {
    static Faulty of(Fault fault, Sent sent) {
      return new Faulty(fault, sent.answers(), Map.of());
    }
  }

  enum Fault {
    ANSWERS,
    CAPTCHA,
    CODE,
    QUIZ,
    /** The operator changed this gate while they filled it in. */
    CHANGED,
    /** A field no page of ours has. */
    STRANGE
  }
}
