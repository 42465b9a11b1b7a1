package io.liana.payment;

import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import io.liana.payment.WeChatKeys.Stamp;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where WeChat Pay tells what was paid. It waits five seconds and tells again for a day; 204 means:
 * written down. What it means is worked out afterwards.
 */
@RestController
class NoticeController {
  private static final int LARGEST = 65_536;

  private final Merchants merchants;
  private final NoticeStore notices;
  private final PaymentWorker worker;
  private final JsonMapper json;
  private final Clock clock;

  NoticeController(
      Merchants merchants,
      NoticeStore notices,
      PaymentWorker worker,
      JsonMapper json,
      Clock clock) {
    this.merchants = merchants;
    this.notices = notices;
    this.worker = worker;
    this.json = json;
    this.clock = clock;
  }

  @Permission(Permission.PUBLIC)
  @PostMapping("/api/v1/hooks/wechatpay/{merchant}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void receive(@PathVariable String merchant, HttpServletRequest request) throws IOException {
    Merchant known = merchants.get(Problem.parseId(merchant));
    if (!known.kind().equals(Merchant.WECHAT)) {
      throw Problem.missing("merchant", merchant);
    }
    WeChatKeys keys = merchants.open(known).keys();
    String body = body(request);
    String wrong = keys.wrong(stamp(request), body, clock.instant().getEpochSecond());
    if (wrong != null) {
      throw new Problem(
          401, "notice_not_believed", "Nothing was kept of this notice: " + wrong + ".", Map.of());
    }
    JsonNode notice = read(body);
    JsonNode fact = fact(keys, notice.path("resource"));
    String key = notice.path("id").asString("");
    if (key.isEmpty() || key.length() > 100) {
      throw unreadable();
    }
    String type = notice.path("event_type").asString("");
    if (type.startsWith("TRANSACTION.")) {
      keep(known, key, "order", fact.path("out_trade_no").asString(""), fact);
    } else if (type.startsWith("REFUND.")) {
      keep(known, key, "refund", fact.path("out_refund_no").asString(""), fact);
    } // what we did not ask to be told needs no second telling
  }

  private void keep(Merchant merchant, String key, String kind, String number, JsonNode fact) {
    if (!number.matches("[A-Za-z0-9_|*@-]{1,64}")) {
      throw unreadable();
    }
    notices.keep(merchant.id(), key, kind, number, withoutPayer(fact), clock.instant());
    worker.ring();
  }

  /** Who paid, and with which bank's card, is nothing we need. */
  private JsonNode withoutPayer(JsonNode fact) {
    ObjectNode kept = json.createObjectNode();
    for (String field :
        List.of(
            "mchid",
            "appid",
            "out_trade_no",
            "transaction_id",
            "trade_state",
            "success_time",
            "out_refund_no",
            "refund_id",
            "refund_status",
            "amount")) {
      if (fact.has(field)) {
        kept.set(field, fact.path(field));
      }
    }
    return kept;
  }

  private JsonNode fact(WeChatKeys keys, JsonNode resource) {
    try {
      return read(
          keys.decrypt(
              resource.path("nonce").asString(""),
              resource.path("associated_data").asString(""),
              resource.path("ciphertext").asString("")));
    } catch (GeneralSecurityException e) {
      throw Problem.invalid(
          "notice_unreadable", "The notice cannot be decrypted with this merchant's APIv3 key.");
    }
  }

  private JsonNode read(String text) {
    try {
      JsonNode read = json.readTree(text);
      if (read != null && read.isObject()) {
        return read;
      }
    } catch (JacksonException e) {
      throw unreadable();
    }
    throw unreadable();
  }

  private static String body(HttpServletRequest request) throws IOException {
    byte[] bytes = request.getInputStream().readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new Problem(413, "notice_too_large", "A notice has at most 65,536 bytes.", Map.of());
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Stamp stamp(HttpServletRequest request) {
    return new Stamp(
        header(request, "Wechatpay-Serial"),
        header(request, "Wechatpay-Signature"),
        header(request, "Wechatpay-Timestamp"),
        header(request, "Wechatpay-Nonce"));
  }

  private static String header(HttpServletRequest request, String name) {
    String value = request.getHeader(name);
    return value == null ? "" : value;
  }

  private static Problem unreadable() {
    return Problem.invalid("notice_unreadable", "This is no notice of WeChat Pay.");
  }
}
