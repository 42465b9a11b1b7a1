package io.liana.customer;

import io.liana.community.Communities;
import io.liana.community.Community;
import io.liana.customer.MovementListing.Currency;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What every question about money begins with: whose, in which currency, up to which day. */
@Component
class Asked {
  private final Communities communities;
  private final MovementListing listing;

  Asked(Communities communities, MovementListing listing) {
    this.communities = communities;
    this.listing = listing;
  }

  /**
   * @param currencies all there are: no sum is over two of them
   * @param until the day asked for, or the last day anything is known of
   */
  record Question(List<Currency> currencies, Currency currency, LocalDate until, Books books) {
    List<String> codes() {
      return currencies.stream().map(Currency::code).toList();
    }

    /** Smallest units in a whole one. */
    double units() {
      return Math.pow(
          10, java.util.Currency.getInstance(currency.code()).getDefaultFractionDigits());
    }
  }

  /**
   * @param currency null for the one with most orders
   * @throws Problem 409 {@code no_purchases} when nothing has come in yet
   */
  Question about(
      String community, @Nullable String currency, @Nullable String until, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    Community whose = communities.get(id);
    List<Currency> all = listing.currencies(id, whose.zone());
    if (all.isEmpty()) {
      throw Problem.conflict("no_purchases", "No orders have come in yet: import some.");
    }
    Currency chosen =
        all.stream()
            .filter(one -> currency == null || one.code().equals(currency))
            .findFirst()
            .orElseThrow(() -> Given.wrong("currency", "is none of this community's"));
    LocalDate day = Given.day("until", until);
    return new Question(
        all,
        chosen,
        day == null ? chosen.last() : day,
        listing.books(id, whose.zone(), chosen.code()));
  }
}
