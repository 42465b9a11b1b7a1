package io.liana.delivery;

import io.liana.channel.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what one account has to send, in rounds: one transaction writes down what ended and claims
 * what may go; the calls are made between rounds, side by side where groups differ.
 */
final class AccountSender {
  private static final Logger log = LoggerFactory.getLogger(AccountSender.class);

  private final SendingAccount account;
  private final Claims claims;
  private final Endings endings;
  private final Platforms platforms;
  private final DeliverySettings settings;
  private final TransactionTemplate transaction;
  private final ExecutorService threads;
  private final Clock clock;
  private final Turns turns = new Turns();
  private volatile boolean troubled = true; // nobody knows how the last node left it
  private final BlockingQueue<Ended> back = new LinkedBlockingQueue<>();

  AccountSender(
      SendingAccount account,
      Claims claims,
      Endings endings,
      Platforms platforms,
      DeliverySettings settings,
      TransactionTemplate transaction,
      ExecutorService threads,
      Clock clock) {
    this.account = account;
    this.claims = claims;
    this.endings = endings;
    this.platforms = platforms;
    this.settings = settings;
    this.transaction = transaction;
    this.threads = threads;
    this.clock = clock;
  }

  /**
   * One call after the other until nothing may go now; returns how many commands were dealt with.
   */
  int runDue() {
    int dealt = 0;
    List<Ended> ended = List.of();
    Claims.Taken taken;
    do {
      taken = round(ended, true);
      ended = taken.going().stream().map(this::perform).toList();
      dealt += taken.ended() + ended.size();
    } while (!ended.isEmpty() || taken.ended() > 0);
    return dealt;
  }

  /**
   * Until nothing is under way and nothing may go within {@code patience}.
   *
   * @param more false: claim nothing more, only finish
   */
  void drain(BooleanSupplier more, Duration patience) throws InterruptedException {
    int underWay = 0;
    List<Ended> ended = new ArrayList<>();
    while (true) {
      Claims.Taken taken = roundUntilWritten(ended, more);
      underWay += taken.going().size() - ended.size();
      ended.clear();
      for (OutboxRow row : taken.going()) {
        threads.execute(() -> back.add(perform(row)));
      }
      Duration wait = wait(taken.again(), patience);
      if (underWay > 0) {
        Ended first = back.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
          ended.add(first);
          back.drainTo(ended);
        }
      } else if (!more.getAsBoolean() || taken.again() == null || wait.equals(patience)) {
        return;
      } else {
        TimeUnit.NANOSECONDS.sleep(wait.toNanos());
      }
    }
  }

  private Duration wait(@Nullable Instant again, Duration patience) {
    if (again == null) {
      return patience;
    }
    Duration until = Duration.between(clock.instant(), again);
    return until.isNegative() ? Duration.ZERO : until.compareTo(patience) > 0 ? patience : until;
  }

  /** What ended must be written down: as long as the database is lost, nothing else happens. */
  private Claims.Taken roundUntilWritten(List<Ended> ended, BooleanSupplier more)
      throws InterruptedException {
    try {
      return round(ended, more.getAsBoolean());
    } catch (RuntimeException trouble) {
      log.warn(
          "{} goes on in a moment, {} ends to write: {}",
          account,
          ended.size(),
          trouble.toString());
    }
    List<Ended> left = new ArrayList<>(ended);
    do {
      TimeUnit.SECONDS.sleep(1);
      // One by one, so that one that cannot be written does not hold up the others; the sweep for
      // dead senders closes it in the end, and then there is nothing left to write.
      left.removeIf(this::written);
    } while (!left.isEmpty() && more.getAsBoolean());
    return Claims.Taken.NOTHING;
  }

  private boolean written(Ended one) {
    try {
      round(List.of(one), false);
      return true;
    } catch (RuntimeException trouble) {
      log.warn("The end of {} is not written yet: {}", one.row().key(), trouble.toString());
      return false;
    }
  }

  private Claims.Taken round(List<Ended> ended, boolean more) {
    Claims.Taken taken =
        transaction.execute(
            status -> {
              if (!ended.isEmpty()) {
                endings.write(ended);
                if (troubled || ended.stream().anyMatch(Ended::failed)) {
                  endings.rest(account, ended);
                }
              }
              return more ? claims.take(account, turns) : Claims.Taken.NOTHING;
            });
    if (taken == null) {
      return Claims.Taken.NOTHING;
    }
    troubled = taken.failures() < 0 ? troubled : taken.failures() > 0;
    return taken;
  }

  private Ended perform(OutboxRow row) {
    return new Ended(row, outcome(row), clock.instant());
  }

  private Outcome outcome(OutboxRow row) {
    var call = CompletableFuture.supplyAsync(() -> platforms.perform(row), threads);
    try {
      return call.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Outcome.Unknown("no answer within " + settings.timeout().toSeconds() + " s");
    } catch (ExecutionException e) {
      log.warn("Command {} ended in the dark", row.key(), e.getCause());
      return new Outcome.Unknown(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Unknown("interrupted while waiting for the platform");
    }
  }
}
