package io.liana.acquisition;

import io.liana.acquisition.Plan.Choice;
import io.liana.acquisition.Plan.Rule;
import io.liana.acquisition.Scan.Result;
import io.liana.acquisition.Target.Pool;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** From a code and a visit to where it leads; the same way for a scan and for the simulator. */
@Component
class Leading {
  private final Codes codes;
  private final LivePlans plans;
  private final Scans scans;

  Leading(Codes codes, LivePlans plans, Scans scans) {
    this.codes = codes;
    this.plans = plans;
    this.scans = scans;
  }

  /**
   * What the plans say before anybody looks for room.
   *
   * @param plan whose rule decided; another code's, where codes lead on
   * @param rule null for the plan's {@code otherwise}
   * @param target no {@link Target.Code}: those are followed
   * @param broken codes lead in a circle, or to one that is none: the fallback was taken
   */
  record Way(LivePlan plan, @Nullable Rule rule, Target target, boolean broken) {}

  Way way(LivePlan first, Visit visit) {
    Set<Long> seen = new HashSet<>();
    LivePlan plan = first;
    while (seen.add(plan.id())) {
      Choice choice = plan.plan().choose(visit);
      if (!(choice.target() instanceof Target.Code(String slug))) {
        return new Way(plan, choice.rule(), choice.target(), false);
      }
      OptionalLong name = Slug.parse(slug);
      Optional<LiveCode> next = name.isEmpty() ? Optional.empty() : codes.find(name.getAsLong());
      if (next.isEmpty() || !next.get().community().equals(first.community())) {
        break;
      }
      plan = plans.get(next.get().plan());
    }
    return new Way(first, null, first.plan().fallback(), true);
  }

  /**
   * Where a visitor goes.
   *
   * @param to a {@link Target.Link}, {@link Target.Words} or the door with a seat
   */
  sealed interface Led {
    record Through(Target.Door door) implements Led {}

    record To(Target.Last target) implements Led {}
  }

  /** Completes when the scan and its seat are on disk. */
  CompletableFuture<Led> lead(
      LiveCode code, long visitor, Visit visit, String network, Instant now) {
    LivePlan first = plans.get(code.plan());
    Way way = way(first, visit);
    Scan scan =
        switch (way.target()) {
          case Pool pool ->
              new Scan(
                  code, now, visitor, visit, Result.LED, new Scan.Wish(way.plan(), pool), network);
          case Target.Words _ -> new Scan(code, now, visitor, visit, Result.WORDS, null, network);
          case Target.Link _, Target.Code _ ->
              new Scan(code, now, visitor, visit, Result.LED, null, network);
        };
    return scans
        .accept(scan)
        .thenApply(
            kept ->
                kept.door() != null
                    ? new Led.Through(kept.door())
                    : new Led.To(
                        way.target() instanceof Target.Last last ? last : first.plan().fallback()));
  }

  /** Counted, and led nowhere. */
  CompletableFuture<Scan.Kept> robot(LiveCode code, Visit visit, String network, Instant now) {
    return scans.accept(new Scan(code, now, 0, visit, Result.ROBOT, null, network));
  }
}
