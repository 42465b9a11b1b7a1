package io.liana.channel.wecom;

import io.liana.channel.Inbox;
import io.liana.channel.RawEvent;
import io.liana.channel.Storable;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.http.MediaType;
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
  // The encrypted form of the largest body the inbox keeps, with its envelope.
  private static final int LARGEST = 100_000;
  // Clocks differ and retries come late; what is older was recorded by somebody and is played back.
  private static final Duration FRESH = Duration.ofHours(1);
  private static final long COMMIT_SECONDS = 4;

  private final Corps corps;
  private final CorpStore store;
  private final Inbox inbox;
  private final Clock clock;

  CallbackController(Corps corps, CorpStore store, Inbox inbox, Clock clock) {
    this.corps = corps;
    this.store = store;
    this.inbox = inbox;
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
    String plain = open(corp, signature, timestamp, nonce, echo);
    store.verified(corp.id(), clock.instant());
    return text(plain);
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
    mustBeFresh(timestamp);
    String encrypted = parse(body(request)).field("Encrypt");
    String plain = open(corp, signature, timestamp, nonce, encrypted);
    keep(event(corp, plain));
    return text("success");
  }

  private Corp corp(String account) {
    return corps.find(account).orElseThrow(() -> Problem.missing("account", "of this address"));
  }

  private void mustBeFresh(String timestamp) {
    Instant now = clock.instant();
    if (!timestamp.matches("\\d{1,11}")
        || Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs()
                .compareTo(FRESH)
            > 0) {
      throw refused("callback_stale", "This callback is not of this hour, or a clock is wrong.");
    }
  }

  private static String body(HttpServletRequest request) throws IOException {
    byte[] bytes =
        request.getContentLengthLong() > LARGEST
            ? new byte[LARGEST + 1]
            : request.getInputStream().readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new Problem(
          413, "callback_too_large", "A callback has at most 100,000 bytes.", Map.of());
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static CallbackXml parse(String body) {
    try {
      return CallbackXml.parse(body);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("callback_unreadable", "The body is no callback of WeCom.");
    }
  }

  private static String open(
      Corp corp, String signature, String timestamp, String nonce, String encrypted) {
    try {
      return corp.crypto().open(signature, timestamp, nonce, encrypted);
    } catch (CallbackCrypto.Refused e) {
      throw refused(e.code(), String.valueOf(e.getMessage()));
    }
  }

  private RawEvent event(Corp corp, String plain) {
    CallbackXml xml = parse(plain);
    if (plain.length() > RawEvent.MAX_BODY) {
      throw new Problem(
          413, "callback_too_large", "An event has at most 65,536 characters.", Map.of());
    }
    String created = xml.field("CreateTime");
    Instant at =
        created.matches("\\d{1,11}")
            ? Instant.ofEpochSecond(Long.parseLong(created))
            : clock.instant();
    String message = xml.field("MsgId");
    // Events have no id, and several of one kind share a second: the whole body is the key.
    String key = message.isEmpty() ? "callback:" + hash(plain) : "message:" + message;
    return new RawEvent(Corps.PLATFORM, corp.id(), Signals.NO_GROUP, key, at, Storable.text(plain));
  }

  private void keep(RawEvent event) {
    try {
      inbox.accept(List.of(event)).get(COMMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw notKept();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notKept();
    }
  }

  private static Problem notKept() {
    return new Problem(
        503, "inbox_slow", "The callback is not known to be kept; bring it again.", Map.of());
  }

  private static Problem refused(String code, String detail) {
    return new Problem(403, code, detail + " Nothing was kept.", Map.of());
  }

  private static ResponseEntity<String> text(String plain) {
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
        .body(plain);
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
