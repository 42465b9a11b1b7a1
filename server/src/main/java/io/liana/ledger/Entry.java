package io.liana.ledger;

import io.liana.kernel.CommunityId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Something of worth moves. What does not add up cannot be spoken of.
 *
 * @param key the same again is not posted again
 * @param kind what happened, e.g. {@code payment_received}
 */
public record Entry(
    String key, CommunityId community, Unit unit, String kind, List<Posting> postings) {
  public Entry {
    postings =
        postings.stream()
            .sorted(Comparator.comparingLong(Posting::amount).thenComparing(Posting::account))
            .toList();
    long sum = 0;
    Set<String> accounts = new HashSet<>();
    for (Posting posting : postings) {
      sum = Math.addExact(sum, posting.amount());
      if (!accounts.add(posting.account())) {
        throw new IllegalArgumentException("two postings to " + posting.account());
      }
    }
    if (sum != 0 || postings.size() < 2) {
      throw new IllegalArgumentException("the postings of " + key + " do not add up to zero");
    }
  }

  /** From one account to another. */
  public static Entry move(
      String key,
      CommunityId community,
      Unit unit,
      String kind,
      long amount,
      String from,
      String to) {
    return new Entry(
        key, community, unit, kind, List.of(new Posting(from, -amount), new Posting(to, amount)));
  }
}
