package io.liana.channel.callback;

import io.liana.channel.Inbox;
import io.liana.channel.RawEvent;
import io.liana.channel.Storable;
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
import org.springframework.stereotype.Component;

/**
 * The part of a callback's way that does not depend on who calls: not too large, of this hour, and
 * kept before it is answered. What is not answered within five seconds is brought up to three
 * times.
 */
@Component
public class CallbackDoor {
  // The encrypted form of the largest body the inbox keeps, with its envelope.
  private static final int LARGEST = 100_000;
  // Clocks differ and retries come late; what is older was recorded by somebody and is played back.
  private static final Duration FRESH = Duration.ofHours(1);
  private static final long COMMIT_SECONDS = 4;

  private final Inbox inbox;
  private final Clock clock;

  CallbackDoor(Inbox inbox, Clock clock) {
    this.inbox = inbox;
    this.clock = clock;
  }

  /**
   * @throws Problem 403 {@code callback_stale}
   */
  public void mustBeFresh(String timestamp) {
    Instant now = clock.instant();
    if (!timestamp.matches("\\d{1,11}")
        || Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs()
                .compareTo(FRESH)
            > 0) {
      throw refused("callback_stale", "This callback is not of this hour, or a clock is wrong.");
    }
  }

  /**
   * @throws Problem 413 {@code callback_too_large}
   */
  public String body(HttpServletRequest request) throws IOException {
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

  /**
   * @throws Problem 400 {@code callback_unreadable}
   */
  public static CallbackXml parse(String body) {
    try {
      return CallbackXml.parse(body);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("callback_unreadable", "The body is no callback.");
    }
  }

  /**
   * @throws Problem 403 with the code of what is wrong
   */
  public static String open(
      CallbackCrypto crypto, String signature, String timestamp, String nonce, String encrypted) {
    try {
      return crypto.open(signature, timestamp, nonce, encrypted);
    } catch (CallbackCrypto.Refused e) {
      throw refused(e.code(), String.valueOf(e.getMessage()));
    }
  }

  /** The platform's own time of a callback; ours where it tells none. */
  public Instant at(CallbackXml xml) {
    String created = xml.field("CreateTime");
    return created.matches("\\d{1,11}")
        ? Instant.ofEpochSecond(Long.parseLong(created))
        : clock.instant();
  }

  /**
   * Answers with {@code success} once it is committed.
   *
   * @throws Problem 413 {@code callback_too_large}, 503 {@code inbox_slow} or {@code inbox_full}:
   *     the caller brings it again
   */
  public ResponseEntity<String> keep(
      String platform, String account, String group, String key, Instant at, String plain) {
    if (plain.length() > RawEvent.MAX_BODY) {
      throw new Problem(
          413, "callback_too_large", "An event has at most 65,536 characters.", Map.of());
    }
    var event = new RawEvent(platform, account, group, key, at, Storable.text(plain));
    try {
      inbox.accept(List.of(event)).get(COMMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw notKept();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notKept();
    }
    return text("success");
  }

  private static Problem notKept() {
    return new Problem(
        503, "inbox_slow", "The callback is not known to be kept; bring it again.", Map.of());
  }

  public static Problem refused(String code, String detail) {
    return new Problem(403, code, detail + " Nothing was kept.", Map.of());
  }

  public static ResponseEntity<String> text(String plain) {
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
        .body(plain);
  }

  /** What stands for a body where nothing shorter is unique. */
  public static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
