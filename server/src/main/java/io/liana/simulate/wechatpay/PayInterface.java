package io.liana.simulate.wechatpay;

import io.liana.simulate.wechatpay.SimulatedMerchant.Order;
import io.liana.simulate.wechatpay.SimulatedMerchant.Refund;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What stands below {@code /v3}: orders, their end, refunds. */
final class PayInterface {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ORDERS = "/v3/pay/transactions/";
  private static final String REFUNDS = "/v3/refund/domestic/refunds";

  private final PayWorld world;
  private final String self;

  /**
   * @param self where this simulator is reached
   */
  PayInterface(PayWorld world, String self) {
    this.world = world;
    this.self = self;
  }

  /** The answer; empty for 204. */
  String call(SimulatedMerchant merchant, String method, String path, JsonNode body) {
    synchronized (merchant) {
      if (merchant.strikes("limit")) {
        throw new No(429, "FREQUENCY_LIMITED", "频率超限");
      }
      if (merchant.strikes("error_500")) {
        throw new No(500, "SYSTEM_ERROR", "系统异常，请稍后重试");
      }
      if (method.equals("GET") && path.startsWith(ORDERS + "out-trade-no/")) {
        return text(transaction(merchant, order(merchant, last(path))));
      }
      if (method.equals("GET") && path.startsWith(REFUNDS + "/")) {
        return text(refund(merchant, last(path)));
      }
      if (path.startsWith(ORDERS + "out-trade-no/") && path.endsWith("/close")) {
        close(merchant, order(merchant, last(path.replaceFirst("/close$", ""))));
        return "";
      }
      if (path.startsWith(ORDERS)) {
        return text(place(merchant, last(path), body));
      }
      if (path.equals(REFUNDS)) {
        return text(refund(merchant, body));
      }
      throw new No(404, "RESOURCE_NOT_EXISTS", "the simulator has no " + path);
    }
  }

  private ObjectNode place(SimulatedMerchant merchant, String type, JsonNode wish) {
    checked(merchant, type, wish);
    String number = wish.path("out_trade_no").asString();
    Order known = merchant.orders.get(number);
    if (known != null) {
      if (known.state.equals("SUCCESS") || known.state.equals("REFUND")) {
        throw new No(400, "ORDERPAID", "该订单已支付");
      }
      if (known.state.equals("CLOSED")) {
        throw new No(400, "ORDER_CLOSED", "该订单已关闭");
      }
      if (!known.type.equals(type)
          || !known.wish.path("amount").equals(wish.path("amount"))
          || !known.wish.path("payer").equals(wish.path("payer"))
          || !known.wish.path("description").equals(wish.path("description"))) {
        throw new No(403, "OUT_TRADE_NO_USED", "商户订单号重复");
      }
    }
    Order order = known == null ? new Order(number, wish, type) : known;
    merchant.orders.put(number, order);
    if (merchant.strikes("paid_before_answer")) {
      pay(merchant, order);
    }
    ObjectNode answer = JSON.createObjectNode();
    return switch (type) {
      case "jsapi" -> answer.put("prepay_id", order.prepay);
      case "h5" ->
          answer.put(
              "h5_url", self + "/pay/?prepay_id=" + order.prepay + "&package=" + Crypto.digits(10));
      default ->
          answer.put("code_url", "weixin://wxpay/bizpayurl?pr=" + order.prepay.substring(24));
    };
  }

