package io.liana.simulate.wecom;

/** An answer with a number other than 0. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int code;

  public Refusal(int code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public int code() {
    return code;
  }
}
