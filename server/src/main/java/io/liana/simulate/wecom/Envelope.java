package io.liana.simulate.wecom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and signs as WeCom does. Written apart from the server's own code on purpose: two that
 * agree say more than one that agrees with itself.
 */
public record Envelope(String token, String aesKey, String corp) {
  private static final SecureRandom RANDOM = new SecureRandom();

  public String encrypt(String message) {
    try {
      byte[] key = Base64.getDecoder().decode(aesKey + "=");
      byte[] text = message.getBytes(StandardCharsets.UTF_8);
      byte[] salt = new byte[16];
      RANDOM.nextBytes(salt);
      var plain = new ByteArrayOutputStream();
      plain.writeBytes(salt);
      plain.writeBytes(ByteBuffer.allocate(4).putInt(text.length).array());
      plain.writeBytes(text);
      plain.writeBytes(corp.getBytes(StandardCharsets.UTF_8));
      int pad = 32 - plain.size() % 32;
      for (int i = 0; i < pad; i++) {
        plain.write(pad);
      }
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      byte[] iv = java.util.Arrays.copyOf(key, 16);
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
      return Base64.getEncoder().encodeToString(cipher.doFinal(plain.toByteArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public String sign(String timestamp, String nonce, String encrypted) {
    String joined =
        Stream.of(token, timestamp, nonce, encrypted).sorted().collect(Collectors.joining());
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-1")
                  .digest(joined.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String nonce() {
    return Integer.toUnsignedString(RANDOM.nextInt());
  }
}
