package io.liana.channel.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CallbackCryptoTest {
  private static final SecureRandom SALT = new SecureRandom();
  // The example of WeCom's own documentation ("加解密方案说明"): everybody's implementation must
  // open it.
  private static final String TOKEN = "QDG6eK";
  private static final String KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
  private static final String CORP = "wx5823bf96d3bd56c7";
  private static final String ECHO =
      "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==";
  private final CallbackCrypto crypto = new CallbackCrypto(TOKEN, KEY, CORP);

  @Test
  void the_example_of_the_documentation_opens() throws Exception {
    assertThat(
            crypto.open(
                "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", "1409659589", "263014780", ECHO))
        .isEqualTo("1616140317555161061");
  }

  @Test
  void whatever_is_encrypted_opens_again() throws Exception {
    var random = new Random(20261122);
    for (int i = 0; i < 2_000; i++) {
      String message = message(random, random.nextInt(300));
      String sealed = crypto.encrypt(message, SALT);
      assertThat(Base64.getDecoder().decode(sealed).length % 32).isZero();
      String signature = crypto.sign("17" + i, "n" + i, sealed);
      assertThat(crypto.open(signature, "17" + i, "n" + i, sealed)).isEqualTo(message);
    }
  }

  @Test
  void whatever_is_changed_is_refused() {
    var random = new Random(7);
    String sealed = crypto.encrypt("<xml><Event>x</Event></xml>", SALT);
    String signature = crypto.sign("1", "2", sealed);
    for (int i = 0; i < sealed.length(); i++) {
      String changed = flip(sealed, i, random);
      refused("signature_wrong", signature, changed);
      // And with a signature that fits, as somebody who knows the token but not the key could make.
      try {
        crypto.open(crypto.sign("1", "2", changed), "1", "2", changed);
      } catch (CallbackCrypto.Refused e) {
        assertThat(e.code()).isIn("callback_unreadable", "receiver_wrong");
      }
    }
  }

  @Test
  void a_message_to_another_corporation_is_refused() {
    var other = new CallbackCrypto(TOKEN, KEY, "wx0000000000000000");
    String sealed = other.encrypt("hello", SALT);
    refused("receiver_wrong", other.sign("1", "2", sealed), sealed);
  }

  @Test
  void garbage_is_refused_and_never_breaks_us() {
    var random = new Random(99);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(130)];
      random.nextBytes(bytes);
      String garbage = i % 2 == 0 ? Base64.getEncoder().encodeToString(bytes) : message(random, 40);
      assertThatThrownBy(() -> crypto.open(crypto.sign("1", "2", garbage), "1", "2", garbage))
          .isInstanceOf(CallbackCrypto.Refused.class);
    }
  }

  @Test
  void a_key_that_cannot_be_one_is_refused_at_once() {
    assertThatThrownBy(() -> new CallbackCrypto(TOKEN, "short", CORP))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void refused(String code, String signature, String sealed) {
    assertThatThrownBy(() -> crypto.open(signature, "1", "2", sealed))
        .isInstanceOfSatisfying(
            CallbackCrypto.Refused.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static String flip(String text, int at, Random random) {
    char now = text.charAt(at);
    char other = now;
    while (other == now) {
      other = (char) ('A' + random.nextInt(26));
    }
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  private static String message(Random random, int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int point =
          random.nextInt(4) == 0 ? 0x4E00 + random.nextInt(20_000) : 32 + random.nextInt(95);
      text.appendCodePoint(random.nextInt(50) == 0 ? 0x1F600 + random.nextInt(60) : point);
    }
    return text.toString();
  }
}
