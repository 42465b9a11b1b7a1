package io.liana.payment;

import io.liana.payment.WeChatWire.Answer;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** WeChat Pay v3: orders in WeChat, in a phone's browser and by code; questions; refunds. */
@Component
class WeChatPay implements Till {
  private static final String ORDERS = "/v3/pay/transactions/";
  private static final String REFUNDS = "/v3/refund/domestic/refunds";
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  // Said of the order itself or of the merchant: nothing was made, and the same again is no use.
  // Any other word may be about an order that stands there already.
  private static final Set<String> FINAL =
      Set.of(
          "PARAM_ERROR",
          "APPID_MCHID_NOT_MATCH",
          "MCH_NOT_EXISTS",
          "NO_AUTH",
          "SIGN_ERROR",
          "ACCOUNT_ERROR",
          "RULE_LIMIT",
          "OPENID_MISMATCH");
  private static final Set<String> NO_ORDER = Set.of("ORDER_NOT_EXIST", "ORDERNOTEXIST");
  private static final Set<String> NO_REFUND =
      Set.of("RESOURCE_NOT_EXISTS", "REFUND_NOT_EXISTS", "REFUNDNOTEXIST");
  private static final Set<String> REFUND_FINAL =
      Set.of("PARAM_ERROR", "INVALID_REQUEST", "MCH_NOT_EXISTS", "NO_AUTH", "REFUND_FEE_MISMATCH");

  private final WeChatWire wire;
  private final Merchants merchants;
  private final Clock clock;

  WeChatPay(WeChatWire wire, Merchants merchants, Clock clock) {
    this.wire = wire;
    this.merchants = merchants;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return Merchant.WECHAT;
  }

  @Override
  public Placed place(Merchant merchant, Payment payment, Order order, String address) {
    WeChatMerchant wechat = merchants.open(merchant);
    Map<String, Object> wish = new LinkedHashMap<>();
    wish.put("appid", wechat.appid());
    wish.put("mchid", wechat.keys().mchid());
    wish.put("description", payment.description());
    wish.put("out_trade_no", order.number());
    wish.put("time_expire", time(payment.due()));
    wish.put("notify_url", wechat.hook(merchant.id()).toString());
    wish.put("amount", Map.of("total", payment.amount(), "currency", "CNY"));
    String field =
        switch (order.way()) {
          case JSAPI -> {
            wish.put("payer", Map.of("openid", Objects.requireNonNull(order.payer())));
            yield "prepay_id";
          }
          case H5 -> {
            wish.put(
                "scene_info", Map.of("payer_client_ip", address, "h5_info", Map.of("type", "Wap")));
            yield "h5_url";
          }
          case NATIVE -> "code_url";
          case TEST -> throw new IllegalArgumentException("test pay is no way of WeChat Pay");
        };
    return switch (wire.post(wechat, ORDERS + order.way().code(), wish)) {
      case Answer.Ok ok when ok.body().path(field).isString() ->
          new Placed.Open(ok.body().path(field).asString());
      case Answer.Ok ok -> new Placed.Unclear("an answer without " + field);
      case Answer.Refused refused ->
          FINAL.contains(refused.code())
              ? new Placed.Refused(refused.evidence())
              : new Placed.Unclear(refused.evidence());
      case Answer.Silence silence ->
          FINAL.contains(silence.code()) && !silence.why().contains("not believed")
              ? new Placed.Refused(silence.why()) // OPENID_MISMATCH comes with 500
              : new Placed.Unclear(silence.why());
    };
  }

  @Override
  public Found query(Merchant merchant, Order order) {
    WeChatMerchant wechat = merchants.open(merchant);
    return switch (wire.get(wechat, path(order) + "?mchid=" + wechat.keys().mchid())) {
      case Answer.Ok ok -> found(ok.body(), order.number());
      case Answer.Refused refused ->
          NO_ORDER.contains(refused.code())
              ? new Found.Absent()
              : new Found.Unclear(refused.evidence());
      case Answer.Silence silence -> new Found.Unclear(silence.why());
    };
  }

  @Override
  public Found close(Merchant merchant, Order order) {
    WeChatMerchant wechat = merchants.open(merchant);
    Map<String, Object> wish = Map.of("mchid", wechat.keys().mchid());
    return switch (wire.post(wechat, path(order) + "/close", wish)) {
      case Answer.Ok ok -> new Found.Closed();
      case Answer.Refused refused -> query(merchant, order); // perhaps it was paid just now
      case Answer.Silence silence -> new Found.Unclear(silence.why());
    };
  }

