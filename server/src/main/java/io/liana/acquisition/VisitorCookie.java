package io.liana.acquisition;

import io.liana.channel.account.SecretBox;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The number by which a browser is known again; nothing else is kept about it. Sealed under the key
 * of the data folder, which all nodes share: who could choose a number could try them until an
 * experiment deals them the arm they want.
 */
@Component
public class VisitorCookie {
  static final String NAME = "liana_visitor";
  private static final int LETTERS = 16;
  private static final int SEAL_BYTES = 16; // of 32: 128 bits are more than anybody tries
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final SecretBox secrets;

  VisitorCookie(SecretBox secrets) {
    this.secrets = secrets;
  }

  /** Null for who brings none, and for a number that was not given out here. */
  public @Nullable Long read(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return null;
    }
    for (Cookie cookie : cookies) {
      if (cookie.getName().equals(NAME)) {
        return opened(cookie.getValue());
      }
    }
    return null;
  }

  /** {@code number.seal}. */
  String value(long visitor) {
    String number = HexFormat.of().toHexDigits(visitor);
    return number + "." + seal(number);
  }

  private @Nullable Long opened(String value) {
    if (value.length() <= LETTERS || value.charAt(LETTERS) != '.') {
      return null;
    }
    String number = value.substring(0, LETTERS);
    return MessageDigest.isEqual(bytes(value.substring(LETTERS + 1)), bytes(seal(number)))
        ? Long.valueOf(HexFormat.fromHexDigitsToLong(number))
        : null;
  }

  private String seal(String number) {
    byte[] all = secrets.fingerprint(number, "acquisition visitor");
    return TEXT.encodeToString(Arrays.copyOf(all, SEAL_BYTES));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
