package io.liana.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to be paid.
 *
 * @param number ours, told to the provider, never used for anything else
 * @param payer who pays, where the way asks for it: their openid
 * @param state placing: the provider was or is about to be asked; open; in_doubt; paid; disputed:
 *     something else than asked was paid; surplus: paid although the payment was paid already;
 *     closed; refused: nothing stands at the provider
 * @param handle what the payer's app is given: prepay_id, h5_url, code_url
 * @param paid in 分, what the provider says
 */
record Order(
    long id,
    PaymentId payment,
    long merchant,
    String number,
    Way way,
    @Nullable String payer,
    String state,
    @Nullable String handle,
    @Nullable String transactionNo,
    @Nullable Long paid,
    String evidence,
    int looks,
    Instant createdAt,
    @Nullable Instant settledAt) {

  boolean live() {
    return state.equals("placing") || state.equals("open") || state.equals("in_doubt");
  }

  boolean holdsMoney() {
    return state.equals("paid") || state.equals("disputed") || state.equals("surplus");
  }
}
