package io.liana.acquisition;

import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes, changes and finds plans. */
@Component
class Plans {
  private static final int LONGEST_NAME = 100;

  private final PlanStore store;
  private final LivePlans live;
  private final Doors doors;
  private final Journal journal;
  private final Clock clock;

  Plans(PlanStore store, LivePlans live, Doors doors, Journal journal, Clock clock) {
    this.store = store;
    this.live = live;
    this.doors = doors;
    this.journal = journal;
    this.clock = clock;
  }

  @Transactional
  PlanStore.Row create(CommunityId community, @Nullable String name, Plan plan, Caller caller) {
    String clean = Given.text("name", name, 1, LONGEST_NAME);
    try {
      long id = store.insert(community, clean, plan, clock.instant());
      doors.kept(id, community, plan, caller.actor());
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
      doors.kept(before.id(), before.community(), plan, caller.actor());
    } catch (DuplicateKeyException e) {
      throw nameTaken(clean);
    }
    note(before.community(), "plan_changed", clean, caller);
    live.forget(before.id());
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
