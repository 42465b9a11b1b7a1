package io.liana.insight;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Something worth knowing, found by a rule. The words come from the {@link Catalogue} by {@code
 * code}.
 *
 * @param params the numbers in the sentence and the thresholds of the rule; a member is an id
 */
record Finding(String code, Severity severity, Map<String, Object> params) {

  /** In the order they are shown. */
  enum Severity {
    SERIOUS,
    WARNING,
    NOTE,
    GOOD;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param params name, value, name, value …
   */
  static Finding of(String code, Severity severity, Object... params) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < params.length; i += 2) {
      named.put((String) params[i], params[i + 1]);
    }
    return new Finding(code, severity, named);
  }

  Finding with(String param, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(params);
    more.put(param, value);
    return new Finding(code, severity, more);
  }
}
