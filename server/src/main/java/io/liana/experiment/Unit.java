package io.liana.experiment;

import java.util.Locale;

/** What is assigned as a whole. */
public enum Unit {
  MEMBER,
  /** Everybody in a group gets the same; the groups are what is counted. */
  GROUP;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Unit of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
