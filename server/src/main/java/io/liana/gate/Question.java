package io.liana.gate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One question of a form.
 *
 * @param key names its answer for as long as the page lives
 * @param options of {@link Kind#ONE} and {@link Kind#MANY}; an answer is one of them, word for word
 * @param when asked only then; null for always
 * @param arms asked only of visitors with one of them, as {@code 7:b}; empty for of everybody
 */
record Question(
    String key,
    Kind kind,
    String label,
    @Nullable String hint,
    boolean required,
    List<String> options,
    @Nullable When when,
    Set<String> arms) {
  Question {
    Objects.requireNonNull(key, "key is missing");
    Objects.requireNonNull(kind, "kind is missing");
    options = options == null ? List.of() : List.copyOf(options);
    arms = Arms.given(arms);
  }

  /** Pure: of these, what visitors with these arms are asked. */
  static List<Question> as(List<Question> questions, Set<String> mine) {
    List<Question> asked = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (Question question : questions) {
      boolean follows = question.when() == null || keys.contains(question.when().question());
      if (follows && Arms.fit(question.arms(), mine)) {
        asked.add(question);
        keys.add(question.key());
      }
    }
    return asked;
  }

  enum Kind {
    TEXT,
    LONG_TEXT,
    ONE,
    MANY,
    PHONE,
    DATE,
    /** A date; whoever becomes a member is congratulated on its day and month. */
    BIRTHDAY,
    /** A province and a city of China. */
    REGION,
    /** Agreed or not; what was agreed to is the label of the version that was answered. */
    CONSENT,
    /** A picture or a PDF. */
    UPLOAD
  }

  /**
   * @param question an earlier one of the same form
   * @param is one of these was answered there
   */
  record When(String question, @JsonProperty("is") List<String> is) {
    When {
      Objects.requireNonNull(question, "question is missing");
      is = List.copyOf(Objects.requireNonNull(is, "is is missing"));
    }
  }
}
