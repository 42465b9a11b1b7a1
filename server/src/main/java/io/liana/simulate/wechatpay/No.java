package io.liana.simulate.wechatpay;

/** An answer other than 200: status, code, words. */
final class No extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int status;
  private final String code;

  No(int status, String code, String words) {
    super(words, null, false, false);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
