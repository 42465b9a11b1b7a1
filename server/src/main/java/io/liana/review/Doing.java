package io.liana.review;

import io.liana.acquisition.Yields;
import io.liana.acquisition.Yields.Yield;
import io.liana.broadcast.Sends;
import io.liana.community.Communities;
import io.liana.community.Community;
import io.liana.delivery.DeliveryListing;
import io.liana.experiment.Experiment;
import io.liana.experiment.Experiments;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Problem;
import io.liana.playbook.Playbooks;
import io.liana.review.Review.Links;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What really ran in a period, and what of it a plan may name. */
@Component
class Doing {
  private final Communities communities;
  private final Yields yields;
  private final DeliveryListing deliveries;
  private final Experiments experiments;
  private final Playbooks playbooks;
  private final Sends sends;

  Doing(
      Communities communities,
      Yields yields,
      DeliveryListing deliveries,
      Experiments experiments,
      Playbooks playbooks,
      Sends sends) {
    this.communities = communities;
    this.yields = yields;
    this.deliveries = deliveries;
    this.experiments = experiments;
    this.playbooks = playbooks;
    this.sends = sends;
  }

  /**
   * @param delivered messages and other acts of ours that arrived
   * @param playbooks with a step due in the period, and those the plan names
   * @param sends of the period, and those the plan names
   */
  record Did(
      long scanned,
      long joined,
      long delivered,
      List<Experiment> experiments,
      List<Playbooks.Ran> playbooks,
      List<Sends.Send> sends) {}

  Did did(Review review) {
    Community community = communities.get(review.community());
    Instant from = review.plan().span().begins(community.zone());
    Instant until = review.plan().span().ends(community.zone());
    List<Yield> yielded = yields.between(community.id(), from, until);
    return new Did(
        yielded.stream().mapToLong(Yield::scanned).sum(),
        yielded.stream().mapToLong(Yield::joined).sum(),
        deliveries.delivered(community.id(), from, until),
        experiments.ranBetween(community.id(), from, until),
        playbooks.ranBetween(community.id(), from, until, review.plan().links().playbooks()),
        sends.find(community.id(), from, until, review.plan().links().sends()));
  }

  /** Mass sends a plan could name. */
  List<Sends.Send> sends(Community community, Span span) {
    return sends.find(
        community.id(), span.begins(community.zone()), span.ends(community.zone()), List.of());
  }

  /**
   * @param before what the plan names already: that may stay, though everybody a mass send was for
   *     has left
   * @throws Problem 404 for what is not of this community
   */
  void check(CommunityId community, Links links, Links before, Caller by) {
    for (long id : links.experiments()) {
      if (!experiments.get(id, by).community().equals(community)) {
        throw Problem.missing("experiment", id);
      }
    }
    for (long id : links.playbooks()) {
      if (!playbooks.get(id, by).community().equals(community)) {
        throw Problem.missing("playbook", id);
      }
    }
    List<Long> added = links.sends().stream().filter(id -> !before.sends().contains(id)).toList();
    Set<Long> here = sends.reaching(community, added);
    for (long id : added) {
      if (!here.contains(id)) {
        throw Problem.missing("send", id);
      }
    }
  }
}
