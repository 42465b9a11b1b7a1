package io.liana.payment;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs, checks and decrypts as WeChat Pay v3 wants it (WECHATPAY2-SHA256-RSA2048, AES-256-GCM).
 *
 * @param mchid the merchant's number
 * @param serial of the merchant's own certificate
 * @param own the merchant's private key
 * @param apiV3 32 bytes both sides know
 * @param platformSerial names the key WeChat signs with: {@code PUB_KEY_ID_…}, or the serial number
 *     of a platform certificate
 */
record WeChatKeys(
    String mchid,
    String serial,
    PrivateKey own,
    byte[] apiV3,
    String platformSerial,
    PublicKey platform) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int TAG_BITS = 128;
  private static final int LEAST_BITS = 2048;

  static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    PrivateKey key =
        KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes(pem)));
    return strong((RSAKey) key, key);
  }

  /** A public key, or a certificate that holds one. */
  static PublicKey publicKey(String pem) throws GeneralSecurityException {
    PublicKey key =
        pem.contains("BEGIN CERTIFICATE")
            ? CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                .getPublicKey()
            : KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(bytes(pem)));
    if (!(key instanceof RSAKey rsa)) {
      throw new GeneralSecurityException("no RSA key");
    }
    return strong(rsa, key);
  }

  private static <K> K strong(RSAKey rsa, K key) throws GeneralSecurityException {
    if (rsa.getModulus().bitLength() < LEAST_BITS) {
      throw new GeneralSecurityException("the key has fewer than 2048 bits");
    }
    return key;
  }

  private static byte[] bytes(String pem) throws GeneralSecurityException {
    try {
      return Base64.getDecoder()
          .decode(pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("no PEM", e);
    }
  }

  /**
   * The Authorization header of a request.
   *
   * @param path with its query
   */
  String authorization(String method, String path, String body, long second) {
    String nonce = nonce();
    String signature = sign("%s\n%s\n%d\n%s\n%s\n".formatted(method, path, second, nonce, body));
    return "WECHATPAY2-SHA256-RSA2048 mchid=\"%s\",nonce_str=\"%s\",timestamp=\"%d\",serial_no=\"%s\",signature=\"%s\""
        .formatted(mchid, nonce, second, serial, signature);
  }

  String sign(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(own);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // the key was read before
    }
  }

  /** What the platform says of one of its texts. */
  record Stamp(String serial, String signature, String timestamp, String nonce) {}

  /**
   * Null when the text is the platform's and of these minutes; otherwise what is wrong.
   *
   * @param now the second it is
   */
  @Nullable String wrong(Stamp stamp, String body, long now) {
    if (!stamp.serial().equals(platformSerial)) {
      return "it is signed with another key: " + printable(stamp.serial());
    }
    if (!stamp.timestamp().matches("\\d{1,11}")
        || Math.abs(Long.parseLong(stamp.timestamp()) - now) > 300) {
      return "it is not of these five minutes, or a clock is wrong";
    }
    try {
      Signature check = Signature.getInstance("SHA256withRSA");
      check.initVerify(platform);
      check.update(
          "%s\n%s\n%s\n"
              .formatted(stamp.timestamp(), stamp.nonce(), body)
              .getBytes(StandardCharsets.UTF_8));
      return check.verify(Base64.getDecoder().decode(stamp.signature()))
          ? null
          : "its signature is wrong";
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return "its signature is wrong";
    }
  }

  private static String printable(String serial) {
    String clean = serial.replaceAll("[^A-Za-z0-9_]", "?");
    return clean.substring(0, Math.min(clean.length(), 60));
  }

  /** What a notification carries. */
  String decrypt(String nonce, String associated, String ciphertext)
      throws GeneralSecurityException {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(apiV3, "AES"),
          new GCMParameterSpec(TAG_BITS, nonce.getBytes(StandardCharsets.UTF_8)));
      cipher.updateAAD(associated.getBytes(StandardCharsets.UTF_8));
      return new String(
          cipher.doFinal(Base64.getDecoder().decode(ciphertext)), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("no Base64", e);
    }
  }

  static String nonce() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public String toString() {
    return "WeChatKeys[" + mchid + "]"; // the rest is secret
  }
}
