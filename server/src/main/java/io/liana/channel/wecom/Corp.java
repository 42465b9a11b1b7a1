package io.liana.channel.wecom;

import io.liana.channel.ConnectForm;
import io.liana.channel.ConnectForm.Field;
import io.liana.channel.callback.CallbackCrypto;
import io.liana.kernel.Given;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connected corporation and the self-built app we act through.
 *
 * @param id the corp id; also our account's key
 * @param api where WeCom's interface is; the simulator's address in a rehearsal
 * @param welcome what a new customer is greeted with; null for nothing
 * @param archive null where the conversation archive is not bought or not set up
 */
record Corp(
    String id,
    String agent,
    String secret,
    CallbackCrypto crypto,
    URI api,
    @Nullable String welcome,
    @Nullable ArchiveAccess archive) {
  static final String DEFAULT_API = "https://qyapi.weixin.qq.com";
  static final String MASS_QUOTA = "mass_quota";
  static final String MASS_FOR_RULES = "mass_for_rules";
  static final String STAFF_CARDS = "staff_cards";
  static final String PUBLIC_URL = "public_url";
  private static final int LONGEST_WELCOME_BYTES = 4_000;

  /**
   * @param keys private keys in PEM, each with the number of its public key in the console before
   *     it
   */
  record ArchiveAccess(String secret, ArchiveKeys keys) {}

  static final ConnectForm FORM =
      new ConnectForm(
          List.of(
              Field.text("corp_id", true),
              Field.text("agent_id", true),
              Field.secret("secret", true),
              Field.secret("callback_token", true),
              Field.secret("encoding_aes_key", true),
              Field.text("welcome", false),
              Field.secret("archive_secret", false),
              Field.secret("archive_keys", false),
              Field.choice(MASS_QUOTA, List.of("month", "week", "day"), "month"),
              Field.choice(MASS_FOR_RULES, List.of("no", "yes"), "no"),
              Field.choice(STAFF_CARDS, List.of("no", "zh-CN", "en"), "no"),
              Field.url(PUBLIC_URL, false, null),
              Field.url("api", false, DEFAULT_API)));

  /**
   * @throws io.liana.kernel.Problem 400 naming the field that cannot be right
   */
  static Corp of(Map<String, String> given) {
    String id = given.getOrDefault("corp_id", "");
    if (!id.matches("[A-Za-z0-9_-]{6,64}")) {
      throw Given.wrong("corp_id", "is the corporation's id, like ww1a2b3c4d5e6f7890");
    }
    if (!given.getOrDefault("agent_id", "").matches("\\d{1,10}")) {
      throw Given.wrong("agent_id", "is the number of the app, like 1000002");
    }
    if (!given.getOrDefault("callback_token", "").matches("[A-Za-z0-9]{1,32}")) {
      throw Given.wrong("callback_token", "has up to 32 letters and digits");
    }
    String welcome = given.get("welcome");
    if (welcome != null
        && welcome.getBytes(java.nio.charset.StandardCharsets.UTF_8).length
            > LONGEST_WELCOME_BYTES) {
      throw Given.wrong("welcome", "must fit into 4,000 bytes");
    }
    return new Corp(
        id,
        given.getOrDefault("agent_id", ""),
        given.getOrDefault("secret", ""),
        crypto(given, id),
        URI.create(given.getOrDefault("api", DEFAULT_API)),
        welcome,
        archive(given));
  }

  private static CallbackCrypto crypto(Map<String, String> given, String id) {
    String key = given.getOrDefault("encoding_aes_key", "");
    if (!key.matches("[A-Za-z0-9]{43}")) {
      throw Given.wrong("encoding_aes_key", "has exactly 43 letters and digits");
    }
    return new CallbackCrypto(given.getOrDefault("callback_token", ""), key, id);
  }

  private static @Nullable ArchiveAccess archive(Map<String, String> given) {
    String secret = given.get("archive_secret");
    if (secret == null) {
      return null;
    }
    return new ArchiveAccess(secret, ArchiveKeys.read(given.getOrDefault("archive_keys", "")));
  }

  /** How a member of staff is known among the people of all corporations. */
  String staffKey(String user) {
    return user + "@" + id;
  }

  @Override
  public String toString() {
    return "Corp[" + id + "]"; // the rest is secret
  }
}
