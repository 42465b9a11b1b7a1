package io.liana.payment;

import java.util.Locale;

/** How a payer pays. */
enum Way {
  /** Inside WeChat, where the payer's openid is known. */
  JSAPI,
  /** A browser on a phone, which opens WeChat. */
  H5,
  /** A code on a screen, scanned with WeChat. */
  NATIVE,
  /** A button; the money is imaginary. */
  TEST;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Way of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
