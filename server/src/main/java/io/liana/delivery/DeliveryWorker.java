package io.liana.delivery;

import io.liana.channel.Limit;
import io.liana.kernel.Rounds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is in the outbox: claim and commit, act outside any transaction, write down how it
 * ended.
 */
@Component
public class DeliveryWorker implements SmartLifecycle {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(1);
  private static final Duration BETWEEN_CLEARINGS = Duration.ofMinutes(10);

  private final OutboxStore store;
  private final SendingAccountStore accounts;
  private final CallStore calls;
  private final Claims claims;
  private final Endings endings;
  private final Platforms platforms;
  private final DeliverySettings settings;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Map<SendingAccount, AccountSender> senders = new ConcurrentHashMap<>();
  private final Set<SendingAccount> busy = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Rounds rounds = new Rounds("delivery", LOOK, this::look);
  private Instant sweptAt = Instant.EPOCH;
  private Instant clearedAt = Instant.EPOCH;

  DeliveryWorker(
      OutboxStore store,
      SendingAccountStore accounts,
      CallStore calls,
      Claims claims,
      Endings endings,
      Platforms platforms,
      DeliverySettings settings,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.calls = calls;
    this.claims = claims;
    this.endings = endings;
    this.platforms = platforms;
    this.settings = settings;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Sends everything that is due now, one after the other; returns how many commands were dealt
   * with.
   */
  public int runDue() {
    recoverAbandoned();
    return accounts.withWork(clock.instant()).stream()
        .mapToInt(account -> sender(account).runDue())
        .sum();
  }

  private AccountSender sender(SendingAccount account) {
    return senders.computeIfAbsent(
        account,
        one ->
            new AccountSender(
                one, claims, endings, platforms, settings, transaction, threads, clock));
  }

  /** What a node that died was sending. */
  private void recoverAbandoned() {
    transaction.executeWithoutResult(
        status ->
            store
                .abandoned(clock.instant().minus(settings.timeout().multipliedBy(2)))
                .forEach(endings::recover));
  }

  /** Forgets calls that no limit's window reaches any more. */
  private void clear() {
    Instant now = clock.instant();
    for (SendingAccount account : accounts.all()) {
      platforms.limits(account).stream()
          .map(Limit::window)
          .max(Duration::compareTo)
          .ifPresent(longest -> calls.forget(account, now.minus(longest)));
    }
  }

  private void look() {
    Instant now = clock.instant();
    if (Duration.between(sweptAt, now).compareTo(BETWEEN_SWEEPS) >= 0) {
      sweptAt = now;
      recoverAbandoned();
    }
    if (Duration.between(clearedAt, now).compareTo(BETWEEN_CLEARINGS) >= 0) {
      clearedAt = now;
      clear();
    }
    for (SendingAccount account : accounts.withWork(now)) {
      if (platforms.reachable(account) && busy.add(account)) {
        threads.execute(() -> drain(account));
      }
    }
  }

  private void drain(SendingAccount account) {
    try {
      sender(account).drain(rounds::isRunning, LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      busy.remove(account);
    }
  }

  @Override
  public void start() {
    rounds.start(settings.threads());
  }

  /** What is under way may still end and be written down; nothing more is begun. */
  @Override
  public void stop() {
    rounds.stop();
    try {
      while (!busy.isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return rounds.isRunning();
  }

  @Override
  public int getPhase() {
    return 20;
  }
}
