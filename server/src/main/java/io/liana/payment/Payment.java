package io.liana.payment;

import io.liana.kernel.CommunityId;
import java.time.Instant;

/** A payment as it stands. */
public record Payment(
    PaymentId id,
    CommunityId community,
    String purpose,
    long amount,
    String description,
    Instant due,
    PaymentState state,
    Instant createdAt) {}
