package io.liana.intake;

import io.liana.channel.Parked;
import io.liana.channel.Parked.Place;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What an operator does about events that were set aside. */
@Component
class ParkedEvents {
  private final Parked parked;
  private final Groups groups;
  private final Journal journal;
  private final Clock clock;

  ParkedEvents(Parked parked, Groups groups, Journal journal, Clock clock) {
    this.parked = parked;
    this.groups = groups;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Tries it again, for example once its group is known.
   *
   * @throws Problem 404, or 409 {@code parked_queued}
   */
  @Transactional
  Parked.Row retry(long id, Caller by) {
    Parked.Row row = hold(id, by);
    parked.retry(row);
    note("parked_retried", row, Map.of("parked", Long.toString(id)), by);
    return parked.hold(id).orElseThrow();
  }

  /**
   * Gives it up for good.
   *
   * @throws Problem 404, or 409 {@code parked_queued}
   */
  @Transactional
  void discard(long id, String reason, Caller by) {
    Parked.Row row = hold(id, by);
    parked.discard(row);
    note("parked_discarded", row, Map.of("parked", Long.toString(id), "why", reason), by);
  }

  Optional<GroupView> groupOf(Parked.Row row) {
    Place place = row.place();
    return groups.find(place.platform(), place.account(), place.group());
  }

  private Parked.Row hold(long id, Caller by) {
    Parked.Row row = parked.hold(id).orElseThrow(() -> Problem.missing("parked", id));
    boolean seen =
        by.communities() == null || groupOf(row).filter(g -> by.sees(g.community())).isPresent();
    if (!seen) {
      throw Problem.missing("parked", id);
    }
    if (row.queued()) {
      throw Problem.conflict("parked_queued", "This event is back in its lane already.");
    }
    return row;
  }

  private void note(String kind, Parked.Row row, Map<String, Object> reason, Caller by) {
    Optional<GroupView> group = groupOf(row);
    journal.append(
        new JournalEntry(
            clock.instant(),
            by.actor(),
            kind,
            group.map(GroupView::community).orElse(null),
            group.map(GroupView::id).orElse(null),
            null,
            null,
            reason));
  }
}
