package io.liana.community;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where in its life a community is; an operator says so. */
public enum CommunityStage {
  FOUNDING,
  GROWING,
  MATURE,
  FADING;

  static final List<String> CODES = Arrays.stream(values()).map(CommunityStage::code).toList();

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static CommunityStage of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
