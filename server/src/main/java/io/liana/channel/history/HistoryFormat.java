package io.liana.channel.history;

import io.liana.kernel.Problem;
import java.util.Locale;
import java.util.Map;

/** The families of exports we read; the code is what {@code --format} and the API call it. */
public enum HistoryFormat {
  WHATSAPP,
  TELEGRAM,
  QQ,
  WECHAT,
  DISCORD,
  SLACK,
  LINE,
  IRC,
  NDJSON,
  CSV;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static HistoryFormat of(String code) {
    for (HistoryFormat format : values()) {
      if (format.code().equalsIgnoreCase(code)) {
        return format;
      }
    }
    throw Problem.invalid(
        "format_unknown",
        "There is no format '%s'; use auto, whatsapp, telegram, qq, wechat, discord, slack, line, irc, ndjson or csv."
            .formatted(code),
        Map.of("format", code));
  }
}
