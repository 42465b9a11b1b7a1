package io.liana.gate;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One thing to be done before somebody is let through; {@code key} names it within its page. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Gate.Form.class, name = "form"),
  @JsonSubTypes.Type(value = Gate.Application.class, name = "application"),
  @JsonSubTypes.Type(value = Gate.Quiz.class, name = "quiz"),
  @JsonSubTypes.Type(value = Gate.Membership.class, name = "membership"),
  @JsonSubTypes.Type(value = Gate.Invite.class, name = "invite"),
  @JsonSubTypes.Type(value = Gate.Follow.class, name = "follow"),
  @JsonSubTypes.Type(value = Gate.Fee.class, name = "fee")
})
sealed interface Gate {
  String key();

  String title();

  /** Asked only of visitors with one of them, as {@code 7:b}; empty for of everybody. */
  Set<String> arms();

  /** Questions whose answers are kept. */
  record Form(String key, String title, Set<String> arms, List<Question> questions)
      implements Gate {
    public Form {
      arms = Arms.given(arms);
      questions = List.copyOf(Objects.requireNonNull(questions, "questions are missing"));
    }
  }

  /** A form that a person reads and approves, or refuses with words. */
  record Application(String key, String title, Set<String> arms, List<Question> questions)
      implements Gate {
    public Application {
      arms = Arms.given(arms);
      questions = List.copyOf(Objects.requireNonNull(questions, "questions are missing"));
    }
  }

  /**
   * @param pass how many must be right
   * @param tries how often it may be tried; 0 for as often as they like
   */
  record Quiz(String key, String title, Set<String> arms, List<Item> items, int pass, int tries)
      implements Gate {
    public Quiz {
      arms = Arms.given(arms);
      items = List.copyOf(Objects.requireNonNull(items, "items are missing"));
    }

    /**
     * @param right places of the right options; all of them must be chosen, and no other
     */
    record Item(String text, List<String> options, Set<Integer> right) {
      public Item {
        options = List.copyOf(Objects.requireNonNull(options, "options are missing"));
        right = Set.copyOf(Objects.requireNonNull(right, "right is missing"));
      }
    }
  }

  /** A code that was given to few: to members of a club, to buyers. */
  record Membership(String key, String title, Set<String> arms) implements Gate {
    public Membership {
      arms = Arms.given(arms);
    }
  }

  /**
   * Friends first, by a personal link.
   *
   * @param friends how many have to accept
   */
  record Invite(String key, String title, Set<String> arms, int friends) implements Gate {
    public Invite {
      arms = Arms.given(arms);
    }
  }

  /**
   * An official account of WeChat to be followed.
   *
   * @param account its AppID
   * @param picture its code, uploaded; null where none is shown
   */
  record Follow(
      String key, String title, Set<String> arms, String account, @Nullable String picture)
      implements Gate {
    public Follow {
      arms = Arms.given(arms);
    }
  }

  /**
   * @param amount in 分
   */
  record Fee(String key, String title, Set<String> arms, long amount) implements Gate {
    public Fee {
      arms = Arms.given(arms);
    }
  }

  /** Of a form or an application; empty for the others. */
  default List<Question> asked() {
    return switch (this) {
      case Form form -> form.questions();
      case Application application -> application.questions();
      case Quiz _, Membership _, Invite _, Follow _, Fee _ -> List.of();
    };
  }

  /**
   * Pure: as visitors with these arms meet it. Empty where they do not: it is for others, or asks
   * nothing of them.
   */
  default Optional<Gate> as(Set<String> mine) {
    if (!Arms.fit(arms(), mine)) {
      return Optional.empty();
    }
    List<Question> questions = Question.as(asked(), mine);
    return switch (this) {
      case Form form ->
          Optional.<Gate>of(new Form(form.key(), form.title(), form.arms(), questions))
              .filter(gate -> !questions.isEmpty());
      case Application form ->
          Optional.<Gate>of(new Application(form.key(), form.title(), form.arms(), questions))
              .filter(gate -> !questions.isEmpty());
      case Quiz _, Membership _, Invite _, Follow _, Fee _ -> Optional.of(this);
    };
  }

  default String kind() {
    return switch (this) {
      case Form _ -> "form";
      case Application _ -> "application";
      case Quiz _ -> "quiz";
      case Membership _ -> "membership";
      case Invite _ -> "invite";
      case Follow _ -> "follow";
      case Fee _ -> "fee";
    };
  }
}
