package io.liana.gate;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;
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

  /** Questions whose answers are kept. */
  record Form(String key, String title, List<Question> questions) implements Gate {
    public Form {
      questions = List.copyOf(Objects.requireNonNull(questions, "questions are missing"));
    }
  }

  /** A form that a person reads and approves, or refuses with words. */
  record Application(String key, String title, List<Question> questions) implements Gate {
    public Application {
      questions = List.copyOf(Objects.requireNonNull(questions, "questions are missing"));
    }
  }

  /**
   * @param pass how many must be right
   * @param tries how often it may be tried; 0 for as often as they like
   */
  record Quiz(String key, String title, List<Item> items, int pass, int tries) implements Gate {
    public Quiz {
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
  record Membership(String key, String title) implements Gate {}

  /**
   * Friends first, by a personal link.
   *
   * @param friends how many have to accept
   */
  record Invite(String key, String title, int friends) implements Gate {}

  /**
   * An official account of WeChat to be followed.
   *
   * @param account its AppID
   * @param picture its code, uploaded; null where none is shown
   */
  record Follow(String key, String title, String account, @Nullable String picture)
      implements Gate {}

  /**
   * @param amount in 分
   */
  record Fee(String key, String title, long amount) implements Gate {}

  /** Of a form or an application; empty for the others. */
  default List<Question> asked() {
    return switch (this) {
      case Form form -> form.questions();
      case Application application -> application.questions();
      case Quiz _, Membership _, Invite _, Follow _, Fee _ -> List.of();
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
