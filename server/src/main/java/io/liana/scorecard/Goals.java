package io.liana.scorecard;

import io.liana.community.Communities;
import io.liana.community.GroupView;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Says what groups are for, one by one or all of a community that have no goal of their own. */
@Component("scorecardGoals")
class Goals {
  private final GoalStore store;
  private final Communities communities;
  private final Journal journal;
  private final Clock clock;

  Goals(GoalStore store, Communities communities, Journal journal, Clock clock) {
    this.store = store;
    this.communities = communities;
    this.journal = journal;
    this.clock = clock;
  }

  @Transactional
  public void set(GroupView group, Purpose purpose, Caller by) {
    store.set(group, purpose, clock.instant());
    note("group_goal_set", group.community(), group.id(), purpose, by);
  }

  /** From now on the group has the goal of its community. */
  @Transactional
  public void clear(GroupView group, Caller by) {
    if (store.clear(group)) {
      note("group_goal_cleared", group.community(), group.id(), null, by);
    }
  }

  Optional<Purpose> of(CommunityId community, Caller by) {
    mustBe(community, by);
    return store.of(community);
  }

  @Transactional
  public void set(CommunityId community, Purpose purpose, Caller by) {
    mustBe(community, by);
    store.set(community, purpose, clock.instant());
    note("community_goal_set", community, null, purpose, by);
  }

  @Transactional
  public void clear(CommunityId community, Caller by) {
    mustBe(community, by);
    if (store.clear(community)) {
      note("community_goal_cleared", community, null, null, by);
    }
  }

  private void mustBe(CommunityId community, Caller by) {
    by.mustSee(community);
    communities.get(community);
  }

  private void note(
      String kind,
      CommunityId community,
      @Nullable GroupId group,
      @Nullable Purpose purpose,
      Caller by) {
    Map<String, Object> reason = new HashMap<>();
    if (purpose != null) {
      reason.put("goal", purpose.goal().code());
      if (purpose.target() != null) {
        reason.put("target", purpose.target());
      }
    }
    journal.append(
        new JournalEntry(clock.instant(), by.actor(), kind, community, group, null, null, reason));
  }
}
