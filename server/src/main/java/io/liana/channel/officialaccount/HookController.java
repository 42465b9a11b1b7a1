package io.liana.channel.officialaccount;

import io.liana.channel.callback.CallbackCrypto;
import io.liana.channel.callback.CallbackDoor;
import io.liana.channel.callback.CallbackXml;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where WeChat brings what followers do. It waits for five seconds and brings it three times in
 * all; {@code success} means committed. Answers to followers go out by the outbox, never with the
 * answer to a callback: that one may be lost, and nobody would know.
 */
@RestController
class HookController {
  private final OfficialAccounts accounts;
  private final HookStore store;
  private final CallbackDoor door;

  HookController(OfficialAccounts accounts, HookStore store, CallbackDoor door) {
    this.accounts = accounts;
    this.store = store;
    this.door = door;
  }

  /** WeChat checks the address when it is saved; signed without the key in every mode. */
  @Permission(Permission.PUBLIC)
  @GetMapping("/api/v1/hooks/officialaccount/{account}")
  ResponseEntity<String> check(
      @PathVariable String account,
      @RequestParam String signature,
      @RequestParam String timestamp,
      @RequestParam String nonce,
      @RequestParam("echostr") String echo) {
    OfficialAccount known = known(account);
    door.mustBeFresh(timestamp);
    mustBeSigned(known, signature, timestamp, nonce);
    if (!echo.matches("[A-Za-z0-9_-]{1,64}")) {
      throw Problem.invalid("echo_unreadable", "WeChat's echo is a word of letters and digits.");
    }
    store.verified(known.id());
    return CallbackDoor.text(echo);
  }

  @Permission(Permission.PUBLIC)
  @PostMapping("/api/v1/hooks/officialaccount/{account}")
  ResponseEntity<String> receive(
      @PathVariable String account,
      @RequestParam String signature,
      @RequestParam String timestamp,
      @RequestParam String nonce,
      @RequestParam(name = "msg_signature", required = false) @Nullable String sealed,
      HttpServletRequest request)
      throws IOException {
    OfficialAccount known = known(account);
    door.mustBeFresh(timestamp);
    mustBeSigned(known, signature, timestamp, nonce);
    String body = door.body(request);
    CallbackXml outer = CallbackDoor.parse(body);
    CallbackCrypto crypto = known.crypto();
    // With a key only what is encrypted counts: the signature of a plain body does not cover it.
    String plain =
        crypto == null
            ? body
            : CallbackDoor.open(
                crypto, sealed == null ? "" : sealed, timestamp, nonce, outer.field("Encrypt"));
    CallbackXml news = crypto == null ? outer : CallbackDoor.parse(plain);
    return door.keep(
        OfficialAccounts.PLATFORM, known.id(), known.id(), key(news), door.at(news), plain);
  }

  /**
   * Messages have an id. Of events WeChat says: sender and second; two kinds of event of one person
   * do share a second.
   */
  private static String key(CallbackXml news) {
    String message = news.field("MsgId");
    return message.matches("\\d{1,20}") && !news.field("MsgType").equals("event")
        ? "message:" + message
        : "event:"
            + CallbackDoor.hash(
                String.join(
                    "|",
                    news.field("FromUserName"),
                    news.field("CreateTime"),
                    news.field("Event"),
                    news.field("EventKey")));
  }

  private OfficialAccount known(String account) {
    return accounts.find(account).orElseThrow(() -> Problem.missing("account", "of this address"));
  }

  private static void mustBeSigned(
      OfficialAccount known, String signature, String timestamp, String nonce) {
    if (!CallbackCrypto.signed(known.token(), signature, timestamp, nonce)) {
      throw CallbackDoor.refused("signature_wrong", "The signature does not fit the token.");
    }
  }
}
