package io.liana.onboarding;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.liana.experiment.Experiment;
import io.liana.gate.GateAnswers.Given;
import io.liana.kernel.MemberId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a community does for those who come in: a document in immutable versions.
 *
 * @param kinds of newcomer; the first that fits is theirs
 * @param againAfterDays who comes back earlier is not a newcomer
 * @param helpers of whom buddies are chosen; when empty, who owns or moderates the group
 */
record FirstWeek(List<Kind> kinds, int againAfterDays, Set<MemberId> helpers) {
  static final Duration LENGTH = Duration.ofDays(7);

  /** What texts may say; beside them {@link #ANSWER} and the key of a question of a page. */
  static final Set<String> VARIABLES = Set.of("name", "group", "community", "buddy");

  static final String ANSWER = "answer_";

  static final FirstWeek EMPTY = new FirstWeek(List.of(), 30, Set.of());

  public FirstWeek {
    kinds = List.copyOf(kinds);
    helpers = helpers == null ? Set.of() : Set.copyOf(helpers);
  }

  /**
   * Who is meant; an empty set means any, and all must fit.
   *
   * @param arms of running experiments, as {@link Experiment#code}: {@code 7:b}
   */
  record When(
      Set<Long> channels,
      Set<String> codes,
      Set<String> tags,
      Set<String> ways,
      Set<String> arms,
      List<Answered> answers) {
    static final When ANY = new When(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), List.of());

    public When {
      channels = channels == null ? Set.of() : Set.copyOf(channels);
      codes = codes == null ? Set.of() : Set.copyOf(codes);
      tags = tags == null ? Set.of() : Set.copyOf(tags);
      ways = ways == null ? Set.of() : Set.copyOf(ways);
      arms = arms == null ? Set.of() : Set.copyOf(arms);
      answers = answers == null ? List.of() : List.copyOf(answers);
    }

    boolean fits(Origin origin) {
      return fitsWithAnotherArm(origin)
          && (arms.isEmpty() || arms.stream().anyMatch(origin.arms()::contains));
    }

    /** Whether only an experiment stands between them and this kind, if anything does. */
    boolean fitsWithAnotherArm(Origin origin) {
      return (channels.isEmpty() || origin.channel() != null && channels.contains(origin.channel()))
          && (codes.isEmpty() || origin.code() != null && codes.contains(origin.code()))
          && (ways.isEmpty() || origin.via() != null && ways.contains(origin.via()))
          && (tags.isEmpty() || tags.stream().anyMatch(origin.tags()::contains))
          && answers.stream().allMatch(answer -> answer.fits(origin.answers()));
    }
  }

  /**
   * A question of a page was answered with one of these.
   *
   * @param gate and {@code question}: their keys on the page
   */
  record Answered(long page, String gate, String question, @JsonProperty("is") Set<String> is) {
    public Answered {
      Objects.requireNonNull(gate, "gate is missing");
      Objects.requireNonNull(question, "question is missing");
      is = Set.copyOf(Objects.requireNonNull(is, "is is missing"));
    }

    boolean fits(List<Given> answers) {
      return answers.stream()
          .filter(given -> given.page() == page && given.gate().equals(gate))
          .filter(given -> given.question().equals(question))
          .flatMap(given -> given.values().stream())
          .anyMatch(value -> is.stream().anyMatch(wanted -> wanted.equalsIgnoreCase(value)));
    }
  }

  /**
   * What is known of somebody who comes in.
   *
   * @param channel and {@code code}: the live code they came by, where that is known
   * @param via what the platform says of the way
   * @param arms what the running experiments give them
   * @param answers on pages, where it is certain that they are theirs
   */
  record Origin(
      @Nullable Long channel,
      @Nullable String code,
      @Nullable String via,
      Set<String> tags,
      Set<String> arms,
      List<Given> answers) {}

  /**
   * @param kind null when none fits
   * @param arms what experiments had a say in it: with another arm it may have been another kind
   */
  record Choice(@Nullable Kind kind, Set<String> arms) {}

  record Kind(String key, String name, When when, List<Step> steps) {
    public Kind {
      when = when == null ? When.ANY : when;
      steps = List.copyOf(steps);
    }

    Optional<Step> step(String key) {
      return steps.stream().filter(step -> step.key().equals(key)).findFirst();
    }
  }

  Choice choose(Origin origin) {
    Set<Long> asked = new HashSet<>();
    Kind chosen = null;
    for (Kind kind : kinds) {
      if (chosen == null && kind.when().fitsWithAnotherArm(origin)) {
        kind.when().arms().forEach(arm -> asked.add(Experiment.experimentOf(arm)));
        chosen = kind.when().fits(origin) ? kind : null;
      }
    }
    return new Choice(
        chosen,
        origin.arms().stream()
            .filter(arm -> asked.contains(Experiment.experimentOf(arm)))
            .collect(Collectors.toSet()));
  }

  /** Every arm a kind asks for. */
  Set<String> arms() {
    return kinds.stream().flatMap(kind -> kind.when().arms().stream()).collect(Collectors.toSet());
  }

  Optional<Kind> kind(String key) {
    return kinds.stream().filter(kind -> kind.key().equals(key)).findFirst();
  }
}
