package io.liana.moderation;

import java.util.Locale;

/** Open and appealed cases may still be decided; pardoned and upheld are final. */
public enum CaseState {
  OPEN,
  APPEALED,
  PARDONED,
  UPHELD;

  public boolean isFinal() {
    return this == PARDONED || this == UPHELD;
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static CaseState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
