package io.liana.channel.officialaccount;

import io.liana.channel.account.AccountChanged;
import io.liana.channel.account.AccountConnected;
import io.liana.channel.account.AccountRemoved;
import io.liana.channel.account.Accounts;
import io.liana.channel.account.ConnectedAccount;
import io.liana.channel.account.SeenGroup;
import io.liana.channel.account.SeenGroups;
import io.liana.kernel.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The accounts that are connected and switched on, with their secrets, in memory. */
@Component
class OfficialAccounts {
  private static final Logger log = LoggerFactory.getLogger(OfficialAccounts.class);
  static final String PLATFORM = "officialaccount";

  private final Accounts accounts;
  private final SeenGroups groups;
  private final Map<String, OfficialAccount> connected = new ConcurrentHashMap<>();

  OfficialAccounts(Accounts accounts, SeenGroups groups) {
    this.accounts = accounts;
    this.groups = groups;
  }

  boolean knows(String account) {
    return connected.containsKey(account);
  }

  /** Also right in the moment between the door's opening and the first news of accounts. */
  Optional<OfficialAccount> find(String account) {
    OfficialAccount known = connected.get(account);
    return known != null
        ? Optional.of(known)
        : accounts.find(PLATFORM, account).filter(ConnectedAccount::on).flatMap(this::open);
  }

  @EventListener
  void on(AccountConnected news) {
    connect(news.account());
  }

  @EventListener
  void on(AccountChanged news) {
    connect(news.account());
  }

  @EventListener
  void on(AccountRemoved news) {
    if (news.platform().equals(PLATFORM)) {
      connected.remove(news.account());
    }
  }

  private void connect(ConnectedAccount account) {
    if (account.platform().equals(PLATFORM)) {
      connected.remove(account.account());
      open(account)
          .ifPresent(
              opened -> {
                connected.put(opened.id(), opened);
                var followers = new SeenGroup(opened.id(), account.name(), null, null);
                groups.report(PLATFORM, opened.id(), List.of(followers), true);
              });
    }
  }

  private Optional<OfficialAccount> open(ConnectedAccount account) {
    try {
      Map<String, String> given = new HashMap<>(account.settings());
      given.putAll(accounts.secrets(account));
      return Optional.of(OfficialAccount.of(given));
    } catch (Problem unusable) {
      log.warn("Official account {} cannot be used: {}", account.account(), unusable.code());
      return Optional.empty();
    }
  }
}
