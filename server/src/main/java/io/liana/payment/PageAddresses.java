package io.liana.payment;

import io.liana.channel.account.SecretBox;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Signed addresses of the page a payment is paid on. */
@Component
class PageAddresses {
  static final String PREFIX = "/pay/";
  // Where a payment ends that leads nowhere else.
  static final String DONE = "/pay/done";
  private static final Duration GOOD_FOR = Duration.ofDays(1);
  private static final int LONGEST = 2_000;
  private static final int SEAL_BYTES = 16; // 128 bits: nobody guesses one

  private final SecretBox box;
  private final Clock clock;

  PageAddresses(SecretBox box, Clock clock) {
    this.box = box;
    this.clock = clock;
  }

  /** What an address says. */
  record Page(PaymentId payment, String back) {}

  String make(PaymentId id, String back) {
    // "//host" and "/\host" are other servers to a browser
    if (!back.matches("/(?![/\\\\])[\\x21-\\x7e]*") || back.indexOf('\\') >= 0) {
      throw new IllegalArgumentException("not a path on this server: " + back);
    }
    String said =
        "%d.%d.%s".formatted(id.value(), clock.instant().plus(GOOD_FOR).getEpochSecond(), back);
    return PREFIX + encoded(said.getBytes(StandardCharsets.UTF_8)) + "." + encoded(seal(said));
  }

  /** Empty for what was not made here or is too old. */
  Optional<Page> read(String token) {
    String[] parts = token.split("\\.", -1);
    if (token.length() > LONGEST || parts.length != 2) {
      return Optional.empty();
    }
    try {
      String said = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
      if (!MessageDigest.isEqual(seal(said), Base64.getUrlDecoder().decode(parts[1]))) {
        return Optional.empty();
      }
      String[] words = said.split("\\.", 3);
      return Instant.ofEpochSecond(Long.parseLong(words[1])).isBefore(clock.instant())
          ? Optional.empty()
          : Optional.of(new Page(new PaymentId(Long.parseLong(words[0])), words[2]));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  /** What only this server can say about a browser, e.g. whose it is. */
  String seal(String what, String context) {
    return encoded(Arrays.copyOf(box.fingerprint(what, context), SEAL_BYTES));
  }

  private byte[] seal(String said) {
    return Arrays.copyOf(box.fingerprint(said, "payment page"), SEAL_BYTES);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
