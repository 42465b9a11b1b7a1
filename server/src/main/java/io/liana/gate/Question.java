package io.liana.gate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One question of a form.
 *
 * @param key names its answer for as long as the page lives
 * @param options of {@link Kind#ONE} and {@link Kind#MANY}; an answer is one of them, word for word
 * @param when asked only then; null for always
 */
record Question(
    String key,
    Kind kind,
    String label,
    @Nullable String hint,
    boolean required,
    List<String> options,
    @Nullable When when) {
  Question {
    Objects.requireNonNull(key, "key is missing");
    Objects.requireNonNull(kind, "kind is missing");
    options = options == null ? List.of() : List.copyOf(options);
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
