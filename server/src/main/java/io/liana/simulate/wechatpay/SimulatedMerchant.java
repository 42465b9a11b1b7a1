package io.liana.simulate.wechatpay;

import java.security.KeyPair;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A merchant, what was ordered from it, and what goes wrong with it on demand. */
final class SimulatedMerchant {
  final String mchid = "1" + Crypto.digits(9);
  final String appid;
  final String serial = Crypto.hex(40).toUpperCase(Locale.ROOT);
  final String apiV3 = Crypto.hex(32);
  final KeyPair keys = Crypto.pair();
  final String platformSerial = "PUB_KEY_ID_01" + mchid + Crypto.digits(14);
  final KeyPair platform = Crypto.pair();
  final Map<String, Order> orders = new LinkedHashMap<>();
  final Map<String, Refund> refunds = new LinkedHashMap<>();
  final Set<String> strangers = new HashSet<>(); // openids of another app
  final Map<String, Integer> faults = new LinkedHashMap<>();
  final Postman postman = new Postman(this);
  long balance;

  SimulatedMerchant(String appid) {
    this.appid = appid;
  }

  /** What the merchant ordered. */
  static final class Order {
    final String number;
    final JsonNode wish;
    final String type;
    final String prepay;
    String state = "NOTPAY";
    String transaction = "";
    @Nullable Instant paidAt;
    String payer = "";

    Order(String number, JsonNode wish, String type) {
      this.number = number;
      this.wish = wish;
      this.type = type;
      this.prepay = "wx" + Crypto.hex(34);
    }

    long total() {
      return wish.path("amount").path("total").asLong();
    }
  }

  /** Money on its way back. */
  static final class Refund {
    final String number;
    final Order order;
    final long amount;
    final String id = "5" + Crypto.digits(27);
    final Instant at;
    final String notifyUrl;
    String status;

    Refund(String number, Order order, long amount, String notifyUrl, String status, Instant at) {
      this.number = number;
      this.order = order;
      this.amount = amount;
      this.notifyUrl = notifyUrl;
      this.status = status;
      this.at = at;
    }
  }

  /** Counts down: true as often as was asked for. */
  synchronized boolean strikes(String fault) {
    int left = faults.getOrDefault(fault, 0);
    faults.put(fault, Math.max(0, left - 1));
    return left > 0;
  }

  synchronized int value(String fault) {
    return faults.getOrDefault(fault, 0);
  }

  synchronized void wish(JsonNode wishes) {
    wishes.properties().forEach(wish -> faults.put(wish.getKey(), wish.getValue().asInt()));
  }
}
