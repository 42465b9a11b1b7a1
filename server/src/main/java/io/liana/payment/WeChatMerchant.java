package io.liana.payment;

import io.liana.kernel.Given;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;

/**
 * What is needed to be paid by WeChat Pay.
 *
 * @param appid the official account the merchant is bound to; openids belong to it
 * @param api where WeChat Pay is; the simulator's address in a rehearsal
 * @param publicUrl how this server is reached from outside
 */
record WeChatMerchant(WeChatKeys keys, String appid, URI api, URI publicUrl) {
  static final String DEFAULT_API = "https://api.mch.weixin.qq.com";

  /** Shown, and kept as they are. */
  static final List<String> SETTINGS =
      List.of("mchid", "appid", "serial", "platform_serial", "platform_key", "public_url", "api");

  /** Kept encrypted, and never shown. */
  static final List<String> SECRETS = List.of("private_key", "api_v3_key");

  /**
   * @throws io.liana.kernel.Problem 400 naming the field that cannot be right
   */
  static WeChatMerchant of(Map<String, String> values) {
    byte[] apiV3 = given(values, "api_v3_key").getBytes(StandardCharsets.UTF_8);
    if (apiV3.length != 32) {
      throw Given.wrong("api_v3_key", "has exactly 32 letters and digits");
    }
    var keys =
        new WeChatKeys(
            matching(values, "mchid", "\\d{8,12}", "is a number of 8 to 12 digits"),
            matching(
                values,
                "serial",
                "[0-9A-F]{16,64}",
                "is the serial number of the merchant's certificate, in digits and A to F"),
            privateKey(values),
            apiV3,
            matching(
                values,
                "platform_serial",
                "PUB_KEY_ID_\\d{10,60}|[0-9A-F]{16,64}",
                "is PUB_KEY_ID_ and digits, or the serial number of a platform certificate"),
            platformKey(values));
    return new WeChatMerchant(
        keys,
        matching(values, "appid", "w[wx][A-Za-z0-9]{6,30}", "is an AppID like wx1a2b3c4d5e6f7890"),
        address("api", values.getOrDefault("api", DEFAULT_API)),
        address("public_url", given(values, "public_url")));
  }

  URI hook(long merchant) {
    return URI.create(publicUrl + "/api/v1/hooks/wechatpay/" + merchant);
  }

  private static PrivateKey privateKey(Map<String, String> values) {
    try {
      return WeChatKeys.privateKey(given(values, "private_key"));
    } catch (GeneralSecurityException e) {
      throw Given.wrong("private_key", "is the text of apiclient_key.pem (RSA, 2048 bits)");
    }
  }

  private static PublicKey platformKey(Map<String, String> values) {
    try {
      return WeChatKeys.publicKey(given(values, "platform_key"));
    } catch (GeneralSecurityException e) {
      throw Given.wrong(
          "platform_key", "is WeChat Pay's public key or platform certificate, as PEM text");
    }
  }

  private static String given(Map<String, String> values, String field) {
    String value = values.get(field);
    if (value == null || value.isBlank()) {
      throw Given.wrong(field, "is missing");
    }
    return value.strip();
  }

  private static String matching(
      Map<String, String> values, String field, String pattern, String otherwise) {
    String value = given(values, field);
    if (!value.matches(pattern)) {
      throw Given.wrong(field, otherwise);
    }
    return value;
  }

  private static URI address(String field, String given) {
    try {
      var uri = new URI(given.strip().replaceAll("/+$", ""));
      if (uri.getHost() != null
          && List.of("http", "https").contains(uri.getScheme())
          && uri.getUserInfo() == null
          && uri.getQuery() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw Given.wrong(field, "must be an address like https://pay.example.org");
    }
    throw Given.wrong(field, "must be an address like https://pay.example.org");
  }
}
