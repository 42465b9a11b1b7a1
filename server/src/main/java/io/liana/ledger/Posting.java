package io.liana.ledger;

/**
 * One line of an entry.
 *
 * @param account its code within the community, e.g. {@code payment:fees}; made when it is first
 *     used
 * @param amount what comes to it; negative: goes from it
 */
public record Posting(String account, long amount) {
  public Posting {
    if (!account.matches("[a-z][a-z0-9_:.-]{0,99}")) {
      throw new IllegalArgumentException("no code of an account: " + account);
    }
    if (amount == 0) {
      throw new IllegalArgumentException("a posting of nothing to " + account);
    }
  }
}
