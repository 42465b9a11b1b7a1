package io.liana.channel.officialaccount;

import io.liana.channel.ConnectForm;
import io.liana.channel.ConnectForm.Field;
import io.liana.channel.callback.CallbackCrypto;
import io.liana.kernel.Given;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connected account.
 *
 * @param id the app id; also our account's key and the key of its one group
 * @param crypto null where callbacks come in plain text
 * @param api where WeChat's interface is; the simulator's address in a rehearsal
 */
record OfficialAccount(
    String id, String secret, String token, @Nullable CallbackCrypto crypto, URI api) {
  static final String DEFAULT_API = "https://api.weixin.qq.com";

  static final ConnectForm FORM =
      new ConnectForm(
          List.of(
              Field.text("app_id", true),
              Field.secret("app_secret", true),
              Field.secret("callback_token", true),
              Field.secret("encoding_aes_key", false),
              Field.url("api", false, DEFAULT_API)));

  /**
   * @throws io.liana.kernel.Problem 400 naming the field that cannot be right
   */
  static OfficialAccount of(Map<String, String> given) {
    String id = given.getOrDefault("app_id", "");
    if (!id.matches("wx[A-Za-z0-9]{6,30}")) {
      throw Given.wrong("app_id", "is the account's AppID, like wx1a2b3c4d5e6f7890");
    }
    String token = given.getOrDefault("callback_token", "");
    if (!token.matches("[A-Za-z0-9]{3,32}")) {
      throw Given.wrong("callback_token", "has 3 to 32 letters and digits");
    }
    return new OfficialAccount(
        id,
        given.getOrDefault("app_secret", ""),
        token,
        crypto(token, given.get("encoding_aes_key"), id),
        URI.create(given.getOrDefault("api", DEFAULT_API).replaceAll("/+$", "")));
  }

  private static @Nullable CallbackCrypto crypto(String token, @Nullable String key, String id) {
    if (key == null) {
      return null;
    }
    if (!key.matches("[A-Za-z0-9]{43}")) {
      throw Given.wrong("encoding_aes_key", "has exactly 43 letters and digits");
    }
    return new CallbackCrypto(token, key, id);
  }

  @Override
  public String toString() {
    return "OfficialAccount[" + id + "]"; // the rest is secret
  }
}
