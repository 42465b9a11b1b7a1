package io.liana.postgres;

import java.io.IOException;

/**
 * The server cannot run here and now. The message is one sentence for the person at the keyboard:
 * what is wrong and what to do; {@code code} is the same for scripts.
 */
public final class CannotStart extends IOException {
  private static final long serialVersionUID = 1;

  private final String code;

  public CannotStart(String code, String sentence) {
    super(sentence);
    this.code = code;
  }

  public CannotStart(String code, String sentence, Throwable cause) {
    super(sentence, cause);
    this.code = code;
  }

  public String code() {
    return code;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
