package io.liana.review;

import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Problem;
import io.liana.review.Review.Plan;
import io.liana.review.TargetStore.Batch;
import io.liana.review.TargetStore.Line;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Targets of many periods as one table. It is looked at first; with one wrong line nothing is kept,
 * and the same table again changes nothing. A review is known by its name and its days.
 */
@Component
class TargetTables {
  private final ReviewStore reviews;
  private final TargetStore store;
  private final Journal journal;
  private final Clock clock;

  TargetTables(ReviewStore reviews, TargetStore store, Journal journal, Clock clock) {
    this.reviews = reviews;
    this.store = store;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * @param before null where the table makes the review
   */
  record Change(@Nullable Review before, Plan plan) {}

  /**
   * @param changes those to be made first, in the order of the table
   * @param batch null where nothing was kept
   */
  record Read(
      int lines, List<Change> changes, List<TargetTable.Wrong> wrong, @Nullable Long batch) {}

  record TakenBack(Batch batch, int restored, int kept) {}

  @Transactional
  Read read(CommunityId community, String text, boolean dryRun, Caller by) {
    store.oneAtATime(community);
    TargetTable.Said said = TargetTable.read(text);
    Map<String, Review> known = new HashMap<>();
    // of two that cannot be told apart, the older one is meant
    store.named(community).forEach(one -> known.putIfAbsent(key(one.plan()), one));
    List<Change> changes = new ArrayList<>();
    for (Plan plan : said.plans()) {
      Review before = known.get(key(plan));
      if (before == null
          || before.plan().goal() != plan.goal()
          || !before.plan().targets().equals(plan.targets())) {
        changes.add(new Change(before, plan));
      }
    }
    boolean keep = !dryRun && said.wrong().isEmpty() && !changes.isEmpty();
    return new Read(
        said.plans().size(), changes, said.wrong(), keep ? keep(community, changes, by) : null);
  }

  /**
   * What the table made goes, unless something was decided there; what it changed is as before.
   * What somebody changed since stays as it is.
   *
   * @throws Problem 404 also for one out of sight; 409 {@code batch_taken_back}
   */
  @Transactional
  TakenBack takeBack(long id, Caller by) {
    Batch batch = get(id, by);
    store.oneAtATime(batch.community());
    if (get(id, by).takenBackAt() != null) {
      throw Problem.conflict("batch_taken_back", "This table was taken back already.");
    }
    int restored = 0;
    List<Line> lines = store.lines(id);
    for (Line line : lines) {
      restored += takeBack(line) ? 1 : 0;
    }
    store.takenBack(id, clock.instant());
    note("review_targets_taken_back", batch.community(), id, restored, by);
    return new TakenBack(get(id, by), restored, batch.made() + batch.changed() - restored);
  }

  private boolean takeBack(Line line) {
    Review review = reviews.find(line.review()).orElse(null);
    if (review == null || review.version() != line.version()) {
      return false;
    }
    if (line.goalBefore() == null) {
      if (!reviews.decisions(review.id()).isEmpty()) {
        return false;
      }
      reviews.drop(review.id());
      return true;
    }
    return reviews.replace(
        review.id(), review.version(), review.plan().with(line.goalBefore(), line.targetsBefore()));
  }

  private long keep(CommunityId community, List<Change> changes, Caller by) {
    int made = (int) changes.stream().filter(one -> one.before() == null).count();
    long batch = store.insert(community, made, changes.size() - made, clock.instant());
    for (Change change : changes) {
      Review before = change.before();
      if (before == null) {
        long review = reviews.insert(community, change.plan(), clock.instant());
        store.insert(batch, new Line(review, 1, null, Map.of()));
      } else {
        Plan plan = before.plan();
        reviews.replace(
            before.id(),
            before.version(),
            plan.with(change.plan().goal(), change.plan().targets()));
        store.insert(
            batch, new Line(before.id(), before.version() + 1, plan.goal(), plan.targets()));
      }
    }
    note("review_targets_read", community, batch, changes.size(), by);
    return batch;
  }

  private Batch get(long id, Caller caller) {
    return store
        .find(id)
        .filter(batch -> caller.sees(batch.community()))
        .orElseThrow(() -> Problem.missing("review_batch", id));
  }

  private static String key(Plan plan) {
    return plan.name() + ' ' + plan.span();
  }

  private void note(String kind, CommunityId community, long batch, int reviews, Caller by) {
    journal.append(
        new JournalEntry(
            clock.instant(),
            by.actor(),
            kind,
            community,
            null,
            null,
            null,
            Map.of("batch", batch, "reviews", reviews)));
  }
}
