package io.liana.simulate.wechatpay;

import com.sun.net.httpserver.HttpExchange;
import io.liana.simulate.wechatpay.SimulatedMerchant.Order;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * {@code /pay/}: where a tester pays. It stands for the payer's WeChat: an H5 order leads here; one
 * by code or inside WeChat is found in the list.
 */
final class PayPage {
  private static final String PAGE =
      """
      <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
      <title>WeChat Pay simulator</title><style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:40rem;padding:0 1rem}
      li{margin:.75rem 0}button{font:inherit;padding:.4rem 1rem}form{display:inline}</style></head>
      <body><h1>WeChat Pay simulator</h1><p>Nothing here is real money.</p><ul>%s</ul></body></html>
      """;

  private final PayWorld world;
  private final PayControls controls;

  PayPage(PayWorld world, PayControls controls) {
    this.world = world;
    this.controls = controls;
  }

  void answer(HttpExchange at) throws IOException {
    String back = field(at.getRequestURI().getRawQuery(), "redirect_url");
    if (at.getRequestMethod().equals("POST")) {
      String body = WeChatPaySimulator.body(at);
      controls.pay(world.get(field(body, "mchid")), field(body, "number"));
      at.getResponseHeaders().set("Location", back.isEmpty() ? "/pay/" : back);
      at.sendResponseHeaders(303, -1);
      at.close();
      return;
    }
    String prepay = field(at.getRequestURI().getRawQuery(), "prepay_id");
    var list = new StringBuilder();
    for (SimulatedMerchant merchant : world.all()) {
      synchronized (merchant) {
        merchant.orders.values().stream()
            .filter(order -> prepay.isEmpty() || order.prepay.equals(prepay))
            .forEach(order -> list.append(line(merchant, order)));
      }
    }
    byte[] bytes = PAGE.formatted(list).getBytes(StandardCharsets.UTF_8);
    at.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    at.sendResponseHeaders(200, bytes.length);
    try (var out = at.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static String line(SimulatedMerchant merchant, Order order) {
    String what =
        order.wish.path("description").asString("").replace("&", "&amp;").replace("<", "&lt;");
    String head =
        "<li>%s · ¥%d.%02d · %s · %s "
            .formatted(what, order.total() / 100, order.total() % 100, order.type, order.state);
    return order.state.equals("NOTPAY")
        ? head
            + "<form method=\"post\"><input type=\"hidden\" name=\"mchid\" value=\"%s\"><input type=\"hidden\" name=\"number\" value=\"%s\"><button>Pay</button></form></li>"
                .formatted(merchant.mchid, order.number)
        : head + "</li>";
  }

  private static String field(String form, String name) {
    for (String pair : Objects.requireNonNullElse(form, "").split("&")) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return "";
  }
}
