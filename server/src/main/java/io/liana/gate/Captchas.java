package io.liana.gate;

import io.liana.channel.account.SecretBox;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Proof of work instead of pictures to be read, in the scheme of ALTCHA (SHA-256): a device counts
 * until it finds the number behind a hash, which costs a phone a moment and a flood of forms a
 * computer. A solution is bound to its page, lives twenty minutes and is used once.
 */
@Component
class Captchas {
  // Half of it on average: some 25,000 hashes.
  static final int MOST = 50_000;
  private static final Duration LIVES = Duration.ofMinutes(20);
  private static final int LONGEST = 2_000;
  // It ends with a mark: without it digits of the number could be passed off as part of the time.
  private static final Pattern SALT =
      Pattern.compile("[0-9a-f]{24}\\?expires=(\\d{10})&page=(\\d+)&");

  private final SecretBox secrets;
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;
  private final SecureRandom chance = new SecureRandom();

  Captchas(SecretBox secrets, JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.secrets = secrets;
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  record Challenge(
      String algorithm, String challenge, int maxnumber, String salt, String signature) {}

  /** As a browser sends it, in Base64. */
  record Solution(
      @Nullable String algorithm,
      @Nullable String challenge,
      long number,
      @Nullable String salt,
      @Nullable String signature) {}

  Challenge fresh(long page) {
    byte[] random = new byte[12];
    chance.nextBytes(random);
    String salt =
        "%s?expires=%d&page=%d&"
            .formatted(
                HexFormat.of().formatHex(random),
                clock.instant().plus(LIVES).getEpochSecond(),
                page);
    String challenge = sha256(salt + chance.nextInt(MOST + 1));
    return new Challenge("SHA-256", challenge, MOST, salt, signature(challenge));
  }

  /**
   * In the caller's transaction: what fails afterwards has used nothing up.
   *
   * @return false for what was not solved, not for this page, too late, or used before
   */
  boolean use(@Nullable String given, long page) {
    Solution solution = read(given);
    if (solution == null || solution.salt() == null || solution.challenge() == null) {
      return false;
    }
    Matcher salt = SALT.matcher(solution.salt());
    if (!salt.matches() || !salt.group(2).equals(Long.toString(page))) {
      return false;
    }
    Instant until = Instant.ofEpochSecond(Long.parseLong(salt.group(1)));
    String challenge = sha256(solution.salt() + solution.number());
    boolean ours =
        MessageDigest.isEqual(bytes(challenge), bytes(solution.challenge()))
            && MessageDigest.isEqual(
                bytes(signature(challenge)), bytes(String.valueOf(solution.signature())));
    if (!ours || !clock.instant().isBefore(until)) {
      return false;
    }
    forget();
    return firstUse(challenge, until);
  }

  private boolean firstUse(String challenge, Instant until) {
    return jdbc.sql(
                "insert into gate_captcha (challenge, expires_at) values (:challenge, :until) on conflict do nothing")
            .param("challenge", challenge)
            .param("until", until.atOffset(ZoneOffset.UTC))
            .update()
        > 0;
  }

  /**
   * What nobody could use any more need not be remembered; nobody waits for who forgets the same.
   */
  private void forget() {
    jdbc.sql(
            """
            delete from gate_captcha
             where challenge in (select challenge from gate_captcha where expires_at < :now limit 100 for update skip locked)
            """)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private @Nullable Solution read(@Nullable String given) {
    if (given == null || given.isEmpty() || given.length() > LONGEST) {
      return null;
    }
    try {
      return json.readValue(Base64.getDecoder().decode(given), Solution.class);
    } catch (JacksonException | IllegalArgumentException e) {
      return null;
    }
  }

  private String signature(String challenge) {
    return HexFormat.of().formatHex(secrets.fingerprint(challenge, "gate captcha"));
  }

  static String sha256(String text) {
    return sha256(bytes(text));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
