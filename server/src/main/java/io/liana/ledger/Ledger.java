package io.liana.ledger;

import io.liana.kernel.CommunityId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes entries and adds them up. */
@Component
public class Ledger {
  private final LedgerStore store;
  private final Clock clock;

  Ledger(LedgerStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * In the caller's transaction: what moved and why it moved are committed together.
   *
   * @return false when it was posted before
   * @throws IllegalStateException when something else was posted under this key
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean post(Entry entry) {
    if (store.post(entry, clock.instant())) {
      return true;
    }
    if (!store.find(entry.key()).filter(entry::equals).isPresent()) {
      throw new IllegalStateException("another entry stands under the key " + entry.key());
    }
    return false;
  }

  /** The sum of everything that was ever posted to it; 0 for an account nobody used. */
  public long balance(CommunityId community, Unit unit, String account) {
    return store.balances(community, unit).getOrDefault(account, 0L);
  }

  /** Every account of a community; their sum is zero. */
  public Map<String, Long> balances(CommunityId community, Unit unit) {
    return store.balances(community, unit);
  }

  /** In the order they were posted. */
  public List<PostedEntry> entries(List<String> keys) {
    return store.posted(keys);
  }
}
