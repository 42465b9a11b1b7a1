package io.liana.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Words the server says itself, in Chinese and in English, from a file {@code key: [zh, en]}. */
public final class Bilingual {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)\\}");

  private final Map<String, List<String>> words;

  private Bilingual(Map<String, List<String>> words) {
    this.words = words;
  }

  /**
   * @param resource e.g. {@code /saved/words.json}
   */
  public static Bilingual read(String resource) {
    try (InputStream in = Bilingual.class.getResourceAsStream(resource)) {
      return new Bilingual(
          JsonMapper.shared().readValue(Objects.requireNonNull(in), new TypeReference<>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By key: Chinese, English. */
  public Map<String, List<String>> all() {
    return words;
  }

  /**
   * @param language {@code zh-CN} or {@code en}
   */
  public String say(String language, String key) {
    return say(language, key, Map.of());
  }

  public String say(String language, String key, Map<String, ?> params) {
    String said =
        Objects.requireNonNull(words.get(key), () -> "no words for " + key)
            .get(language.startsWith("zh") ? 0 : 1);
    return PLACE
        .matcher(said)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    Objects.requireNonNull(params.get(place.group(1)), key).toString()));
  }
}
