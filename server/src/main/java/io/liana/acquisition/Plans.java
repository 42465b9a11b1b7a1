package io.liana.acquisition;

import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.experiment.Places;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
  private final Circles circles;
  private final Groups groups;
  private final Places places;
  private final Journal journal;
  private final Clock clock;

  Plans(
      PlanStore store,
      LivePlans live,
      Doors doors,
      Circles circles,
      Groups groups,
      Places places,
      Journal journal,
      Clock clock) {
    this.store = store;
    this.live = live;
    this.doors = doors;
    this.circles = circles;
    this.groups = groups;
    this.places = places;
    this.journal = journal;
    this.clock = clock;
  }

  @Transactional
  PlanStore.Row create(CommunityId community, @Nullable String name, Plan plan, Caller caller) {
    String clean = Given.text("name", name, 1, LONGEST_NAME);
    mustBeOf(community, plan);
    try {
      long id = store.insert(community, clean, plan, clock.instant());
      tried(id, community, clean, plan);
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
    mustBeOf(before.community(), plan);
    if (circles.back(before.id(), plan)) {
      throw Problem.conflict(
          "code_circle", "By its codes the plan would lead back to itself. Nothing was changed.");
    }
    try {
      store.update(before.id(), clean, plan, clock.instant());
      tried(before.id(), before.community(), clean, plan);
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

  private void tried(long id, CommunityId community, String name, Plan plan) {
    places.named(community, Places.Kind.PLAN, id, List.of(new Places.Use("", name, plan.arms())));
  }

  private void mustBeOf(CommunityId community, Plan plan) {
    Set<GroupId> led =
        plan.doors().stream()
            .map(Target.Door::groupId)
            .filter(Objects::nonNull)
            .map(GroupId::new)
            .collect(Collectors.toSet());
    Set<GroupId> ours =
        groups.of(List.of(community)).stream().map(GroupView::id).collect(Collectors.toSet());
    if (!ours.containsAll(led)) {
      throw Given.wrong("doors.group", "is no group of this community");
    }
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
