package io.liana.customer;

import io.liana.channel.account.SecretBox;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Shops that tell of their orders: an address each, and a secret that is shown once. */
@Component
class Shops {
  private static final int SECRET_BYTES = 32;
  private static final int MOST_SHOPS = 50; // of a community

  private final ShopStore store;
  private final SecretBox secrets;
  private final Journal journal;
  private final Clock clock;
  private final SecureRandom chance = new SecureRandom();

  Shops(ShopStore store, SecretBox secrets, Journal journal, Clock clock) {
    this.store = store;
    this.secrets = secrets;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * @param secret to be shown once
   */
  record Made(long shop, String secret) {}

  /**
   * @throws Problem 409 {@code shop_name_taken}, {@code too_many_shops}
   */
  @Transactional
  Made make(CommunityId community, String name, String currency, Caller by) {
    if (store.of(community).size() >= MOST_SHOPS) {
      throw Problem.conflict("too_many_shops", "A community has at most 50 shops.");
    }
    String code = LineReading.currency(currency).getCurrencyCode();
    long shop;
    try {
      shop = store.insert(community, Given.text("name", name, 1, 60), code, clock.instant());
    } catch (DuplicateKeyException e) {
      throw Problem.conflict("shop_name_taken", "There is already a shop '%s'.".formatted(name));
    }
    note(community, "purchase_shop_made", shop, by);
    return new Made(shop, renewed(shop));
  }

  /** The old secret is good no more. A stopped shop is heard again. */
  @Transactional
  String renew(Shop shop, Caller by) {
    note(shop.community(), "purchase_shop_secret_renewed", shop.id(), by);
    return renewed(shop.id());
  }

  /** Its calls are refused from now on; what it told stays. */
  @Transactional
  void stop(Shop shop, Caller by) {
    if (store.stop(shop.id(), clock.instant())) {
      note(shop.community(), "purchase_shop_stopped", shop.id(), by);
    }
  }

  /** Empty for a shop there is not, or that was stopped. */
  Optional<String> secret(long shop) {
    return store.secret(shop).map(kept -> secrets.open(kept, context(shop)));
  }

  private String renewed(long shop) {
    byte[] bytes = new byte[SECRET_BYTES];
    chance.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    store.putSecret(shop, secrets.seal(secret, context(shop)));
    return secret;
  }

  private static String context(long shop) {
    return "customer_shop:" + shop;
  }

  private void note(CommunityId community, String kind, long shop, Caller by) {
    journal.append(
        new JournalEntry(
            clock.instant(),
            by.actor(),
            kind,
            community,
            null,
            null,
            null,
            Map.of("shop", Long.toString(shop))));
  }
}