  private void checked(SimulatedMerchant merchant, String type, JsonNode wish) {
    if (!wish.path("mchid").asString("").equals(merchant.mchid)) {
      throw new No(400, "PARAM_ERROR", "商户号与签名的商户号不一致");
    }
    if (!wish.path("appid").asString("").equals(merchant.appid)) {
      throw new No(400, "APPID_MCHID_NOT_MATCH", "appid和mch_id不匹配");
    }
    String number = wish.path("out_trade_no").asString("");
    String description = wish.path("description").asString("");
    String url = wish.path("notify_url").asString("");
    JsonNode total = wish.path("amount").path("total");
    if (!number.matches("[0-9A-Za-z_|*-]{6,32}")
        || description.isEmpty()
        || description.getBytes(StandardCharsets.UTF_8).length > 127
        || !url.matches("https?://[^?#]{3,255}")
        || !total.isIntegralNumber()
        || total.asLong() < 1) {
      throw new No(400, "PARAM_ERROR", "参数错误: out_trade_no, description, notify_url, amount");
    }
    String expires = wish.path("time_expire").asString("");
    if (!expires.isEmpty() && !OffsetDateTime.parse(expires).toInstant().isAfter(world.now())) {
      throw new No(400, "PARAM_ERROR", "time_expire 已过");
    }
    switch (type) {
      case "jsapi" -> {
        String openid = wish.path("payer").path("openid").asString("");
        if (!openid.matches("[A-Za-z0-9_-]{20,128}")) {
          throw new No(400, "PARAM_ERROR", "无效的openid");
        }
        if (merchant.strangers.contains(openid)) {
          throw new No(500, "OPENID_MISMATCH", "openid和appid不匹配");
        }
      }
      case "h5" -> {
        if (wish.path("scene_info").path("payer_client_ip").asString("").isEmpty()
            || wish.path("scene_info").path("h5_info").path("type").asString("").isEmpty()) {
          throw new No(400, "PARAM_ERROR", "缺少scene_info");
        }
        if (merchant.value("no_h5") > 0) {
          throw new No(403, "NO_AUTH", "商户未开通H5支付");
        }
      }
      case "native" -> {}
      default -> throw new No(404, "RESOURCE_NOT_EXISTS", "the simulator has no way " + type);
    }
  }

  /** What a payer's phone does; false where there is nothing to pay any more. */
  boolean pay(SimulatedMerchant merchant, Order order) {
    if (!order.state.equals("NOTPAY")) {
      return false;
    }
    order.state = "SUCCESS";
    order.transaction = "42000" + Crypto.digits(23);
    order.paidAt = world.now();
    String payer = order.wish.path("payer").path("openid").asString("");
    order.payer = payer.isEmpty() ? "oPayer" + Crypto.hex(22) : payer;
    merchant.balance += order.total();
    return true;
  }

  private static Order order(SimulatedMerchant merchant, String number) {
    Order order = merchant.orders.get(number);
    if (order == null) {
      throw new No(404, "ORDER_NOT_EXIST", "订单不存在");
    }
    return order;
  }

  private static void close(SimulatedMerchant merchant, Order order) {
    switch (order.state) {
      case "SUCCESS", "REFUND" -> throw new No(400, "ORDERPAID", "该订单已支付");
      case "CLOSED" -> {}
      default -> {
        if (merchant.strikes("close_lost")) {
          throw new No(500, "SYSTEM_ERROR", "系统异常，请稍后重试"); // and it stays open
        }
        if (!merchant.strikes("close_lies")) { // said to be closed, and a payer is faster
          order.state = "CLOSED";
        }
      }
    }
  }

  ObjectNode transaction(SimulatedMerchant merchant, Order order) {
    long wrong = merchant.value("wrong_amount");
    long total = wrong > 0 ? wrong : order.total();
    ObjectNode said = JSON.createObjectNode();
    said.put("mchid", merchant.value("wrong_merchant") > 0 ? "1000000000" : merchant.mchid);
    said.put("appid", merchant.value("wrong_app") > 0 ? "wx0000000000000000" : merchant.appid);
    said.put("out_trade_no", order.number)
        .put("trade_state", order.state)
        .put("trade_state_desc", order.state.equals("SUCCESS") ? "支付成功" : order.state)
        .put("trade_type", order.type.equals("h5") ? "MWEB" : order.type.toUpperCase());
    ObjectNode amount = said.putObject("amount").put("total", total).put("currency", "CNY");
    if (!order.transaction.isEmpty()) {
      said.put("transaction_id", order.transaction)
          .put("bank_type", "OTHERS")
          .put("success_time", time(Objects.requireNonNull(order.paidAt)));
      said.putObject("payer").put("openid", order.payer);
      amount.put("payer_total", total).put("payer_currency", "CNY");
    }
    return said;
  }

