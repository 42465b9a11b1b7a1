package io.liana.scorecard;

import io.liana.community.GroupView;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Says what a group is for. */
@Component("scorecardGoals")
class Goals {
  private final GoalStore store;
  private final Journal journal;
  private final Clock clock;

  Goals(GoalStore store, Journal journal, Clock clock) {
    this.store = store;
    this.journal = journal;
    this.clock = clock;
  }

  @Transactional
  public void set(GroupView group, Goal goal, Caller by) {
    store.set(group, goal, clock.instant());
    journal.append(
        new JournalEntry(
            clock.instant(),
            by.actor(),
            "group_goal_set",
            group.community(),
            group.id(),
            null,
            null,
            Map.of("goal", goal.code())));
  }
}
