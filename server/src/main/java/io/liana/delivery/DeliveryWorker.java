package io.liana.delivery;

import io.liana.channel.Capability;
import io.liana.channel.Connector;
import io.liana.channel.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is in the outbox: claim and commit, act outside any transaction, write down how it
 * ended.
 */
@Component
public class DeliveryWorker implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(DeliveryWorker.class);
  private static final long LOOK_MILLIS = 100;

  private final OutboxStore store;
  private final Restraint restraint;
  private final Map<String, Connector> connectors;
  private final DeliverySettings settings;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final Set<SendingAccount> busy = ConcurrentHashMap.newKeySet();
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean running;
  private Thread looker = new Thread();

  DeliveryWorker(
      OutboxStore store,
      Restraint restraint,
      List<Connector> connectors,
      DeliverySettings settings,
      TransactionTemplate transaction,
      ApplicationEventPublisher events,
      Clock clock) {
    this.store = store;
    this.restraint = restraint;
    this.connectors =
        connectors.stream().collect(Collectors.toMap(Connector::platform, Function.identity()));
    this.settings = settings;
    this.transaction = transaction;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Sends everything that is due now, one after the other; returns how many commands came to an
   * end.
   */
  public int runDue() {
    recoverAbandoned();
    int total = 0;
    for (SendingAccount account : store.accountsWithWork(clock.instant())) {
      while (reachable(account) && sendNext(account)) {
        total++;
      }
    }
    return total;
  }

  /** Not while its platform is away: what is due waits, untried and in order. */
  private boolean reachable(SendingAccount account) {
    Connector connector = connectors.get(account.platform());
    return connector == null || connector.reachable(account.account());
  }

  /** Sends the account's next command; false when it has none that may go now. */
  private boolean sendNext(SendingAccount account) {
    Optional<OutboxRow> claimed = claimNext(account);
    claimed.ifPresent(row -> settle(row, perform(row)));
    return claimed.isPresent();
  }

  private Optional<OutboxRow> claimNext(SendingAccount account) {
    Optional<OutboxRow> claimed =
        transaction.execute(
            status -> {
              Instant now = clock.instant();
              if (!store.lock(account, now)) {
                return Optional.<OutboxRow>empty();
              }
              for (Optional<OutboxRow> next = store.next(account, now);
                  next.isPresent();
                  next = store.next(account, now)) {
                OutboxRow row = next.get();
                switch (restraint.judge(row, now)) {
                  case Restraint.Verdict.Go go -> {
                    store.claim(row, now, now.plus(settings.pace()));
                    return next;
                  }
                  case Restraint.Verdict.Hold hold -> store.hold(row, hold.until(), hold.why());
                  case Restraint.Verdict.Drop drop -> {
                    store.settle(row, "cancelled", drop.why(), null, now);
                    events.publishEvent(new CommandsCancelled(List.of(row.key()), drop.why(), now));
                  }
                }
              }
              return Optional.<OutboxRow>empty();
            });
    return claimed == null ? Optional.empty() : claimed;
  }

  private Outcome perform(OutboxRow row) {
    Connector connector = connectors.get(row.account().platform());
    if (connector == null
        || !connector
            .capabilities(row.account().account(), row.command().group())
            .contains(row.command().needs())) {
      return new Outcome.NeedsHuman("no_capability");
    }
    var call =
        CompletableFuture.supplyAsync(
            () -> connector.perform(row.account().account(), row.key(), row.command()), calls);
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

  private void settle(OutboxRow row, Outcome outcome) {
    transaction.executeWithoutResult(
        status -> {
          Instant now = clock.instant();
          switch (outcome) {
            case Outcome.Delivered delivered ->
                end(row, "delivered", null, delivered.messageKey(), outcome, now);
            case Outcome.Rejected rejected ->
                end(row, "rejected", rejected.reason(), null, outcome, now);
            case Outcome.NeedsHuman human ->
                end(row, "needs_human", human.reason(), null, outcome, now);
            case Outcome.Unknown unknown -> {
              if (repeatable(row)) {
                again(row, Duration.ofSeconds(5), unknown.evidence(), now);
              } else {
                end(row, "unknown", unknown.evidence(), null, outcome, now);
              }
            }
            case Outcome.RetryAfter retry -> again(row, retry.delay(), retry.evidence(), now);
          }
        });
  }

  private void again(OutboxRow row, Duration delay, String evidence, Instant now) {
    if (row.attempts() + 1 >= DeliverySettings.MOST_ATTEMPTS) {
      end(row, "rejected", "gave_up", null, new Outcome.Rejected("gave_up", evidence), now);
    } else {
      store.hold(row, now.plus(delay), "retry");
    }
  }

  private void end(
      OutboxRow row,
      String state,
      @org.jspecify.annotations.Nullable String evidence,
      @org.jspecify.annotations.Nullable String messageKey,
      Outcome outcome,
      Instant now) {
    store.settle(row, state, evidence, messageKey, now);
    events.publishEvent(
        new CommandSettled(
            row.key(), row.group(), row.member(), row.caseId(), row.command(), outcome, now));
  }

  private boolean repeatable(OutboxRow row) {
    Connector connector = connectors.get(row.account().platform());
    return connector != null
        && connector.capabilities(row.account().account()).contains(Capability.IDEMPOTENT_SEND);
  }

  /**
   * What a node that died was sending: sent again where the platform knows a repeated command,
   * otherwise a human looks.
   */
  private void recoverAbandoned() {
    Instant now = clock.instant();
    transaction.executeWithoutResult(
        status ->
            store
                .abandoned(now.minus(settings.timeout().multipliedBy(2)))
                .forEach(
                    row -> {
                      if (repeatable(row)) {
                        store.hold(row, now, "retry");
                      } else {
                        end(
                            row,
                            "unknown",
                            "the sender died",
                            null,
                            new Outcome.Unknown("the sender died"),
                            now);
                      }
                    }));
  }

  private void loop() {
    while (running) {
      try {
        recoverAbandoned();
        for (SendingAccount account : store.accountsWithWork(clock.instant())) {
          if (reachable(account) && busy.add(account)) {
            calls.execute(() -> drain(account));
          }
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException databaseTrouble) {
        log.warn("Delivery looks again in a moment: {}", databaseTrouble.toString());
        pause(Duration.ofSeconds(1));
      }
    }
  }

  private void drain(SendingAccount account) {
    try {
      while (running && reachable(account) && sendNext(account)) {
        pause(settings.pace());
      }
    } catch (RuntimeException databaseTrouble) {
      log.warn("Delivery of {} pauses: {}", account, databaseTrouble.toString());
    } finally {
      busy.remove(account);
    }
  }

  private static void pause(Duration length) {
    try {
      TimeUnit.NANOSECONDS.sleep(length.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void start() {
    running = true;
    if (settings.threads() > 0) {
      looker = Thread.ofPlatform().name("delivery").start(this::loop);
    }
  }

  @Override
  public void stop() {
    running = false;
    looker.interrupt();
    try {
      looker.join(settings.timeout().toMillis());
      while (!busy.isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return 20;
  }
}
