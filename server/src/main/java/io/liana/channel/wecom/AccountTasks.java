package io.liana.channel.wecom;

import io.liana.channel.AccountWorkEnded;
import io.liana.channel.AccountWorkWished;
import io.liana.channel.account.Accounts;
import io.liana.channel.account.ConnectedAccount;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells the desk what a person has to do for a corporation, and what became of it. */
@Component
class AccountTasks {
  private final Accounts accounts;
  private final ApplicationEventPublisher events;

  AccountTasks(Accounts accounts, ApplicationEventPublisher events) {
    this.accounts = accounts;
    this.events = events;
  }

  /** In the caller's transaction. */
  void wish(Corp corp, String key, AccountWorkWished.Kind kind, Duration within) {
    String name =
        accounts.find(Corps.PLATFORM, corp.id()).map(ConnectedAccount::name).orElse(corp.id());
    events.publishEvent(new AccountWorkWished(Corps.PLATFORM, corp.id(), name, key, kind, within));
  }

  /**
   * In the caller's transaction.
   *
   * @param staff who did it; null where WeCom does not tell
   */
  void end(Corp corp, String key, boolean done, @Nullable String staff) {
    events.publishEvent(
        new AccountWorkEnded(
            Corps.PLATFORM, corp.id(), key, done, staff == null ? null : corp.staffKey(staff)));
  }
}
