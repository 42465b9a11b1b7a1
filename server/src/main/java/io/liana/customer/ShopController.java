package io.liana.customer;

import io.liana.community.Communities;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shops that tell of their orders, over HTTP. */
@RestController
@RequestMapping("/api/v1")
class ShopController {
  private final Shops shops;
  private final ShopStore store;
  private final Communities communities;

  ShopController(Shops shops, ShopStore store, Communities communities) {
    this.shops = shops;
    this.store = store;
    this.communities = communities;
  }

  record ShopAnswer(
      String id,
      String name,
      String currency,
      Instant madeAt,
      @Nullable Instant toldAt,
      @Nullable Instant stoppedAt) {
    static ShopAnswer of(Shop shop) {
      return new ShopAnswer(
          Long.toString(shop.id()),
          shop.name(),
          shop.currency(),
          shop.madeAt(),
          shop.toldAt(),
          shop.stoppedAt());
    }
  }

  record ShopList(List<ShopAnswer> items) {}

  record ShopDraft(@Nullable String name, @Nullable String currency) {}

  /**
   * @param secret is told this once
   */
  record SecretAnswer(ShopAnswer shop, String secret) {}

  @GetMapping("/communities/{community}/purchase-shops")
  @Permission("customer:read")
  ShopList list(@PathVariable String community, Caller caller) {
    return new ShopList(store.of(visible(community, caller)).stream().map(ShopAnswer::of).toList());
  }

  @PostMapping("/communities/{community}/purchase-shops")
  @Permission("customer:write")
  SecretAnswer make(@PathVariable String community, @RequestBody ShopDraft draft, Caller caller) {
    Shops.Made made =
        shops.make(
            visible(community, caller),
            Given.text("name", draft.name(), 1, 60),
            draft.currency() == null ? "CNY" : draft.currency(),
            caller);
    return new SecretAnswer(ShopAnswer.of(shop(made.shop(), caller)), made.secret());
  }

  @PostMapping("/purchase-shops/{shop}/secret")
  @Permission("customer:write")
  SecretAnswer renew(@PathVariable String shop, Caller caller) {
    Shop renewed = shop(Problem.parseId(shop), caller);
    String secret = shops.renew(renewed, caller);
    return new SecretAnswer(ShopAnswer.of(shop(renewed.id(), caller)), secret);
  }

  @PostMapping("/purchase-shops/{shop}/stop")
  @Permission("customer:write")
  ShopAnswer stop(@PathVariable String shop, Caller caller) {
    Shop stopped = shop(Problem.parseId(shop), caller);
    shops.stop(stopped, caller);
    return ShopAnswer.of(shop(stopped.id(), caller));
  }

  private Shop shop(long id, Caller caller) {
    return store.shop(id, caller).orElseThrow(() -> Problem.missing("shop", id));
  }

  private CommunityId visible(String community, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    communities.get(id);
    return id;
  }
}
