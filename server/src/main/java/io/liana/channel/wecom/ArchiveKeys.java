package io.liana.channel.wecom;

import io.liana.kernel.Given;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;

/**
 * The private keys of a conversation archive by the version WeCom gave their public halves. Old
 * ones stay: a message is sealed with the key that was current when it was said.
 */
record ArchiveKeys(Map<Integer, PrivateKey> byVersion) {
  private static final Pattern KEY =
      Pattern.compile(
          "(\\d{1,6})\\s*:?\\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  /**
   * @param text each key in PKCS#8 PEM after a line with its version
   * @throws io.liana.kernel.Problem 400 {@code archive_keys}
   */
  static ArchiveKeys read(String text) {
    Map<Integer, PrivateKey> keys = new HashMap<>();
    Matcher matcher = KEY.matcher(text);
    try {
      while (matcher.find()) {
        byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(2));
        keys.put(
            Integer.valueOf(matcher.group(1)),
            KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw wrong();
    }
    if (keys.isEmpty()) {
      throw wrong();
    }
    return new ArchiveKeys(Map.copyOf(keys));
  }

  private static RuntimeException wrong() {
    return Given.wrong(
        "archive_keys",
        "must hold private keys in PKCS#8 PEM, each after a line with the version WeCom shows for it");
  }

  boolean has(int version) {
    return byVersion.containsKey(version);
  }

  /** Opens the random key of one row: RSA with PKCS#1 v1.5 padding, as WeCom seals it. */
  String open(int version, String encrypted) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.DECRYPT_MODE, byVersion.get(version));
    return new String(
        cipher.doFinal(Base64.getDecoder().decode(encrypted)),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "ArchiveKeys" + byVersion.keySet();
  }
}
