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
   * @param met arms of experiments that had a say in it
   * @param broken codes lead in a circle, or to one that is none: the fallback was taken
   */
  record Way(LivePlan plan, @Nullable Rule rule, Target target, Set<String> met, boolean broken) {}

  Way way(LivePlan first, Visit visit) {
    Set<Long> seen = new HashSet<>();
    Set<String> met = new HashSet<>(0);
    LivePlan plan = first;
    while (seen.add(plan.id())) {
      Choice choice = plan.plan().choose(visit);
      met.addAll(choice.met());
      if (!(choice.target() instanceof Target.Code(String slug))) {
        return new Way(plan, choice.rule(), choice.target(), met, false);
      }
      OptionalLong name = Slug.parse(slug);
      Optional<KnownCode> next = name.isEmpty() ? Optional.empty() : codes.find(name.getAsLong());
      if (next.isEmpty() || !next.get().community().equals(first.community())) {
        break;
      }
      plan = plans.get(next.get().plan());
    }
    return new Way(first, null, first.plan().fallback(), met, true);
  }

  /**
   * Where a visitor goes.
   *
   * <p>Through a door with a seat, to a link or to words, or to a page with gates first.
   */
  sealed interface Led {
    record Through(Target.Door door) implements Led {}

    record To(Target.Last target) implements Led {}

    record Gated(long page) implements Led {}
  }

  /**
   * Completes when the scan and its seat are on disk.
   *
   * @param passed the page whose gates this visitor has passed; 0 for none
   */
  CompletableFuture<Led> lead(
      KnownCode code, long visitor, Visit visit, long passed, String network, Instant now) {
    LivePlan first = plans.get(code.plan());
    Way way = way(first, visit);
    Target target = behind(way.target(), passed);
    Scan.Wish wish = target instanceof Pool pool ? new Scan.Wish(way.plan(), pool.at(now)) : null;
    Result result =
        switch (target) {
          case Target.Words _ -> Result.WORDS;
          case Target.Page _ -> Result.PAGE;
          case Pool _, Target.Link _, Target.Code _ -> Result.LED;
        };
    Scan scan = new Scan(code, now, visitor, visit, result, wish, way.met(), network);
    return scans
        .accept(scan)
        .thenApply(
            kept ->
                kept.door() != null
                    ? new Led.Through(kept.door())
                    : switch (target) {
                      case Target.Last last -> new Led.To(last);
                      case Target.Page page -> new Led.Gated(page.page());
                      case Pool _, Target.Code _ -> new Led.To(first.plan().fallback());
                    });
  }

  /** What a page stands before, for who has passed it. */
  private static Target behind(Target target, long passed) {
    return target instanceof Target.Page page && page.page() == passed ? page.then() : target;
  }

  /** Counted, and led nowhere. */
  CompletableFuture<Scan.Kept> robot(KnownCode code, Visit visit, String network, Instant now) {
    return scans.accept(new Scan(code, now, 0, visit, Result.ROBOT, null, Set.of(), network));
  }

  /** Counted, and led nowhere. */
  CompletableFuture<Scan.Kept> refuse(KnownCode code, Visit visit, String network, Instant now) {
    return scans.accept(new Scan(code, now, 0, visit, Result.REFUSED, null, Set.of(), network));
  }
}
