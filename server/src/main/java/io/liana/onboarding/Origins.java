package io.liana.onboarding;

import io.liana.acquisition.Arrival;
import io.liana.acquisition.Arrivals;
import io.liana.channel.EventKind;
import io.liana.channel.SettledEvent;
import io.liana.community.Groups;
import io.liana.experiment.Experiment;
import io.liana.experiment.Experiments;
import io.liana.gate.GateAnswers;
import io.liana.gate.GateAnswers.Given;
import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import io.liana.member.Tags;
import io.liana.onboarding.FirstWeek.Origin;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is known of those who came in. */
@Component
class Origins {
  private final Arrivals arrivals;
  private final Groups groups;
  private final Tags tags;
  private final Experiments experiments;
  private final GateAnswers gateAnswers;

  Origins(
      Arrivals arrivals,
      Groups groups,
      Tags tags,
      Experiments experiments,
      GateAnswers gateAnswers) {
    this.arrivals = arrivals;
    this.groups = groups;
    this.tags = tags;
    this.experiments = experiments;
    this.gateAnswers = gateAnswers;
  }

  static Optional<MemberId> who(SettledEvent join) {
    return join.kind() == EventKind.INVITE
        ? join.targets().stream().findFirst()
        : Optional.ofNullable(join.by());
  }

  /** By the event of the join. */
  Map<Long, Origin> of(Collection<SettledEvent> joins) {
    Map<CommunityId, Map<MemberId, Set<String>>> tagged = new HashMap<>();
    Map<CommunityId, Map<MemberId, List<Given>>> answered = new HashMap<>();
    joins.stream()
        .collect(Collectors.groupingBy(this::community))
        .forEach(
            (community, theirs) -> {
              Set<MemberId> people =
                  theirs.stream().flatMap(join -> who(join).stream()).collect(Collectors.toSet());
              tagged.put(community, tags.of(community, people));
              answered.put(community, gateAnswers.of(community, people));
            });
    Map<Long, Arrival> known =
        joins.isEmpty() ? Map.of() : arrivals.of(joins.stream().map(SettledEvent::id).toList());
    Map<CommunityId, List<Experiment>> running = experiments.deciding(tagged.keySet());
    Map<Long, Origin> origins = new HashMap<>();
    for (SettledEvent join : joins) {
      Arrival arrival = known.get(join.id());
      who(join)
          .ifPresent(
              member ->
                  origins.put(
                      join.id(),
                      new Origin(
                          arrival == null ? null : arrival.channel(),
                          arrival == null ? null : arrival.code(),
                          join.via(),
                          tagged
                              .getOrDefault(community(join), Map.of())
                              .getOrDefault(member, Set.of()),
                          running.getOrDefault(community(join), List.of()).stream()
                              .map(one -> one.codeOf(join.group(), member, browser(arrival)))
                              .filter(Objects::nonNull)
                              .collect(Collectors.toSet()),
                          answered
                              .getOrDefault(community(join), Map.of())
                              .getOrDefault(member, List.of()))));
    }
    return origins;
  }

  /** Whose browser it certainly is: what they got as a visitor goes on. */
  private static @Nullable Long browser(@Nullable Arrival arrival) {
    return arrival != null && arrival.sure() ? arrival.visitor() : null;
  }

  /**
   * Answers as texts may say them, by {@link FirstWeek#ANSWER} and the key of the question. Only
   * what they chose from our words: what somebody typed is not said aloud in our name.
   */
  Map<String, String> chosen(CommunityId community, MemberId member) {
    Map<String, String> chosen = new HashMap<>();
    gateAnswers.of(community, List.of(member)).getOrDefault(member, List.of()).stream()
        .filter(Given::chosen)
        .forEach(
            given ->
                chosen.put(FirstWeek.ANSWER + given.question(), String.join("、", given.values())));
    return chosen;
  }

  private CommunityId community(SettledEvent join) {
    return groups.get(join.group()).community();
  }
}
