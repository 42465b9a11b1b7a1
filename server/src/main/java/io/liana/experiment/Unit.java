package io.liana.experiment;

import java.util.Locale;

/** What is assigned as a whole. */
public enum Unit {
  /** A browser that scans a code: who it is, nobody knows yet. */
  VISITOR,
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
