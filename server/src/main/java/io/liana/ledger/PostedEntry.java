package io.liana.ledger;

import java.time.Instant;

/** An entry and when it was posted. */
public record PostedEntry(Entry entry, Instant at) {}
