package io.liana.channel.wecom;

import io.liana.channel.account.AccountChanged;
import io.liana.channel.account.AccountConnected;
import io.liana.channel.account.AccountRemoved;
import io.liana.channel.account.Accounts;
import io.liana.channel.account.ConnectedAccount;
import io.liana.kernel.Caller;
import io.liana.kernel.Problem;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The corporations that are connected and switched on, with their secrets, in memory. */
@Component
class Corps {
  private static final Logger log = LoggerFactory.getLogger(Corps.class);
  static final String PLATFORM = "wecom";

  private final Accounts accounts;
  private final CorpStore store;
  private final ErrandStore errands;
  private final Map<String, Corp> connected = new ConcurrentHashMap<>();

  Corps(Accounts accounts, CorpStore store, ErrandStore errands) {
    this.accounts = accounts;
    this.store = store;
    this.errands = errands;
  }

  Collection<Corp> all() {
    return List.copyOf(connected.values());
  }

  /** Also right in the moment between the door's opening and the first news of accounts. */
  Optional<Corp> find(String account) {
    Corp known = connected.get(account);
    return known != null
        ? Optional.of(known)
        : accounts
            .find(PLATFORM, account)
            .filter(ConnectedAccount::on)
            .flatMap(this::open)
            .map(
                corp -> {
                  store.meet(corp.id());
                  return corp;
                });
  }

  /**
   * The corporation of an account, for a caller who sees all communities: its customers belong to
   * none in particular.
   *
   * @throws Problem 403 {@code all_communities_needed}, 409 {@code not_wecom} or {@code
   *     account_off}
   */
  Corp of(ConnectedAccount account, Caller caller) {
    if (caller.communities() != null) {
      throw new Problem(
          403,
          "all_communities_needed",
          "Customers belong to the whole corporation; this is for who sees all communities.",
          Map.of());
    }
    if (!account.platform().equals(PLATFORM)) {
      throw Problem.conflict("not_wecom", "This account is not one of WeCom.");
    }
    return find(account.account())
        .orElseThrow(() -> Problem.conflict("account_off", "This account is switched off."));
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
      open(account)
          .ifPresent(
              corp -> {
                store.meet(corp.id());
                connected.put(corp.id(), corp);
                errands.wish(corp.id(), Errand.Kind.CHATS, "", Map.of());
                errands.wish(corp.id(), Errand.Kind.STATISTICS, "", Map.of());
                errands.wish(corp.id(), Errand.Kind.BEHAVIOR, "", Map.of());
                errands.wish(corp.id(), Errand.Kind.TAGS, "", Map.of());
                if (corp.archive() != null) {
                  errands.wish(corp.id(), Errand.Kind.ARCHIVE, "", Map.of());
                }
              });
    }
  }

  private Optional<Corp> open(ConnectedAccount account) {
    try {
      Map<String, String> given = new HashMap<>(account.settings());
      given.putAll(accounts.secrets(account));
      return Optional.of(Corp.of(given));
    } catch (Problem unusable) {
      log.warn("WeCom account {} cannot be used: {}", account.account(), unusable.code());
      connected.remove(account.account());
      return Optional.empty();
    }
  }
}
