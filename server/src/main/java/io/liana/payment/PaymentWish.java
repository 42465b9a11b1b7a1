package io.liana.payment;

import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import java.time.Instant;

/**
 * What somebody is asked to pay.
 *
 * @param purpose the key of what it is for, e.g. {@code gate:application:17}: two payments for one
 *     purpose are one
 * @param amount in 分, more than nothing
 * @param description what the payer reads at the provider, 1 to 127 bytes as WeChat Pay takes it
 * @param due until when it can be paid
 */
public record PaymentWish(
    CommunityId community, String purpose, long amount, String description, Instant due) {
  public static final long MOST = 100_000_000; // 分: a million yuan, no fee is higher
  private static final int LONGEST_PURPOSE = 200;
  private static final int LONGEST_DESCRIPTION = 40; // characters; three bytes each in Chinese

  /**
   * @throws io.liana.kernel.Problem 400 naming the field
   */
  public PaymentWish {
    purpose = Given.text("purpose", purpose, 1, LONGEST_PURPOSE);
    description = Given.text("description", description, 1, LONGEST_DESCRIPTION);
    if (amount < 1 || amount > MOST) {
      throw Given.wrong("amount", "must be 1 to 100,000,000 fen");
    }
  }
}
