package io.liana.acquisition;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.liana.community.Communities;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes, changes and finds plans; scans follow the one in memory. */
@Component
class Plans {
  private static final int LONGEST_NAME = 100;

  private final PlanStore store;
  private final Communities communities;
  private final Journal journal;
  private final Clock clock;
  private final LoadingCache<Long, Optional<LivePlan>> live;

  Plans(
      PlanStore store,
      Communities communities,
      Journal journal,
      AcquisitionSettings settings,
      Clock clock) {
    this.store = store;
    this.communities = communities;
    this.journal = journal;
    this.clock = clock;
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
                    row.plan(),
                    store.doorIds(row.id())));
  }

  LivePlan live(long id) {
    return live.get(id).orElseThrow(() -> Problem.missing("plan", id));
  }

  @Transactional
  PlanStore.Row create(CommunityId community, @Nullable String name, Plan plan, Caller caller) {
    String clean = Given.text("name", name, 1, LONGEST_NAME);
    try {
      long id = store.insert(community, clean, plan, clock.instant());
      note(community, "plan_made", clean, caller);
      return store.find(id).orElseThrow();
    } catch (DuplicateKeyException e) {
      throw nameTaken(clean);
    }
  }

  @Transactional
  PlanStore.Row change(PlanStore.Row before, @Nullable String name, Plan plan, Caller caller) {
    String clean = Given.text("name", name, 1, LONGEST_NAME);
    try {
      store.update(before.id(), clean, plan, clock.instant());
    } catch (DuplicateKeyException e) {
      throw nameTaken(clean);
    }
    note(before.community(), "plan_changed", clean, caller);
    live.invalidate(before.id());
    return store.find(before.id()).orElseThrow();
  }

  /**
   * @throws Problem 404 also for a plan of a community out of sight
   */
  PlanStore.Row get(long id, Caller caller) {
    return store
        .find(id)
        .filter(plan -> caller.sees(plan.community()))
        .orElseThrow(() -> Problem.missing("plan", id));
  }

  private static Problem nameTaken(String name) {
    return Problem.conflict(
        "plan_name_taken", "There is already a plan named '%s'.".formatted(name));
  }

  private void note(CommunityId community, String kind, String name, Caller caller) {
    journal.append(
        new JournalEntry(
            clock.instant(),
            caller.actor(),
            kind,
            community,
            null,
            null,
            null,
            Map.of("name", name)));
  }
}
