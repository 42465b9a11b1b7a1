package io.liana.onboarding;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happens to a newcomer. Steps are told apart by their key: each happens once. Texts
 * may use {@link FirstWeek#VARIABLES}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Step.Greet.class, name = "greet"),
  @JsonSubTypes.Type(value = Step.Introduce.class, name = "introduce"),
  @JsonSubTypes.Type(value = Step.Rules.class, name = "rules"),
  @JsonSubTypes.Type(value = Step.Remark.class, name = "remark"),
  @JsonSubTypes.Type(value = Step.Tell.class, name = "tell"),
  @JsonSubTypes.Type(value = Step.Buddy.class, name = "buddy"),
  @JsonSubTypes.Type(value = Step.Captcha.class, name = "captcha"),
  @JsonSubTypes.Type(value = Step.Probation.class, name = "probation")
})
sealed interface Step {
  String key();

  /** Minutes after they came in. */
  int after();

  String text();

  /**
   * Said again, gently, to who did not answer.
   *
   * @param hours after the first time
   */
  record Reminder(int hours, String text) {}

  /**
   * @param privately in a direct message where one reaches them, otherwise in the group
   */
  record Greet(String key, int after, boolean privately, String text) implements Step {}

  /** Asks for a few words about themselves; whoever has said something is not asked. */
  record Introduce(
      String key, int after, boolean privately, String text, @Nullable Reminder reminder)
      implements Step {}

  /** Asks for a word that says "I have read the rules"; a reaction to the question is one, too. */
  record Rules(
      String key,
      int after,
      boolean privately,
      String text,
      List<String> words,
      @Nullable Reminder reminder)
      implements Step {
    public Rules {
      words = words == null ? List.of() : List.copyOf(words);
    }
  }

  /** How names look here; whoever changed theirs meanwhile is not told. */
  record Remark(String key, int after, boolean privately, String text) implements Step {}

  /** Something to know on a later day. */
  record Tell(String key, int after, boolean privately, String text) implements Step {}

  /**
   * A helper of the group to turn to.
   *
   * @param task what the helper is told
   */
  record Buddy(String key, int after, String text, String task) implements Step {}

  enum Otherwise {
    /** A person looks. */
    TASK,
    REMOVE
  }

  /**
   * A question only people answer.
   *
   * @param minutes to answer, from the moment the question is delivered
   * @param otherwise what becomes of who does not
   */
  record Captcha(
      String key, int after, String text, List<String> answers, int minutes, Otherwise otherwise)
      implements Step {
    public Captcha {
      answers = answers == null ? List.of() : List.copyOf(answers);
    }
  }

  /**
   * Words only: pictures, files and links are taken back.
   *
   * @param hours from the join
   * @param text said once, when something is taken back
   */
  record Probation(String key, int hours, String text) implements Step {
    @Override
    public int after() {
      return 0;
    }
  }
}