  @Override
  public Refunding refund(Merchant merchant, Order order, Refund refund) {
    WeChatMerchant wechat = merchants.open(merchant);
    Map<String, Object> wish = new LinkedHashMap<>();
    wish.put("out_trade_no", order.number());
    wish.put("out_refund_no", refund.number());
    wish.put("reason", refund.reason());
    wish.put("notify_url", wechat.hook(merchant.id()).toString());
    wish.put(
        "amount",
        Map.of(
            "refund",
            refund.amount(),
            "total",
            Objects.requireNonNull(order.paid()),
            "currency",
            "CNY"));
    return switch (wire.post(wechat, REFUNDS, wish)) {
      case Answer.Ok ok -> refunding(ok.body(), refund);
      case Answer.Refused refused -> {
        if (refused.code().equals("NOT_ENOUGH")) {
          yield new Refunding.Waiting(refused.evidence());
        }
        yield REFUND_FINAL.contains(refused.code())
            ? new Refunding.Closed(refused.evidence())
            : new Refunding.Unclear(refused.evidence());
      }
      case Answer.Silence silence -> new Refunding.Unclear(silence.why());
    };
  }

  @Override
  public Refunding query(Merchant merchant, Order order, Refund refund) {
    return switch (wire.get(merchants.open(merchant), REFUNDS + "/" + refund.number())) {
      case Answer.Ok ok -> refunding(ok.body(), refund);
      case Answer.Refused refused ->
          NO_REFUND.contains(refused.code())
              ? new Refunding.Absent()
              : new Refunding.Unclear(refused.evidence());
      case Answer.Silence silence -> new Refunding.Unclear(silence.why());
    };
  }

  /** Asks for an order nobody ever placed: who is answered that there is none is set up right. */
  Answer probe(Merchant merchant, String number) {
    WeChatMerchant wechat = merchants.open(merchant);
    return wire.get(wechat, ORDERS + "out-trade-no/" + number + "?mchid=" + wechat.keys().mchid());
  }

  private static String path(Order order) {
    return ORDERS + "out-trade-no/" + order.number();
  }

  /** Reads a transaction as an answer and as a notification carry it. */
  Found found(JsonNode said, String number) {
    if (!said.path("out_trade_no").asString("").equals(number)) {
      return new Found.Unclear("an answer about another order");
    }
    return switch (said.path("trade_state").asString("")) {
      // REFUND: it was paid, and something of it went back
      case "SUCCESS", "REFUND" -> paid(said);
      case "NOTPAY", "USERPAYING", "PAYERROR" -> new Found.Unpaid();
      case "CLOSED", "REVOKED" -> new Found.Closed();
      case String unknown -> new Found.Unclear("trade_state " + unknown);
    };
  }

  private Found paid(JsonNode said) {
    String transaction = said.path("transaction_id").asString("");
    JsonNode amount = said.path("amount");
    if (!transaction.matches("[A-Za-z0-9]{8,40}") || !amount.path("total").isIntegralNumber()) {
      return new Found.Unclear("paid, without a transaction or an amount");
    }
    return new Found.Paid(
        transaction,
        amount.path("total").asLong(),
        amount.path("currency").asString("CNY"),
        said.path("mchid").asString(""),
        said.path("appid").asString(""),
        instant(said.path("success_time").asString("")));
  }

  private static Refunding refunding(JsonNode said, Refund refund) {
    if (!said.path("out_refund_no").asString("").equals(refund.number())
        || said.path("amount").path("refund").asLong(refund.amount()) != refund.amount()) {
      return new Refunding.Unclear("an answer about another refund");
    }
    return switch (said.path("status").asString("")) {
      case "SUCCESS" -> new Refunding.Done();
      case "PROCESSING" -> new Refunding.Processing();
      case "ABNORMAL" -> new Refunding.Abnormal("ABNORMAL");
      case "CLOSED" -> new Refunding.Closed("CLOSED");
      case String unknown -> new Refunding.Unclear("status " + unknown);
    };
  }

  private Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return clock.instant();
    }
  }

  private static String time(Instant at) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        at.atOffset(CHINA).truncatedTo(ChronoUnit.SECONDS));
  }
}
