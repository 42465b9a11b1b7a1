package io.liana.channel;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an account's connection is doing.
 *
 * @param checks what must be right, in the order it has to be put right
 * @param connectedSince null while it is not connected, or where there is nothing to hold open
 */
public record AccountHealth(List<Check> checks, @Nullable Instant connectedSince) {

  public enum State {
    OK,
    FAILED,
    /** Nobody can tell, or an earlier check failed. */
    UNKNOWN;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One prerequisite.
   *
   * @param code e.g. {@code token}; the console translates it
   * @param params for the words; may hold the platform's own error as {@code evidence}, never a
   *     secret
   * @param remedy the code of the one thing to do; null when it is well
   */
  public record Check(
      String code, State state, Map<String, Object> params, @Nullable String remedy) {
    public static Check ok(String code) {
      return new Check(code, State.OK, Map.of(), null);
    }

    public static Check failed(String code, Map<String, Object> params, String remedy) {
      return new Check(code, State.FAILED, params, remedy);
    }

    public static Check unknown(String code) {
      return new Check(code, State.UNKNOWN, Map.of(), null);
    }
  }
}
