package io.liana.channel.callback;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * How WeCom and official accounts sign and encrypt callbacks: SHA-1 over the sorted parts,
 * AES-256-CBC with the first half of the key as IV, padded to 32 bytes. Own code, because thirty
 * lines answer twenty times as many callbacks as the library does
 * (docs/adr/0020-wecom-over-plain-http.md).
 */
public final class CallbackCrypto {
  private static final int BLOCK = 32; // PKCS#7 to 32 bytes, not to AES's own 16
  private static final int RANDOM = 16;
  private static final int HEAD = RANDOM + 4;
  private static final int KEY_CHARACTERS = 43;

  /** A callback that is not what it says it is; nothing of it may be kept. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    private final String code;

    Refused(String code, String why) {
      super(why);
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  private final byte[] token;
  private final SecretKeySpec key;
  private final IvParameterSpec iv;
  private final byte[] receiver;

  /**
   * @param encodingAesKey 43 characters of base64
   * @param receiver the corp id for a self-built app, the app id for an official account
   * @throws IllegalArgumentException when the key cannot be one
   */
  public CallbackCrypto(String token, String encodingAesKey, String receiver) {
    if (encodingAesKey.length() != KEY_CHARACTERS) {
      throw new IllegalArgumentException("an EncodingAESKey has 43 characters");
    }
    // The last character carries two spare bits, which random keys do set.
    byte[] bytes =
        Arrays.copyOf(Base64.getMimeDecoder().decode(encodingAesKey.strip() + "="), BLOCK);
    this.token = bytes(token);
    this.key = new SecretKeySpec(bytes, "AES");
    this.iv = new IvParameterSpec(bytes, 0, 16);
    this.receiver = bytes(receiver);
  }

  public String sign(String timestamp, String nonce, String encrypted) {
    return sign(token, bytes(timestamp), bytes(nonce), bytes(encrypted));
  }

  /** Whether somebody who knows the token signed these; official accounts do so without a key. */
  public static boolean signed(String token, String signature, String timestamp, String nonce) {
    String right = sign(bytes(token), bytes(timestamp), bytes(nonce));
    return MessageDigest.isEqual(bytes(right), bytes(signature));
  }

  private static String sign(byte[]... parts) {
    byte[][] sorted = parts.clone();
    Arrays.sort(sorted, Arrays::compareUnsigned);
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      for (byte[] part : sorted) {
        sha1.update(part);
      }
      return HexFormat.of().formatHex(sha1.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The message, when signature, padding and receiver are right. */
  public String open(String signature, String timestamp, String nonce, String encrypted)
      throws Refused {
    byte[] right = bytes(sign(timestamp, nonce, encrypted));
    if (!MessageDigest.isEqual(right, bytes(signature))) {
      throw new Refused("signature_wrong", "The signature does not fit the token.");
    }
    return decrypt(encrypted);
  }

  private String decrypt(String encrypted) throws Refused {
    byte[] plain;
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, iv);
      plain = cipher.doFinal(Base64.getDecoder().decode(encrypted));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw unreadable();
    }
    int pad = plain.length == 0 ? 0 : plain[plain.length - 1];
    if (pad < 1 || pad > BLOCK || plain.length - pad < HEAD) {
      throw unreadable();
    }
    int end = plain.length - pad;
    int length = ByteBuffer.wrap(plain, RANDOM, 4).getInt();
    if (length < 0 || length > end - HEAD) {
      throw unreadable();
    }
    byte[] to = Arrays.copyOfRange(plain, HEAD + length, end);
    if (!MessageDigest.isEqual(receiver, to)) {
      throw new Refused("receiver_wrong", "The callback is meant for another account.");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(plain, HEAD, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw unreadable();
    }
  }

  /** What the platform does before it calls; used for passive answers and by the simulator. */
  public String encrypt(String message, SecureRandom random) {
    byte[] text = bytes(message);
    int length = HEAD + text.length + receiver.length;
    int pad = BLOCK - length % BLOCK;
    byte[] salt = new byte[RANDOM];
    random.nextBytes(salt);
    ByteBuffer plain = ByteBuffer.allocate(length + pad);
    plain.put(salt).putInt(text.length).put(text).put(receiver);
    while (plain.hasRemaining()) {
      plain.put((byte) pad);
    }
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, key, iv);
      return Base64.getEncoder().encodeToString(cipher.doFinal(plain.array()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Refused unreadable() {
    return new Refused("callback_unreadable", "The message cannot be decrypted with this key.");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
