package io.liana.channel.account;

import java.util.HexFormat;
import org.springframework.stereotype.Component;

/** Keyed hashes under the key file of the data folder, the same on all nodes that share it. */
@Component
public class Fingerprints {
  private final SecretBox box;

  Fingerprints(SecretBox box) {
    this.box = box;
  }

  /**
   * @param context what the text is; equal texts of two contexts have nothing in common
   * @return 64 hexadecimal digits
   */
  public String of(String text, String context) {
    return HexFormat.of().formatHex(box.fingerprint(text, context));
  }
}
