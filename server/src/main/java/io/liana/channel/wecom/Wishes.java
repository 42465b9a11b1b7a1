package io.liana.channel.wecom;

import io.liana.channel.account.AccountChanged;
import io.liana.channel.account.AccountConnected;
import io.liana.channel.account.ConnectedAccount;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What operators chose for an account and is asked on every send, so answered from memory. */
@Component
class Wishes {
  private final Map<String, ConnectedAccount> accounts = new ConcurrentHashMap<>();

  /** What rules say in groups is prepared as a mass send. */
  boolean massForRules(String account) {
    return chosen(account, Corp.MASS_FOR_RULES).equals("yes");
  }

  /** Tasks are brought to staff as app messages. */
  boolean cards(String account) {
    return !chosen(account, Corp.STAFF_CARDS).equals("no");
  }

  private String chosen(String account, String field) {
    ConnectedAccount known = accounts.get(account);
    return known == null ? "no" : known.setting(field, "no");
  }

  @EventListener
  void on(AccountConnected news) {
    remember(news.account());
  }

  @EventListener
  void on(AccountChanged news) {
    remember(news.account());
  }

  private void remember(ConnectedAccount account) {
    if (account.platform().equals(Corps.PLATFORM)) {
      accounts.put(account.account(), account);
    }
  }
}
