package io.liana.onboarding;

import io.liana.experiment.Experiment;
import io.liana.kernel.MemberId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
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

  /** What texts may say. */
  static final Set<String> VARIABLES = Set.of("name", "group", "community", "buddy");

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
      Set<Long> channels, Set<String> codes, Set<String> tags, Set<String> ways, Set<String> arms) {
    static final When ANY = new When(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    public When {
      channels = channels == null ? Set.of() : Set.copyOf(channels);
      codes = codes == null ? Set.of() : Set.copyOf(codes);
      tags = tags == null ? Set.of() : Set.copyOf(tags);
      ways = ways == null ? Set.of() : Set.copyOf(ways);
      arms = arms == null ? Set.of() : Set.copyOf(arms);
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
          && (tags.isEmpty() || tags.stream().anyMatch(origin.tags()::contains));
    }
  }

  /**
   * What is known of somebody who comes in.
   *
   * @param channel and {@code code}: the live code they came by, where that is known
   * @param via what the platform says of the way
   * @param arms what the running experiments give them
   */
  record Origin(
      @Nullable Long channel,
      @Nullable String code,
      @Nullable String via,
      Set<String> tags,
      Set<String> arms) {}

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

  Optional<Kind> kind(String key) {
    return kinds.stream().filter(kind -> kind.key().equals(key)).findFirst();
  }
}
