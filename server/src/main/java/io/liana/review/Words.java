package io.liana.review;

import io.liana.kernel.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The words of an exported review; where the console says the same, in the same words. */
enum Words {
  ZH,
  EN;

  private static final Map<String, List<String>> ALL = load();

  /**
   * @param code {@code zh}, {@code zh-CN}, {@code en} …; null for the browser's
   */
  static Words of(@Nullable String code, Locale browser) {
    String language = code == null ? browser.getLanguage() : code.toLowerCase(Locale.ROOT);
    if (language.startsWith("zh")) {
      return ZH;
    }
    if (code == null || language.startsWith("en")) {
      return EN;
    }
    throw Problem.invalid("bad_language", "language is 'zh' or 'en', not '%s'.".formatted(code));
  }

  static Map<String, List<String>> all() {
    return ALL;
  }

  String code() {
    return this == ZH ? "zh-CN" : "en";
  }

  Locale locale() {
    return this == ZH ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
  }

  String say(String key) {
    return Objects.requireNonNull(ALL.get(key), () -> "no words for " + key).get(ordinal());
  }

  String say(String key, Map<String, ?> params) {
    String said = say(key);
    StringBuilder filled = new StringBuilder();
    int from = 0;
    for (int open = said.indexOf('{'); open >= 0; open = said.indexOf('{', from)) {
      int close = said.indexOf('}', open);
      filled.append(said, from, open);
      filled.append(Objects.requireNonNull(params.get(said.substring(open + 1, close)), key));
      from = close + 1;
    }
    return filled.append(said.substring(from)).toString();
  }

  String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** As people read a ratio: a share in percent, of others two decimals. */
  String value(String ratio, double value) {
    return plain(ratio)
        ? String.format(Locale.ROOT, "%.2f", value)
        : String.format(Locale.ROOT, "%.1f", 100 * value) + (this == ZH ? "%" : " %");
  }

  /** A difference of two, without the sign of a percentage: points are none. */
  String change(String ratio, double by, boolean signed) {
    String format = signed && by != 0 ? "%+" : "%";
    return plain(ratio)
        ? String.format(Locale.ROOT, format + ".2f", by)
        : say("points", Map.of("n", String.format(Locale.ROOT, format + ".1f", 100 * by)));
  }

  /** With the sign before it. */
  String p(double p) {
    return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "= %.3f", p);
  }

  static boolean plain(String ratio) {
    return ratio.equals(Ratio.REFERRAL.code());
  }

  private static Map<String, List<String>> load() {
    try (InputStream in = Words.class.getResourceAsStream("/review/words.json")) {
      return JsonMapper.shared().readValue(Objects.requireNonNull(in), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
