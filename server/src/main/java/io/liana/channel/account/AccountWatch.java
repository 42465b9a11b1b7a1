package io.liana.channel.account;

import io.liana.kernel.Rounds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the connectors of this node which accounts want a connection: at the start, after a change
 * here, and within seconds after a change on another node.
 */
@Component
public class AccountWatch implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(AccountWatch.class);

  private final AccountStore store;
  private final AccountPulse pulse;
  private final AccountSettings settings;
  private final ApplicationEventPublisher events;
  // A look after a commit still has the old connection bound; it needs its own transaction.
  private final TransactionTemplate ownTransaction;
  private final ReentrantLock one = new ReentrantLock();
  private final Map<Long, ConnectedAccount> told = new HashMap<>();
  private final Rounds rounds;

  AccountWatch(
      AccountStore store,
      AccountPulse pulse,
      AccountSettings settings,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.store = store;
    this.pulse = pulse;
    this.settings = settings;
    this.events = events;
    this.ownTransaction = new TransactionTemplate(transactions);
    this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.rounds = new Rounds("accounts", settings.look(), this::runDue);
  }

  /** Does what is due: tells changes, writes down what was heard, looks for silence. */
  public void runDue() {
    look();
    pulse.runDue();
  }

  void lookAfterCommit() {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            look();
          }
        });
  }

  @EventListener(ApplicationReadyEvent.class)
  void look() {
    one.lock();
    try {
      List<ConnectedAccount> all = ownTransaction.execute(status -> store.list(null));
      List<Object> news = news(all == null ? List.of() : all);
      news.forEach(this::tell);
    } catch (RuntimeException databaseTrouble) {
      // What an operator changed is committed; it is told at the next look.
      log.warn("Accounts are looked at again in a moment: {}", databaseTrouble.toString());
    } finally {
      one.unlock();
    }
  }

  private List<Object> news(List<ConnectedAccount> all) {
    List<Object> news = new ArrayList<>();
    Map<Long, ConnectedAccount> wanted = new HashMap<>();
    all.stream().filter(ConnectedAccount::on).forEach(each -> wanted.put(each.id(), each));
    told.values().stream()
        .filter(each -> !wanted.containsKey(each.id()))
        .forEach(each -> news.add(new AccountRemoved(each.platform(), each.account())));
    wanted
        .values()
        .forEach(
            each -> {
              ConnectedAccount before = told.get(each.id());
              if (before == null) {
                news.add(new AccountConnected(each));
              } else if (before.version() != each.version()) {
                news.add(new AccountChanged(each));
              }
            });
    told.clear();
    told.putAll(wanted);
    return news;
  }

  private void tell(Object news) {
    try {
      events.publishEvent(news);
    } catch (RuntimeException broken) {
      log.warn("A connector could not follow a change of its account", broken);
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

  /** After the inbox, so that what a connection brings finds an open door; stopped before it. */
  @Override
  public int getPhase() {
    return 10;
  }
}