  private ObjectNode refund(SimulatedMerchant merchant, JsonNode wish) {
    Order order = merchant.orders.get(wish.path("out_trade_no").asString(""));
    String number = wish.path("out_refund_no").asString("");
    long amount = wish.path("amount").path("refund").asLong();
    if (number.isEmpty() || amount < 1 || wish.path("reason").asString("").length() > 80) {
      throw new No(400, "PARAM_ERROR", "参数错误");
    }
    if (order == null || order.transaction.isEmpty()) {
      throw new No(404, "RESOURCE_NOT_EXISTS", "订单不存在");
    }
    Refund known = merchant.refunds.get(number);
    if (known != null) {
      if (known.amount != amount || known.order != order) {
        throw new No(400, "INVALID_REQUEST", "同一退款单号参数不一致");
      }
      return said(merchant, known);
    }
    long back =
        merchant.refunds.values().stream()
            .filter(each -> each.order == order && !each.status.equals("CLOSED"))
            .mapToLong(each -> each.amount)
            .sum();
    if (wish.path("amount").path("total").asLong() != order.total()
        || back + amount > order.total()) {
      throw new No(400, "INVALID_REQUEST", "退款金额大于支付金额");
    }
    if (merchant.balance < amount) {
      throw new No(403, "NOT_ENOUGH", "基本账户余额不足，请充值后重新发起");
    }
    String status =
        merchant.strikes("refund_abnormal")
            ? "ABNORMAL"
            : merchant.strikes("refund_slow") ? "PROCESSING" : "SUCCESS";
    var refund =
        new Refund(
            number, order, amount, wish.path("notify_url").asString(""), status, world.now());
    merchant.refunds.put(number, refund);
    merchant.balance -= amount;
    order.state = "REFUND";
    return said(merchant, refund);
  }

  private ObjectNode refund(SimulatedMerchant merchant, String number) {
    Refund refund = merchant.refunds.get(number);
    if (refund == null) {
      throw new No(404, "RESOURCE_NOT_EXISTS", "退款单不存在");
    }
    return said(merchant, refund);
  }

  private ObjectNode said(SimulatedMerchant merchant, Refund refund) {
    ObjectNode said = JSON.createObjectNode();
    said.put("refund_id", refund.id)
        .put("out_refund_no", refund.number)
        .put("transaction_id", refund.order.transaction)
        .put("out_trade_no", refund.order.number)
        .put("channel", "ORIGINAL")
        .put("user_received_account", "支付用户零钱")
        .put("create_time", time(refund.at))
        .put("status", refund.status);
    said.putObject("amount")
        .put("total", refund.order.total())
        .put("refund", refund.amount)
        .put("payer_total", refund.order.total())
        .put("payer_refund", refund.amount)
        .put("currency", "CNY");
    return said;
  }

  /** A notification, as it goes out. */
  static String notice(
      SimulatedMerchant merchant, String event, String type, ObjectNode fact, Instant now) {
    String nonce = Crypto.hex(12);
    ObjectNode notice = JSON.createObjectNode();
    notice
        .put("id", "EV-2018022511223320" + Crypto.digits(6))
        .put("create_time", time(now))
        .put("resource_type", "encrypt-resource")
        .put("event_type", event)
        .put("summary", event);
    notice
        .putObject("resource")
        .put("original_type", type)
        .put("algorithm", "AEAD_AES_256_GCM")
        .put("ciphertext", Crypto.seal(merchant.apiV3, nonce, type, text(fact)))
        .put("associated_data", type)
        .put("nonce", nonce);
    return text(notice);
  }

  ObjectNode refundFact(SimulatedMerchant merchant, Refund refund) {
    ObjectNode said = said(merchant, refund);
    said.remove("status");
    return said.put("mchid", merchant.mchid).put("refund_status", refund.status);
  }

  static String text(JsonNode node) {
    return JSON.writeValueAsString(node);
  }

  static String time(Instant at) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        at.atOffset(ZoneOffset.ofHours(8)).truncatedTo(ChronoUnit.SECONDS));
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
