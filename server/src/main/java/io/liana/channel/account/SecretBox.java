package io.liana.channel.account;

import io.liana.kernel.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Encrypts what must not be readable in the database: AES-256-GCM under a key file in the data
 * folder that only its owner can read. Whoever has the database without the folder has nothing.
 */
@Component
public class SecretBox {
  static final String KEY_FILE = "secrets.key";
  private static final byte FORMAT = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;

  SecretBox(@Value("${liana.data:}") String data) {
    try {
      key = new SecretKeySpec(data.isEmpty() ? fresh() : keyIn(Path.of(data)), "AES");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param context what the text belongs to; the same is needed to open it again, so a row cannot
   *     be passed off as another's
   */
  public byte[] seal(String text, String context) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed =
        crypt(Cipher.ENCRYPT_MODE, nonce, text.getBytes(StandardCharsets.UTF_8), context);
    byte[] out = new byte[1 + NONCE_BYTES + sealed.length];
    out[0] = FORMAT;
    System.arraycopy(nonce, 0, out, 1, NONCE_BYTES);
    System.arraycopy(sealed, 0, out, 1 + NONCE_BYTES, sealed.length);
    return out;
  }

  /**
   * @throws Problem 409 {@code secrets_unreadable} when it was sealed under another key
   */
  public String open(byte[] sealed, String context) {
    if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != FORMAT) {
      throw unreadable();
    }
    byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
    byte[] body = Arrays.copyOfRange(sealed, 1 + NONCE_BYTES, sealed.length);
    return new String(crypt(Cipher.DECRYPT_MODE, nonce, body, context), StandardCharsets.UTF_8);
  }

  /** A keyed hash: without the folder nobody can try which text it is of. */
  public byte[] fingerprint(String text, String context) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
      mac.update(context.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java platform has HmacSHA256
    }
  }

  private byte[] crypt(int mode, byte[] nonce, byte[] text, String context) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (javax.crypto.AEADBadTagException e) {
      throw unreadable();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java platform has AES-GCM
    }
  }

  private static Problem unreadable() {
    return new Problem(
        409,
        "secrets_unreadable",
        "These secrets were encrypted under another key file. Copy %s from the old data folder, or enter them again."
            .formatted(KEY_FILE),
        Map.of());
  }

  private static byte[] keyIn(Path folder) throws IOException {
    Path file = folder.resolve(KEY_FILE);
    if (!Files.exists(file)) {
      create(file);
    }
    // A copied file may have lost its mode; what is encrypted under it must not be anybody's.
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
    if (key.length != 32) {
      throw new IOException(file + " holds no key of 32 bytes");
    }
    return key;
  }

  private static void create(Path file) throws IOException {
    Path fresh = file.resolveSibling(KEY_FILE + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, Base64.getEncoder().encodeToString(fresh()));
    try {
      Files.move(fresh, file);
    } catch (FileAlreadyExistsException e) {
      Files.delete(fresh); // another node on the same folder was first
    }
  }

  private static byte[] fresh() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return key;
  }
}
