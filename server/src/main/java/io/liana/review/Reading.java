package io.liana.review;

import io.liana.acquisition.Yields;
import io.liana.community.Communities;
import io.liana.community.Community;
import io.liana.community.Groups;
import io.liana.kernel.Caller;
import io.liana.kernel.Problem;
import io.liana.kernel.Ref;
import io.liana.review.Review.Decision;
import io.liana.review.ReviewAnswers.DecisionSeen;
import io.liana.review.ReviewAnswers.Last;
import io.liana.review.ReviewAnswers.Other;
import io.liana.review.ReviewAnswers.Whole;
import io.liana.review.Tally.Place;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A review with everything that is to be seen of it. */
@Component
class Reading {
  private final Reviews reviews;
  private final Doing doing;
  private final Communities communities;
  private final Groups groups;
  private final Yields yields;

  Reading(Reviews reviews, Doing doing, Communities communities, Groups groups, Yields yields) {
    this.reviews = reviews;
    this.doing = doing;
    this.communities = communities;
    this.groups = groups;
    this.yields = yields;
  }

  /**
   * @param against another review of the community; null for the days before
   */
  Board.Source read(String review, @Nullable String against, Caller caller) {
    Review known = reviews.get(Problem.parseId(review), caller);
    Community community = communities.get(known.community());
    LocalDate today = reviews.today(community);
    Review other = against == null ? null : other(known, against, caller);
    Span span = known.plan().span();
    Span held = other == null ? span.before(today) : other.plan().span().upTo(today);
    Function<Place, @Nullable Ref> names = names(community);
    Whole whole =
        new Whole(
            ReviewAnswers.seen(known, today),
            ReviewAnswers.days(span.upTo(today)),
            ReviewAnswers.days(held),
            ReviewAnswers.did(doing.did(known), known),
            other == null
                ? null
                : new Other(
                    ReviewAnswers.seen(other, today), ReviewAnswers.did(doing.did(other), other)),
            reviews.check(known, held).stream()
                .map(line -> ReviewAnswers.line(line, known.plan().goal(), names))
                .toList(),
            decisions(known),
            reviews
                .last(known)
                .map(
                    last -> new Last(Long.toString(last.id()), last.plan().name(), decisions(last)))
                .orElse(null));
    return new Board.Source(whole, community.name(), community.zone());
  }

  private List<DecisionSeen> decisions(Review review) {
    List<Decision> decisions = reviews.decisions(review);
    Map<String, String> states = reviews.states(decisions);
    return decisions.stream()
        .map(one -> ReviewAnswers.decision(one, states, reviews.changedAt(review, one)))
        .toList();
  }

  /** Another review of the same community. */
  private Review other(Review known, String against, Caller caller) {
    Review other = reviews.get(Problem.parseId(against), caller);
    if (!other.community().equals(known.community())) {
      throw Problem.missing("review", other.id());
    }
    return other;
  }

  private Function<Place, @Nullable Ref> names(Community community) {
    Map<Long, String> channels = yields.names(community.id());
    Map<Long, Ref> known = new HashMap<>();
    groups
        .of(List.of(community.id()))
        .forEach(
            group -> known.put(group.id().value(), new Ref(group.id().toString(), group.name())));
    return place ->
        switch (place.kind()) {
          case GROUP -> known.get(place.id());
          case CHANNEL -> new Ref(Long.toString(place.id()), channels.getOrDefault(place.id(), ""));
          case REST -> null;
        };
  }
}
