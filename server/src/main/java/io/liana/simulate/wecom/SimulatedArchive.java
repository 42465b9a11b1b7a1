package io.liana.simulate.wecom;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A conversation archive with WeCom's numbers, key versions and five days, and a cipher of its own:
 * the real one lives in WeCom's library.
 */
final class SimulatedArchive {
  private static final Duration KEPT = Duration.ofDays(5);
  private static final SecureRandom RANDOM = new SecureRandom();

  record Row(long seq, String id, int version, String key, String message, Instant at) {}

  private final World world;
  private final List<Row> rows = new ArrayList<>();

  private record Kept(byte[] bytes, Instant at) {}

  private final Map<String, Kept> files = new TreeMap<>();
  private int slices;
  private @Nullable PublicKey current;
  private long seq;
  private int version;

  SimulatedArchive(World world) {
    this.world = world;
  }

  /** A new pair becomes current; the answer is its private half in PEM. */
  synchronized Map<String, Object> newKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    current = pair.getPublic();
    version++;
    String pem =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(pair.getPrivate().getEncoded());
    return Map.of(
        "version",
        version,
        "private_key",
        "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n");
  }

  /**
   * @param skip numbers left out before it, as WeCom does
   */
  synchronized long add(String id, String message, int skip) throws GeneralSecurityException {
    if (current == null) {
      newKey();
    }
    seq += 1 + skip;
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    String key = HexFormat.of().formatHex(random);
    Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    rsa.init(Cipher.ENCRYPT_MODE, current);
    String sealed =
        Base64.getEncoder().encodeToString(rsa.doFinal(key.getBytes(StandardCharsets.UTF_8)));
    rows.add(new Row(seq, id, version, sealed, encrypt(key, message), world.now()));
    return seq;
  }

  synchronized List<Row> after(long from, int limit) {
    Instant oldest = world.now().minus(KEPT);
    return rows.stream()
        .filter(row -> row.seq() > from && row.at().isAfter(oldest))
        .limit(Math.min(limit, 1_000))
        .toList();
  }

  synchronized void file(String id, byte[] bytes) {
    files.put(id, new Kept(bytes, world.now()));
  }

  synchronized byte[] file(String id) {
    Kept kept = files.get(id);
    if (kept == null) {
      throw new Refusal(10005, "no such file");
    }
    if (world.now().isAfter(kept.at().plus(KEPT))) {
      throw new Refusal(10010, "the file is expired");
    }
    slices++;
    return kept.bytes();
  }

  synchronized int slices() {
    return slices;
  }

  /** Sixteen bytes of key in hexadecimal, as the random key of a row opens to. */
  private static String encrypt(String key, String message) throws GeneralSecurityException {
    byte[] iv = new byte[12];
    RANDOM.nextBytes(iv);
    Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
    aes.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(HexFormat.of().parseHex(key), "AES"),
        new GCMParameterSpec(128, iv));
    byte[] sealed = aes.doFinal(message.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(iv)
        + "."
        + Base64.getEncoder().encodeToString(sealed);
  }
}
