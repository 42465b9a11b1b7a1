package io.liana.channel.wecom;

import io.liana.channel.callback.CallbackDoor;
import io.liana.channel.callback.CallbackXml;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where WeCom calls. What is signed by nobody is refused with a 4xx and nothing of it is kept; what
 * is answered with {@code success} is committed. WeCom brings what we do not answer within five
 * seconds up to three times.
 */
@RestController
class CallbackController {
  private final Corps corps;
  private final CorpStore store;
  private final CallbackDoor door;
  private final Clock clock;

  CallbackController(Corps corps, CorpStore store, CallbackDoor door, Clock clock) {
    this.corps = corps;
    this.store = store;
    this.door = door;
    this.clock = clock;
  }

  /** WeCom checks the address when an administrator saves it; it waits for one second. */
  @Permission(Permission.PUBLIC)
  @GetMapping("/api/v1/hooks/wecom/{account}")
  ResponseEntity<String> check(
      @PathVariable String account,
      @RequestParam("msg_signature") String signature,
      @RequestParam String timestamp,
      @RequestParam String nonce,
      @RequestParam("echostr") String echo) {
    Corp corp = corp(account);
    String plain = CallbackDoor.open(corp.crypto(), signature, timestamp, nonce, echo);
    store.verified(corp.id(), clock.instant());
    return CallbackDoor.text(plain);
  }

  @Permission(Permission.PUBLIC)
  @PostMapping("/api/v1/hooks/wecom/{account}")
  ResponseEntity<String> receive(
      @PathVariable String account,
      @RequestParam("msg_signature") String signature,
      @RequestParam String timestamp,
      @RequestParam String nonce,
      HttpServletRequest request)
      throws IOException {
    Corp corp = corp(account);
    door.mustBeFresh(timestamp);
    String encrypted = CallbackDoor.parse(door.body(request)).field("Encrypt");
    String plain = CallbackDoor.open(corp.crypto(), signature, timestamp, nonce, encrypted);
    CallbackXml xml = CallbackDoor.parse(plain);
    String message = xml.field("MsgId");
    // Events have no id, and several of one kind share a second: the whole body is the key.
    String key = message.isEmpty() ? "callback:" + CallbackDoor.hash(plain) : "message:" + message;
    return door.keep(Corps.PLATFORM, corp.id(), Signals.NO_GROUP, key, door.at(xml), plain);
  }

  private Corp corp(String account) {
    return corps.find(account).orElseThrow(() -> Problem.missing("account", "of this address"));
  }
}
