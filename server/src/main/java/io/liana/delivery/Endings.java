package io.liana.delivery;

import io.liana.channel.Outcome;
import io.liana.delivery.OutboxStore.Ending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Writes down how commands ended, in the caller's transaction, and tells whoever waits for it. */
@Component
class Endings {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration FIRST_REST = Duration.ofSeconds(5);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  private final OutboxStore store;
  private final CallStore calls;
  private final SendingAccountStore accounts;
  private final Platforms platforms;
  private final DeliverySettings settings;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Endings(
      OutboxStore store,
      CallStore calls,
      SendingAccountStore accounts,
      Platforms platforms,
      DeliverySettings settings,
      ApplicationEventPublisher events,
      Clock clock) {
    this.store = store;
    this.calls = calls;
    this.accounts = accounts;
    this.platforms = platforms;
    this.settings = settings;
    this.events = events;
    this.clock = clock;
  }

  void write(List<Ended> all) {
    if (all.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    List<Ended> counted =
        all.stream().filter(one -> !platforms.limits(one.row().account()).isEmpty()).toList();
    if (!counted.isEmpty()) {
      calls.end(counted);
    }
    List<Ended> over = new ArrayList<>();
    List<Ending> endings = new ArrayList<>();
    all.stream()
        .sorted(Comparator.comparingLong(one -> one.row().id()))
        .forEach(
            one -> {
              Outcome outcome = last(one, now);
              Ending ending = ending(one.row(), outcome, now);
              if (ending != null) {
                over.add(new Ended(one.row(), outcome, one.at()));
                endings.add(ending);
              }
            });
    Set<Long> written = endings.isEmpty() ? Set.of() : store.end(endings, now);
    List<CommandSettled> settled =
        over.stream()
            .filter(one -> written.contains(one.row().id()))
            .map(one -> settled(one, now))
            .toList();
    if (!settled.isEmpty()) {
      events.publishEvent(new CommandsSettled(settled));
    }
  }

  /** It will never go out. */
  void drop(OutboxRow row, String why) {
    Instant now = clock.instant();
    store.end(List.of(new Ending(row, "cancelled", why, null)), now);
    events.publishEvent(new CommandsCancelled(List.of(row.key()), why, now));
  }

  /**
   * How a node that died left it: sent again where the platform knows a repeated command, otherwise
   * in doubt for a human to look.
   */
  void recover(OutboxRow row) {
    Instant now = clock.instant();
    var ended = new Ended(row, new Outcome.Unknown("the sender died"), now);
    if (platforms.repeatable(row.account())) {
      calls.end(List.of(ended));
      store.retry(row, now);
    } else {
      write(List.of(ended));
    }
  }

  /**
   * Platforms fail as a whole: when one group after the other fails the account rests, ever longer,
   * and one command at a time asks whether it is over. Each group's queue stays as it is.
   */
  void rest(SendingAccount account, List<Ended> all) {
    SendingAccountStore.Trouble before = accounts.trouble(account);
    SendingAccountStore.Trouble after = before;
    Duration wanted = Duration.ZERO;
    for (Ended one : all) {
      after = one.failed() ? after.and(one.row().group()) : SendingAccountStore.Trouble.NONE;
      wanted = one.outcome() instanceof Outcome.RetryAfter retry ? retry.delay() : wanted;
    }
    if (after.equals(before)) {
      return;
    }
    Instant until = clock.instant();
    if (after.failures() >= Claims.FAILURES_TO_REST) {
      Duration rest = growing(FIRST_REST, after.failures() - Claims.FAILURES_TO_REST);
      until = until.plus(rest.compareTo(wanted) > 0 ? rest : wanted);
    }
    accounts.rest(account, after, until);
  }

  private static Duration growing(Duration first, int times) {
    Duration grown = first.multipliedBy(1L << Math.min(10, times));
    return grown.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : grown;
  }

  /** The outcome as it stands now: what is tried for too long is given up. */
  private Outcome last(Ended one, Instant now) {
    return one.outcome() instanceof Outcome.RetryAfter retry && tooLong(one.row(), now)
        ? new Outcome.Rejected("gave_up", retry.evidence())
        : one.outcome();
  }

  private boolean tooLong(OutboxRow row, Instant now) {
    return Duration.between(row.dueAt(), now).compareTo(settings.giveUp()) > 0;
  }

  /** What to write; null when it is not over: it is tried again. */
  private @Nullable Ending ending(OutboxRow row, Outcome outcome, Instant now) {
    return switch (outcome) {
      case Outcome.Delivered delivered ->
          new Ending(row, "delivered", null, delivered.messageKey());
      case Outcome.Rejected rejected -> new Ending(row, "rejected", rejected.reason(), null);
      case Outcome.NeedsHuman human -> new Ending(row, "needs_human", human.reason(), null);
      case Outcome.Unknown unknown -> {
        if (!platforms.repeatable(row.account()) || tooLong(row, now)) {
          yield new Ending(row, "unknown", unknown.evidence(), null);
        }
        retry(row, Duration.ZERO, now);
        yield null;
      }
      case Outcome.RetryAfter retry -> {
        retry(row, retry.delay(), now);
        yield null;
      }
    };
  }

  private void retry(OutboxRow row, Duration wanted, Instant now) {
    Duration pause = growing(FIRST_PAUSE, row.attempts() - 1);
    store.retry(row, now.plus(pause.compareTo(wanted) > 0 ? pause : wanted));
  }

  private static CommandSettled settled(Ended one, Instant now) {
    OutboxRow row = one.row();
    return new CommandSettled(
        row.key(), row.group(), row.member(), row.caseId(), row.command(), one.outcome(), now);
  }
}
