package io.liana.channel.wecom;

import io.liana.channel.AccountWorkWished;
import io.liana.channel.wecom.Way.Kind;
import io.liana.channel.wecom.Way.Plan;
import io.liana.channel.wecom.Way.State;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What operators do with ways in. WeCom is asked after the commit, by an errand. */
@Component
class Ways {
  /** WeCom's own cap on both kinds together. */
  static final int MOST = 500_000;

  /** From here on somebody is asked to make room: closing takes a person's look at each. */
  static final int MANY = MOST / 10 * 8;

  private static final String LOW = "ways_low";
  private static final Duration ROOM_WITHIN = Duration.ofDays(3);

  private static final int LONGEST_NAME = 30;
  private static final int LONGEST_BASE_NAME = 40;
  private static final int LARGEST_NUMBER = 100_000;
  private static final int MOST_GROUPS = 5;
  private static final int MOST_STAFF = 100;
  private static final int LONGEST_ID = 64;

  private final WayStore store;
  private final ErrandStore errands;
  private final AccountTasks tasks;
  private final Journal journal;
  private final Clock clock;

  Ways(WayStore store, ErrandStore errands, AccountTasks tasks, Journal journal, Clock clock) {
    this.store = store;
    this.errands = errands;
    this.tasks = tasks;
    this.journal = journal;
    this.clock = clock;
  }

  Way get(Corp corp, long id) {
    return store.find(corp.id(), id).orElseThrow(() -> Problem.missing("way", id));
  }

  /**
   * @throws Problem 400 naming the field, 409 {@code ways_used_up}
   */
  @Transactional
  public Way make(Corp corp, Kind kind, String name, Plan plan, Actor by) {
    String checked = Given.text("name", name, 1, LONGEST_NAME);
    Plan possible = possible(kind, plan);
    if (store.used(corp.id()) >= MOST) {
      throw new Problem(
          409,
          "ways_used_up",
          "WeCom keeps 500,000 of these for a corporation. Nothing was made; close some first.",
          Map.of("most", MOST));
    }
    long id = store.insert(corp.id(), kind, checked, possible, by.code(), clock.instant());
    wish(corp, id);
    note(corp, id, "way_made", by);
    if (store.count(corp.id()) >= MANY) {
      tasks.wish(corp, LOW, AccountWorkWished.Kind.WAYS_LOW, ROOM_WITHIN);
    }
    return get(corp, id);
  }

  /** One that nobody used leads somewhere else now; in the caller's transaction. */
  Way reused(Corp corp, Way way, Actor by) {
    wish(corp, way.id());
    note(corp, way.id(), "way_changed", by);
    return way;
  }

  /** WeCom has deleted it. */
  @Transactional
  public void closed(Corp corp, Way way) {
    store.move(way, State.CLOSING, State.CLOSED, null);
    if (store.count(corp.id()) < MANY) {
      tasks.end(corp, LOW, true, null);
    }
  }

  /**
   * @throws Problem 400 naming the field, 409 {@code way_in_doubt} or {@code way_closed}
   */
  @Transactional
  public Way change(Corp corp, long id, String name, Plan plan, Actor by) {
    Way way = get(corp, id);
    switch (way.state()) {
      case DUE, MADE, REFUSED -> {}
      case ASKED, DOUBT, ABSENT -> throw inDoubt();
      case CLOSING, CLOSED -> throw closed();
    }
    store.change(way, Given.text("name", name, 1, LONGEST_NAME), possible(way.kind(), plan));
    store.move(way, State.REFUSED, State.DUE, null);
    wish(corp, id);
    note(corp, id, "way_changed", by);
    return get(corp, id);
  }

  /**
   * Deletes it at WeCom: who scans it from then on comes nowhere. What it brought stays counted.
   *
   * @throws Problem 409 {@code way_in_doubt} or {@code way_closed}
   */
  @Transactional
  public Way close(Corp corp, long id, Actor by) {
    Way way = get(corp, id);
    State from = way.state();
    switch (from) {
      case DUE, REFUSED, ABSENT, DOUBT -> store.move(way, from, State.CLOSED, way.evidence());
      case MADE -> {
        store.move(way, from, State.CLOSING, null);
        wish(corp, id);
      }
      case ASKED -> throw inDoubt();
      case CLOSING, CLOSED -> throw closed();
    }
    note(corp, id, "way_closed", by);
    return get(corp, id);
  }

  /**
   * Asks WeCom again for one that never came. If the first one was made after all, it goes on
   * counting against the cap and nobody has its code.
   *
   * @throws Problem 409 {@code way_not_in_doubt}
   */
  @Transactional
  public Way again(Corp corp, long id, Actor by) {
    Way way = get(corp, id);
    boolean moved =
        switch (way.state()) {
          case DOUBT, ABSENT, REFUSED -> store.move(way, way.state(), State.DUE, null);
          case DUE, ASKED, MADE, CLOSING, CLOSED -> false;
        };
    if (!moved) {
      throw Problem.conflict("way_not_in_doubt", "WeCom has answered about this one.");
    }
    wish(corp, id);
    note(corp, id, "way_asked_again", by);
    return get(corp, id);
  }

  private void wish(Corp corp, long id) {
    errands.wish(corp.id(), Errand.Kind.WAY, Long.toString(id), Map.of());
  }

  private static Plan possible(Kind kind, Plan plan) {
    return switch (kind) {
      case GROUP -> {
        List<String> groups = ids("groups", plan.groups(), MOST_GROUPS);
        String base =
            plan.grows() ? Given.text("base_name", plan.baseName(), 1, LONGEST_BASE_NAME) : "";
        if (plan.grows() && (plan.baseNumber() < 1 || plan.baseNumber() > LARGEST_NUMBER)) {
          throw Given.wrong("base_number", "must be 1 to 100,000");
        }
        yield new Plan(groups, plan.grows(), base, plan.baseNumber(), List.of(), false);
      }
      case STAFF ->
          new Plan(
              List.of(), false, "", 1, ids("staff", plan.staff(), MOST_STAFF), plan.confirms());
    };
  }

  private static List<String> ids(String field, List<String> given, int most) {
    if (given.isEmpty() || given.size() > most) {
      throw Given.wrong(field, "must be 1 to %d, here are %d".formatted(most, given.size()));
    }
    given.forEach(id -> Given.text(field, id, 1, LONGEST_ID));
    if (new HashSet<>(given).size() < given.size()) {
      throw Given.wrong(field, "has one twice");
    }
    return List.copyOf(given);
  }

  private static Problem inDoubt() {
    return Problem.conflict(
        "way_in_doubt", "WeCom has not answered about this one; nothing was changed.");
  }

  private static Problem closed() {
    return Problem.conflict("way_closed", "This one is closed.");
  }

  private void note(Corp corp, long id, String kind, Actor by) {
    journal.append(
        new JournalEntry(
            clock.instant(),
            by,
            kind,
            null,
            null,
            null,
            null,
            Map.of("platform", Corps.PLATFORM, "account", corp.id(), "way", Long.toString(id))));
  }
}
