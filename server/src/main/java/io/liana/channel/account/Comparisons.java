package io.liana.channel.account;

import io.liana.channel.Compared;
import io.liana.channel.Connector;
import io.liana.channel.InboundEvent;
import io.liana.channel.Inbox;
import io.liana.channel.Person.Role;
import io.liana.channel.RawEvent;
import io.liana.channel.Roster;
import io.liana.channel.account.RosterSteps.Book;
import io.liana.channel.account.RosterSteps.Difference;
import io.liana.channel.account.RosterStore.AccountKey;
import io.liana.channel.account.RosterStore.Turn;
import io.liana.kernel.Rounds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Events get lost. Holds what was told of every placed group against what its platform says, every
 * few hours and after every gap, and tells the inbox what no event told. A difference counts when
 * it is still there at a second look: at the first its event may be under way.
 */
@Component
public class Comparisons implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Comparisons.class);
  static final Duration EVERY = Duration.ofHours(6);
  // Longer than an event is under way on a healthy connection.
  static final Duration SECOND_LOOK = Duration.ofSeconds(15);
  private static final Duration NOT_NOW = Duration.ofMinutes(1);
  // One group of each account a round: a bot of a thousand groups asks a few things a second.
  private static final Duration PAUSE = Duration.ofSeconds(1);
  // Longer than any connector waits for its platform.
  private static final Duration TAKEN = Duration.ofMinutes(5);
  // The inbox keeps them no longer, and an older join explains nothing.
  private static final Duration OLDEST = Duration.ofDays(7);
  private static final int EVENTS_AT_ONCE = 500;

  private final RosterStore store;
  private final Map<String, Connector> connectors;
  private final Inbox inbox;
  private final AccountSettings settings;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Rounds rounds = new Rounds("comparisons", PAUSE, this::round);

  Comparisons(
      RosterStore store,
      List<Connector> connectors,
      Inbox inbox,
      AccountSettings settings,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.connectors =
        connectors.stream().collect(Collectors.toMap(Connector::platform, Function.identity()));
    this.inbox = inbox;
    this.settings = settings;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Everything that is due; how many groups were looked at. */
  public int runDue() {
    int all = 0;
    for (int looked = round(); looked > 0; looked = round()) {
      all += looked;
    }
    return all;
  }

  private int round() {
    int looked = 0;
    for (AccountKey account : store.withDue(clock.instant())) {
      Connector connector = connectors.get(account.platform());
      if (connector != null && connector.reachable(account.account())) {
        looked += compareNext(connector, account) ? 1 : 0;
      }
    }
    return looked;
  }

  private boolean compareNext(Connector connector, AccountKey account) {
    Instant now = clock.instant();
    Optional<Turn> turn = store.take(account, now, now.plus(TAKEN));
    turn.ifPresent(
        one -> {
          switch (connector.roster(account.account(), one.group())) {
            case Roster.Untold _ -> store.later(one, now.plus(EVERY));
            case Roster.NotNow _ -> store.later(one, now.plus(NOT_NOW));
            case Roster.Told told -> compare(connector, one, told);
          }
        });
    return turn.isPresent();
  }

  private void compare(Connector connector, Turn turn, Roster.Told told) {
    Map<String, Role> before = store.seats(turn);
    var believed = new Book(before, turn.count(), turn.name());
    boolean first = turn.comparedAt() == null;
    var read = new Reading(first ? RosterSteps.shown(told) : believed, turn.comparedTo());
    read.on(connector, turn, first, told.everybody());
    List<Difference> differences =
        first ? RosterSteps.everybody(told) : RosterSteps.differences(read.book, told);
    List<Difference> sure =
        first
            ? differences
            : differences.stream().filter(one -> turn.suspects().contains(one.code())).toList();
    Set<String> unsure =
        differences.stream()
            .filter(one -> !sure.contains(one))
            .map(Difference::code)
            .collect(Collectors.toSet());
    // First the inbox, which knows what came twice, then our own book. What was told there comes
    // into the book at the next look, like any event.
    inbox.acceptNow(facts(turn, sure));
    Book after = learned(read.book, told, sure.stream().anyMatch(one -> one.repair() == null));
    Instant now = clock.instant();
    transaction.executeWithoutResult(
        status -> {
          store.seats(turn, before, after.seats());
          Duration next = first || differences.isEmpty() ? EVERY : SECOND_LOOK;
          store.looked(turn, after, read.to, unsure, now, now.plus(next));
          if (!first && !sure.isEmpty()) {
            int drift = sure.stream().mapToInt(RosterSteps::weight).sum();
            AccountKey account = turn.account();
            store.drifted(account.platform(), account.account(), turn.group(), drift, now);
            log.info("{} differences no event told in a group of {}", drift, account);
          }
        });
  }

  /**
   * What no event can put right.
   *
   * @param recount the count went wrong, and goes on from what the platform counts
   */
  private static Book learned(Book book, Roster.Told told, boolean recount) {
    return new Book(
        book.seats(),
        recount || book.count() == null ? told.count() : book.count(),
        book.name() == null ? told.name() : book.name());
  }

  private List<RawEvent> facts(Turn turn, List<Difference> sure) {
    Instant now = clock.instant();
    List<RawEvent> facts = new ArrayList<>();
    for (Difference one : sure) {
      Compared repair = one.repair();
      if (repair != null) {
        Instant since = one.since();
        boolean plausible =
            since != null && since.isBefore(now) && since.isAfter(now.minus(OLDEST));
        facts.add(
            repair.raw(
                turn.account().platform(),
                turn.account().account(),
                turn.group(),
                // A crash before the book is written leads here again, with the same last look.
                "compared:%s:%s".formatted(turn.comparedAt(), one.code()),
                plausible && since != null ? since : now));
      }
    }
    return facts;
  }

  /** What events told since the last look. */
  private final class Reading {
    private Book book;
    private long to;

    Reading(Book book, long to) {
      this.book = book;
      this.to = to;
    }

    void on(Connector connector, Turn turn, boolean first, boolean everybody) {
      AccountKey account = turn.account();
      long until = inbox.newest(account.platform(), account.account(), turn.group());
      if (!first) {
        List<Inbox.Kept> kept;
        do {
          kept =
              inbox.after(account.platform(), account.account(), turn.group(), to, EVENTS_AT_ONCE);
          for (Inbox.Kept one : kept) {
            to = one.id();
            for (InboundEvent event : meaning(connector, one.event())) {
              book = RosterSteps.after(book, event, everybody);
            }
          }
        } while (kept.size() == EVENTS_AT_ONCE);
      }
      to = Math.max(to, until);
    }

    /** What makes no sense is parked by others. */
    private static List<InboundEvent> meaning(Connector connector, RawEvent raw) {
      try {
        return connector.read(raw);
      } catch (IllegalArgumentException senseless) {
        return List.of();
      }
    }
  }

  @Override
  public void start() {
    rounds.start(settings.threads());
  }

  @Override
  public void stop() {
    rounds.stop();
  }

  @Override
  public boolean isRunning() {
    return rounds.isRunning();
  }

  /** After the inbox and the connections, stopped before them. */
  @Override
  public int getPhase() {
    return 15;
  }
}
