package io.liana.channel.history;

import io.liana.kernel.Problem;
import java.util.Locale;
import java.util.Map;

/** In which order an export writes day, month and year. */
public enum DateOrder {
  DMY,
  MDY,
  YMD;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static DateOrder of(String code) {
    for (DateOrder order : values()) {
      if (order.code().equalsIgnoreCase(code)) {
        return order;
      }
    }
    throw Problem.invalid(
        "date_order_unknown",
        "There is no date order '%s'; use dmy, mdy or ymd.".formatted(code),
        Map.of("date_order", code));
  }
}
