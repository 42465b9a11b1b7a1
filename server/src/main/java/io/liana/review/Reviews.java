package io.liana.review;

import io.liana.community.Communities;
import io.liana.community.Community;
import io.liana.desk.TaskDraft;
import io.liana.desk.Tasks;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.journal.JournalListing;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import io.liana.review.Review.Decision;
import io.liana.review.Review.Links;
import io.liana.review.Review.Plan;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Plans that are kept, what came of them, and what follows. */
@Component
class Reviews {
  private static final int MOST = 200;
  private static final int MOST_DECISIONS = 50;

  private final ReviewStore store;
  private final Counting counting;
  private final Communities communities;
  private final Doing doing;
  private final Tasks tasks;
  private final Journal journal;
  private final JournalListing past;
  private final Clock clock;

  Reviews(
      ReviewStore store,
      Counting counting,
      Communities communities,
      Doing doing,
      Tasks tasks,
      Journal journal,
      JournalListing past,
      Clock clock) {
    this.store = store;
    this.counting = counting;
    this.communities = communities;
    this.doing = doing;
    this.tasks = tasks;
    this.journal = journal;
    this.past = past;
    this.clock = clock;
  }

  List<Review> of(CommunityId community) {
    return store.of(community, MOST);
  }

  Review get(long id, Caller caller) {
    return store
        .find(id)
        .filter(review -> caller.sees(review.community()))
        .orElseThrow(() -> Problem.missing("review", id));
  }

  LocalDate today(Community community) {
    return LocalDate.ofInstant(clock.instant(), community.zone());
  }

  /** The ratios in their order, against another period. */
  List<Check.Line> check(Review review, Span against) {
    Community community = communities.get(review.community());
    Span measured = review.plan().span().upTo(today(community));
    Map<Ratio, Tally> now = counting.count(community, measured);
    Map<Ratio, Tally> before = counting.count(community, against);
    return Arrays.stream(Ratio.values())
        .map(
            ratio ->
                Check.line(
                    ratio,
                    Objects.requireNonNull(now.get(ratio)),
                    Objects.requireNonNull(before.get(ratio)),
                    review.plan().targets().get(ratio)))
        .toList();
  }

  Optional<Review> last(Review review) {
    return store.last(review);
  }

  List<Decision> decisions(Review review) {
    return store.decisions(review.id());
  }

  /** When what a decision means to change was changed for the first time since; null if not yet. */
  @Nullable Instant changedAt(Review review, Decision decision) {
    Changed changes = decision.changes();
    return changes == null
        ? null
        : past.firstSince(review.community(), changes.shownBy, decision.madeAt()).orElse(null);
  }

  /** By key of a decision: as the desk has it. */
  Map<String, String> states(List<Decision> decisions) {
    return tasks.states(decisions.stream().map(Decision::key).toList());
  }

  @Transactional
  Review make(CommunityId community, Plan plan, Caller by) {
    doing.check(community, plan.links(), Links.NONE, by);
    Review made = get(store.insert(community, plan, clock.instant()), by);
    note("review_made", made, by);
    return made;
  }

  @Transactional
  Review change(long id, int version, Plan plan, Caller by) {
    Review review = get(id, by);
    doing.check(review.community(), plan.links(), review.plan().links(), by);
    if (!store.replace(id, version, plan)) {
      throw Problem.conflict(
          "review_changed",
          "Somebody changed this review in the meantime; nothing was saved. Load it again.");
    }
    Review changed = get(id, by);
    note("review_changed", changed, by);
    return changed;
  }

  /** Its decisions go with it; tasks that were made of them stay. */
  @Transactional
  void drop(long id, Caller by) {
    Review review = get(id, by);
    store.drop(id);
    note("review_dropped", review, by);
  }

  /** Becomes a task of the desk, due at the end of the day. */
  @Transactional
  Decision decide(
      long id, String what, String owner, LocalDate due, @Nullable Changed changes, Caller by) {
    Review review = get(id, by);
    Community community = communities.get(review.community());
    if (due.isBefore(today(community))) {
      throw Given.wrong("due", "must not be over");
    }
    if (store.decisions(id).size() >= MOST_DECISIONS) {
      throw Given.wrong("what", "is one too many: a review has 50 decisions at most");
    }
    Decision made = store.decide(id, what, owner, due, changes, clock.instant());
    tasks.raise(
        new TaskDraft(
            made.key(),
            "review_decision",
            review.community(),
            null,
            null,
            null,
            Map.of(
                "title",
                owner.isEmpty() ? what : "%s (%s)".formatted(what, owner),
                "review",
                Long.toString(id)),
            new Span(due, due).ends(community.zone())));
    note("review_decided", review, by);
    return made;
  }

  private void note(String kind, Review review, Caller by) {
    journal.append(
        new JournalEntry(
            clock.instant(),
            by.actor(),
            kind,
            review.community(),
            null,
            null,
            null,
            Map.of("review", review.id(), "version", review.version())));
  }
}
