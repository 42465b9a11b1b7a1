package io.liana.moderation;

import java.util.Locale;

/** What was done to a member, from mildest to gravest; {@code RECORDED}: an audit rule fired. */
public enum Sanction {
  NONE,
  RECORDED,
  RECALLED,
  WARNED,
  MUTED,
  REMOVED;

  public Sanction or(Sanction other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Sanction of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
