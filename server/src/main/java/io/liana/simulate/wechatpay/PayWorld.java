package io.liana.simulate.wechatpay;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All merchants, and the one clock they share, which a test may stop and set. */
final class PayWorld {
  private final Map<String, SimulatedMerchant> merchants = new ConcurrentHashMap<>();
  private volatile @Nullable Instant stopped;

  Instant now() {
    Instant set = stopped;
    return set == null ? Clock.systemUTC().instant() : set;
  }

  void stopClockAt(Instant at) {
    stopped = at;
  }

  SimulatedMerchant add(String appid) {
    var merchant = new SimulatedMerchant(appid);
    merchants.put(merchant.mchid, merchant);
    return merchant;
  }

  @Nullable SimulatedMerchant find(String mchid) {
    return merchants.get(mchid);
  }

  SimulatedMerchant get(String mchid) {
    SimulatedMerchant found = find(mchid);
    if (found == null) {
      throw new IllegalArgumentException("no merchant " + mchid);
    }
    return found;
  }

  Collection<SimulatedMerchant> all() {
    return merchants.values();
  }
}
