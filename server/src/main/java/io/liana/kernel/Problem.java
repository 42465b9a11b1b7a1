package io.liana.kernel;

import java.util.Map;

/**
 * An answer that is not the one hoped for: what happened, what was kept, what to do. Becomes RFC
 * 9457 {@code application/problem+json}; the console translates {@code code} with {@code params},
 * scripts read {@code detail}.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final transient Map<String, Object> params;

  public Problem(int status, String code, String detail, Map<String, Object> params) {
    super(detail);
    this.status = status;
    this.code = code;
    this.params = Map.copyOf(params);
  }

  public static Problem invalid(String code, String detail) {
    return new Problem(400, code, detail, Map.of());
  }

  public static Problem invalid(String code, String detail, Map<String, Object> params) {
    return new Problem(400, code, detail, params);
  }

  public static Problem missing(String what, Object id) {
    return new Problem(
        404,
        what + "_not_found",
        "There is no %s %s.".formatted(what, id),
        Map.of("id", String.valueOf(id)));
  }

  public static Problem conflict(String code, String detail) {
    return new Problem(409, code, detail, Map.of());
  }

  public static long parseId(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw invalid(
          "not_an_id", "'%s' is not an id; ids are whole numbers.".formatted(Given.echo(text)));
    }
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public Map<String, Object> params() {
    return params;
  }
}
