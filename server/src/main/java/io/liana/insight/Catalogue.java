package io.liana.insight;

import io.liana.kernel.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of a report in one language: {@code insight/en.json} and {@code zh.json}. A metric has
 * a name and a definition; a finding has a sentence, what to do next, and its rule.
 */
enum Catalogue {
  EN,
  ZH;

  private static final Pattern HOLE = Pattern.compile("\\{(\\w+)(%|\\.(\\d))?\\}");

  private final Words words = load(name().toLowerCase(Locale.ROOT));

  private record Words(
      Map<String, List<String>> metric,
      Map<String, List<String>> finding,
      Map<String, String> page) {}

  /**
   * @param code {@code zh}, {@code zh-CN}, {@code en} …; null for English
   */
  static Catalogue parse(@Nullable String code) {
    String language = code == null ? "en" : code.toLowerCase(Locale.ROOT);
    if (language.startsWith("zh")) {
      return ZH;
    }
    if (language.startsWith("en")) {
      return EN;
    }
    throw Problem.invalid("bad_language", "lang is 'zh' or 'en', not '%s'.".formatted(code));
  }

  String htmlCode() {
    return this == ZH ? "zh-CN" : "en";
  }

  String metricName(String key) {
    return known(words.metric, key).getFirst();
  }

  String definition(String key) {
    return known(words.metric, key).getLast();
  }

  /** The sentence of a finding. */
  String text(Finding finding) {
    return filled(known(words.finding, finding.code()).getFirst(), finding.params());
  }

  String nextStep(Finding finding) {
    return filled(known(words.finding, finding.code()).get(1), finding.params());
  }

  String rule(Finding finding) {
    return filled(known(words.finding, finding.code()).getLast(), finding.params());
  }

  String page(String key) {
    return known(words.page, key);
  }

  String page(String key, Map<String, ?> params) {
    return filled(known(words.page, key), params);
  }

  /** A fraction as people read it. */
  String percent(@Nullable Double ratio) {
    return ratio == null ? page("none") : percentOf(ratio);
  }

  String number(@Nullable Number value) {
    return switch (value) {
      case null -> page("none");
      case Double fraction -> String.format(Locale.ROOT, "%,.2f", fraction);
      default -> String.format(Locale.ROOT, "%,d", value.longValue());
    };
  }

  /** {@code {x}} as it is, {@code {x%}} a percentage, {@code {x.1}} one decimal. */
  private String filled(String template, Map<String, ?> params) {
    Matcher hole = HOLE.matcher(template);
    StringBuilder text = new StringBuilder();
    while (hole.find()) {
      Object value =
          Objects.requireNonNull(
              params.get(hole.group(1)), () -> "no " + hole.group(1) + " for: " + template);
      hole.appendReplacement(text, Matcher.quoteReplacement(shown(value, hole.group(2))));
    }
    return hole.appendTail(text).toString();
  }

  private String shown(Object value, @Nullable String form) {
    if (!(value instanceof Number number)) {
      return value.toString();
    }
    if (form == null) {
      double plain = number.doubleValue();
      return plain == Math.rint(plain)
          ? String.format(Locale.ROOT, "%,d", number.longValue())
          : Double.toString(plain);
    }
    return form.equals("%")
        ? percentOf(number.doubleValue())
        : BigDecimal.valueOf(number.doubleValue())
            .setScale(Integer.parseInt(form.substring(1)), RoundingMode.HALF_UP)
            .toPlainString();
  }

  private String percentOf(double ratio) {
    double percent = 100 * ratio;
    // One decimal where whole numbers would hide the difference between little and nothing.
    String digits =
        percent > 0 && percent < 1
            ? String.format(Locale.ROOT, "%.1f", percent)
            : String.format(Locale.ROOT, "%.0f", percent);
    return digits + (this == ZH ? "%" : " %");
  }

  private static <T> T known(Map<String, T> entries, String key) {
    return Objects.requireNonNull(entries.get(key), () -> "no words for " + key);
  }

  private static Words load(String language) {
    String name = "/insight/" + language + ".json";
    try (InputStream in = Catalogue.class.getResourceAsStream(name)) {
      return ForecastModel.JSON.readValue(Objects.requireNonNull(in, name), Words.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
