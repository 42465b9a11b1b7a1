package io.liana.payment;

import io.liana.kernel.CommunityId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who takes the money.
 *
 * @param community null: every community that has none of its own
 * @param kind {@code wechatpay} or {@code test}
 * @param settings by field, without secrets
 */
record Merchant(
    long id,
    @Nullable CommunityId community,
    String kind,
    String name,
    Map<String, String> settings,
    Instant changedAt) {
  static final String WECHAT = "wechatpay";
  static final String TEST = "test";

  /** The till of this merchant in the ledger. */
  String till() {
    return kind.equals(TEST) ? "test:till" : "wechatpay:" + settings.get("mchid");
  }

  /**
   * Where its money came from: imaginary money never stands in the same account as real money.
   *
   * @param expected false for money nobody asked for
   */
  String source(boolean expected) {
    return (kind.equals(TEST) ? "test:" : "payment:") + (expected ? "fees" : "suspense");
  }
}
