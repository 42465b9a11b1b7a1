package io.liana.acquisition;

import java.util.Locale;

/** How it is known by what somebody came. */
public enum How {
  /** The person was known before: by a gate, a personal link, a scan the platform told of. */
  PERSON,
  /** The platform names the way, and it belongs to one code, or one seat was open there. */
  WAY,
  /** The platform names the way; of several seats there the one nearest in time. */
  NEAREST,
  /** Nobody names a way; one seat of the group was held. */
  LIKELY,
  /** Nothing tells. */
  NONE;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static How of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
