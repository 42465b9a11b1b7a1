package io.liana.acquisition;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.liana.community.Communities;
import io.liana.experiment.Experiments;
import io.liana.experiment.ExperimentsChanged;
import io.liana.kernel.Problem;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The plans scans are led by, in memory; apart from {@link Plans}, whose proxy costs every scan.
 */
@Component
class LivePlans {
  private final PlanStore store;
  private final DoorStore doors;
  private final Communities communities;
  private final Experiments experiments;
  private final LoadingCache<Long, Optional<LivePlan>> live;

  LivePlans(
      PlanStore store,
      DoorStore doors,
      Communities communities,
      Experiments experiments,
      AcquisitionSettings settings) {
    this.store = store;
    this.doors = doors;
    this.communities = communities;
    this.experiments = experiments;
    // The old one is led by for a moment more while a new one is read in the background.
    live =
        Caffeine.newBuilder()
            .maximumSize(10_000)
            .refreshAfterWrite(settings.look())
            .build(this::load);
  }

  private Optional<LivePlan> load(long id) {
    return store
        .find(id)
        .map(
            row ->
                new LivePlan(
                    row.id(),
                    row.community(),
                    row.name(),
                    communities.get(row.community()).zone(),
                    led(row.plan(), doors.pictures(row.id())),
                    store.doorIds(row.id()),
                    experiments.ofVisitors(row.community())));
  }

  private static Plan led(Plan plan, Map<String, String> pictures) {
    return pictures.isEmpty()
        ? plan
        : plan.with(
            door -> {
              String picture = door.byWeCom() ? pictures.get(door.key()) : null;
              return picture == null ? door : door.with(picture);
            });
  }

  LivePlan get(long id) {
    return live.get(id).orElseThrow(() -> Problem.missing("plan", id));
  }

  /** Here at once; on other nodes after the next look. */
  @TransactionalEventListener
  void on(ExperimentsChanged changed) {
    live.asMap()
        .values()
        .removeIf(
            plan -> plan.filter(one -> one.community().equals(changed.community())).isPresent());
  }

  /** It was changed on this node. */
  void forget(long id) {
    live.invalidate(id);
  }
}
