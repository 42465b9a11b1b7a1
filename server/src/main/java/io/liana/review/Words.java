package io.liana.review;

import io.liana.content.Bilingual;
import io.liana.kernel.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of an exported review; where the console says the same, in the same words. */
enum Words {
  ZH,
  EN;

  private static final Bilingual WORDS = Bilingual.read("/review/words.json");

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
    return WORDS.all();
  }

  String code() {
    return this == ZH ? "zh-CN" : "en";
  }

  Locale locale() {
    return this == ZH ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
  }

  String say(String key) {
    return WORDS.say(code(), key);
  }

  String say(String key, Map<String, ?> params) {
    return WORDS.say(code(), key, params);
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
}
