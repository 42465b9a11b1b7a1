package io.liana.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** A random text only its holder knows. We keep its hash: 256 random bits need no salt. */
record Secret(String text) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * @param prefix tells people and secret scanners what it is, e.g. {@code lia_}
   */
  static Secret random(String prefix) {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  byte[] hash() {
    return sha256(text);
  }

  /** What a page of this session must send back with a change; another site cannot compute it. */
  String csrf() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256("csrf:" + text));
  }

  /** Compares in constant time. */
  boolean matches(String given) {
    return MessageDigest.isEqual(hash(), sha256(given));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }

  @Override
  public String toString() {
    return "Secret[…]";
  }
}
