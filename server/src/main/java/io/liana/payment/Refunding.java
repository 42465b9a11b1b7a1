package io.liana.payment;

/** What the provider says of a refund. */
sealed interface Refunding {
  record Done() implements Refunding {}

  record Processing() implements Refunding {}

  /** The merchant's account is short; the same again later. */
  record Waiting(String evidence) implements Refunding {}

  /** The payer's bank does not take it: a person at the provider's own pages decides. */
  record Abnormal(String evidence) implements Refunding {}

  /** Refused for good. */
  record Closed(String evidence) implements Refunding {}

  /** Never heard of. */
  record Absent() implements Refunding {}

  record Unclear(String evidence) implements Refunding {}
}
