package io.liana.gate;

import io.liana.channel.account.SecretBox;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Personal links: whose guest somebody is, signed, good for a month. */
@Component
class Invitations {
  private static final Duration LIVES = Duration.ofDays(30);
  private static final int SEAL_BYTES = 16; // 128 bits: nobody guesses one
  private static final int LONGEST = 80;

  private final SecretBox secrets;
  private final Clock clock;

  Invitations(SecretBox secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * @param host the visit of who invites
   */
  String token(long page, long host) {
    String said = host + "." + clock.instant().plus(LIVES).getEpochSecond();
    return said + "." + seal(page, said);
  }

  /** The visit of who invites; empty for what was not made here or is too old. */
  Optional<Long> host(long page, @Nullable String token) {
    if (token == null
        || token.length() > LONGEST
        || !token.matches("\\d{1,18}\\.\\d{10}\\.[A-Za-z0-9_-]+")) {
      return Optional.empty();
    }
    int end = token.lastIndexOf('.');
    String said = token.substring(0, end);
    boolean ours =
        MessageDigest.isEqual(
            seal(page, said).getBytes(StandardCharsets.US_ASCII),
            token.substring(end + 1).getBytes(StandardCharsets.US_ASCII));
    String[] parts = said.split("\\.");
    return ours && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts[1])))
        ? Optional.of(Long.parseLong(parts[0]))
        : Optional.empty();
  }

  private String seal(long page, String said) {
    byte[] seal = secrets.fingerprint(said, "gate invitation " + page);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(seal, SEAL_BYTES));
  }
}
