package io.liana.alert;

import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Alerts as operators set them. */
@Component
class Alerts {
  private static final int MOST = 100; // of one community; each is asked for once a day

  private final AlertStore store;
  private final Journal journal;
  private final Clock clock;

  Alerts(AlertStore store, Journal journal, Clock clock) {
    this.store = store;
    this.journal = journal;
    this.clock = clock;
  }

  Alert get(long id, Caller caller) {
    return store
        .find(id)
        .filter(alert -> caller.sees(alert.community()))
        .orElseThrow(() -> Problem.missing("alert", id));
  }

  List<Alert> of(CommunityId community) {
    return store.of(community);
  }

  @Transactional
  Alert make(CommunityId community, Alert.Wish wish, Caller by) {
    if (store.of(community).size() >= MOST) {
      throw Problem.conflict(
          "too_many_alerts", "A community has 100 alerts at most; delete one nobody needs.");
    }
    Alert made = get(store.insert(community, wish, clock.instant()), by);
    note("alert_made", made, by);
    return made;
  }

  /** From the next day it looks at on; what rang before stays as it was told. */
  @Transactional
  Alert change(long id, Alert.Wish wish, Caller by) {
    Alert before = get(id, by);
    if (before.wish().metric() != wish.metric() || before.wish().eachGroup() != wish.eachGroup()) {
      throw Given.wrong(
          "metric", "stays what it is, for the history is of it; make another alert for another");
    }
    store.change(id, wish);
    Alert changed = get(id, by);
    note("alert_changed", changed, by);
    return changed;
  }

  /**
   * @param until the first day it is looked at again; null for at once
   */
  @Transactional
  Alert mute(long id, @Nullable LocalDate until, Caller by) {
    Alert alert = get(id, by);
    store.mute(id, until);
    note(until == null ? "alert_unmuted" : "alert_muted", alert, by);
    return get(id, by);
  }

  /** Its history goes with it; a task that is open stays. */
  @Transactional
  void drop(long id, Caller by) {
    Alert alert = get(id, by);
    store.drop(id);
    note("alert_dropped", alert, by);
  }

  private void note(String kind, Alert alert, Caller by) {
    journal.append(
        new JournalEntry(
            clock.instant(),
            by.actor(),
            kind,
            alert.community(),
            null,
            null,
            null,
            Map.of("alert", alert.id())));
  }
}
