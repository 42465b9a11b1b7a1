package io.liana.simulate.wechatpay;

import io.liana.simulate.wechatpay.SimulatedMerchant.Order;
import io.liana.simulate.wechatpay.SimulatedMerchant.Refund;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What payers and banks do, and how the platform misbehaves. */
final class PayControls {
  private final PayWorld world;
  private final PayInterface calls;
  private final String self;

  PayControls(PayWorld world, PayInterface calls, String self) {
    this.world = world;
    this.calls = calls;
    this.self = self;
  }

  /**
   * {@code POST /simulator/merchants} (with {@code appid}, if one is wanted) answers with
   * everything needed to connect; {@code /simulator/clock}; {@code /simulator/merchants/MCHID/WHAT}
   * with WHAT one of faults, pay ({@code number}), settle (a refund's {@code number} and {@code
   * status}), release, stranger ({@code openid}), withdraw (the merchant takes its money away);
   * {@code GET /simulator/merchants/MCHID} tells what stands there.
   */
  JsonNode call(String path, JsonNode body) {
    String[] parts = path.split("/");
    if (path.equals("/simulator/clock")) {
      world.stopClockAt(Instant.parse(body.path("at").asString()));
      return ok();
    }
    if (parts.length == 3) {
      return made(body.path("appid").asString("wx" + Crypto.hex(16)));
    }
    SimulatedMerchant merchant = world.get(parts[3]);
    if (parts.length == 4) {
      return state(merchant);
    }
    switch (parts[4]) {
      case "faults" -> merchant.wish(body);
      case "stranger" -> merchant.strangers.add(body.path("openid").asString());
      case "withdraw" -> merchant.balance = 0;
      case "deposit" -> merchant.balance += body.path("amount").asLong();
      case "pay" -> {
        return delivered(pay(merchant, body.path("number").asString()));
      }
      case "settle" -> {
        return delivered(settle(merchant, body));
      }
      case "release" -> {
        return delivered(merchant.postman.release(world::now));
      }
      default -> throw new IllegalArgumentException("no control " + parts[4]);
    }
    return ok();
  }

  List<Integer> pay(SimulatedMerchant merchant, String number) {
    String url;
    String notice;
    synchronized (merchant) {
      Order order = merchant.orders.get(number);
      if (order == null) {
        throw new IllegalArgumentException("no order " + number);
      }
      if (!calls.pay(merchant, order)) {
        return List.of();
      }
      url = order.wish.path("notify_url").asString();
      notice =
          PayInterface.notice(
              merchant,
              "TRANSACTION.SUCCESS",
              "transaction",
              calls.transaction(merchant, order),
              world.now());
    }
    return merchant.postman.send(url, notice, world::now);
  }

  private List<Integer> settle(SimulatedMerchant merchant, JsonNode body) {
    Refund refund = merchant.refunds.get(body.path("number").asString());
    if (refund == null) {
      throw new IllegalArgumentException("no refund " + body.path("number"));
    }
    refund.status = body.path("status").asString("SUCCESS");
    String notice =
        PayInterface.notice(
            merchant,
            "REFUND." + refund.status,
            "refund",
            calls.refundFact(merchant, refund),
            world.now());
    return merchant.postman.send(refund.notifyUrl, notice, world::now);
  }

  private JsonNode made(String appid) {
    SimulatedMerchant merchant = world.add(appid);
    return ok().put("mchid", merchant.mchid)
        .put("appid", merchant.appid)
        .put("serial", merchant.serial)
        .put("private_key", Crypto.pem("PRIVATE KEY", merchant.keys.getPrivate().getEncoded()))
        .put("api_v3_key", merchant.apiV3)
        .put("platform_serial", merchant.platformSerial)
        .put("platform_key", Crypto.pem("PUBLIC KEY", merchant.platform.getPublic().getEncoded()))
        .put("api", self);
  }

  private static JsonNode state(SimulatedMerchant merchant) {
    synchronized (merchant) {
      ObjectNode state = ok().put("balance", merchant.balance);
      ArrayNode orders = state.putArray("orders");
      merchant
          .orders
          .values()
          .forEach(
              order ->
                  orders
                      .addObject()
                      .put("number", order.number)
                      .put("type", order.type)
                      .put("state", order.state)
                      .put("total", order.total()));
      ArrayNode refunds = state.putArray("refunds");
      merchant
          .refunds
          .values()
          .forEach(
              refund ->
                  refunds
                      .addObject()
                      .put("number", refund.number)
                      .put("order", refund.order.number)
                      .put("amount", refund.amount)
                      .put("status", refund.status));
      return state;
    }
  }

  private static ObjectNode ok() {
    return PayInterface.JSON.createObjectNode();
  }

  private static ObjectNode delivered(List<Integer> statuses) {
    ObjectNode answer = ok();
    ArrayNode all = answer.putArray("deliveries");
    statuses.forEach(all::add);
    return answer;
  }
}
