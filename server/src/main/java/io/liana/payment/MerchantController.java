package io.liana.payment;

import io.liana.channel.account.Accounts;
import io.liana.channel.account.ConnectedAccount;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import io.liana.payment.WeChatWire.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who takes the money, over HTTP, and whether they are set up right. */
@RestController
@RequestMapping("/api/v1/merchants")
class MerchantController {
  private final Merchants merchants;
  private final WeChatPay wechat;
  private final NoticeStore notices;
  private final Accounts accounts;
  private final Numbers numbers = new Numbers();

  MerchantController(
      Merchants merchants, WeChatPay wechat, NoticeStore notices, Accounts accounts) {
    this.merchants = merchants;
    this.wechat = wechat;
    this.notices = notices;
    this.accounts = accounts;
  }

  record Draft(
      @Nullable String communityId,
      @Nullable String kind,
      @Nullable String name,
      @Nullable Map<String, String> values) {}

  /**
   * @param hook where WeChat Pay tells what was paid
   */
  record MerchantView(
      String id,
      @Nullable String communityId,
      String kind,
      String name,
      Map<String, String> settings,
      @Nullable String hook,
      Instant changedAt) {}

  record MerchantList(List<MerchantView> items) {}

  /**
   * @param state ok, failed or unknown
   */
  record Check(String code, String state, String evidence) {}

  record Checks(List<Check> checks) {}

  @GetMapping
  @Permission("payment:read")
  MerchantList list(Caller caller) {
    return new MerchantList(
        merchants.all().stream()
            .filter(each -> each.community() == null || caller.sees(each.community()))
            .map(MerchantController::view)
            .toList());
  }

  @PostMapping
  @Permission("payment:write")
  @ResponseStatus(HttpStatus.CREATED)
  MerchantView connect(@RequestBody Draft draft, Caller caller) {
    CommunityId community =
        draft.communityId() == null ? null : CommunityId.parse(draft.communityId());
    mustReach(community, caller);
    String kind =
        Given.oneOf("kind", draft.kind(), Merchant.WECHAT, List.of(Merchant.WECHAT, Merchant.TEST));
    return view(
        merchants.connect(
            community,
            kind,
            draft.name(),
            Objects.requireNonNullElse(draft.values(), Map.of()),
            caller.actor()));
  }

  @PatchMapping("/{merchant}")
  @Permission("payment:write")
  MerchantView change(@PathVariable String merchant, @RequestBody Draft draft, Caller caller) {
    Merchant found = mine(merchant, caller);
    return view(
        merchants.change(
            found.id(),
            draft.name(),
            Objects.requireNonNullElse(draft.values(), Map.of()),
            caller.actor()));
  }

  @DeleteMapping("/{merchant}")
  @Permission("payment:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String merchant, Caller caller) {
    merchants.remove(mine(merchant, caller).id(), caller.actor());
  }

  /** Walks through what has to be right, in order; asks WeChat Pay one question. */
  @PostMapping("/{merchant}/check")
  @Permission("payment:write")
  Checks check(@PathVariable String merchant, Caller caller) {
    Merchant found = mine(merchant, caller);
    List<Check> checks = new ArrayList<>();
    if (found.kind().equals(Merchant.TEST)) {
      checks.add(new Check("imaginary_money", "ok", ""));
      return new Checks(checks);
    }
    checks.add(answered(wechat.probe(found, numbers.next())));
    checks.add(
        found.settings().getOrDefault("public_url", "").startsWith("https://")
            ? new Check("reached_over_https", "ok", "")
            : new Check("reached_over_https", "failed", ""));
    checks.add(
        notices
            .lastOf(found.id())
            .map(at -> new Check("notified", "ok", at.toString()))
            .orElseGet(() -> new Check("notified", "unknown", "")));
    boolean known =
        accounts
            .find("officialaccount", found.settings().getOrDefault("appid", ""))
            .filter(ConnectedAccount::on)
            .isPresent();
    checks.add(new Check("payers_known_in_wechat", known ? "ok" : "failed", ""));
    return new Checks(checks);
  }

  private static Check answered(Answer answer) {
    return switch (answer) {
      case Answer.Refused refused when refused.code().matches("ORDER_?NOT_?EXIST") ->
          new Check("asked", "ok", refused.code());
      case Answer.Refused refused -> new Check("asked", "failed", refused.evidence());
      case Answer.Silence silence -> new Check("asked", "failed", silence.why());
      case Answer.Ok ok -> new Check("asked", "failed", "an order nobody placed exists");
    };
  }

  private Merchant mine(String merchant, Caller caller) {
    Merchant found = merchants.get(Problem.parseId(merchant));
    mustReach(found.community(), caller);
    return found;
  }

  /** What serves every community is for those who see every community. */
  private static void mustReach(@Nullable CommunityId community, Caller caller) {
    if (community == null ? caller.communities() != null : !caller.sees(community)) {
      throw Problem.missing("merchant", community == null ? "of all" : community);
    }
  }

  private static MerchantView view(Merchant merchant) {
    String own = merchant.settings().get("public_url");
    return new MerchantView(
        Long.toString(merchant.id()),
        merchant.community() == null ? null : merchant.community().toString(),
        merchant.kind(),
        merchant.name(),
        merchant.settings(),
        own == null ? null : own + "/api/v1/hooks/wechatpay/" + merchant.id(),
        merchant.changedAt());
  }
}
