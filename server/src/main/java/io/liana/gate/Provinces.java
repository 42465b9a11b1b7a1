package io.liana.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The provinces of China and their cities, for questions about where somebody lives. */
final class Provinces {
  private static final Map<String, List<String>> CITIES = read();

  private Provinces() {}

  static Map<String, List<String>> all() {
    return CITIES;
  }

  /** An answer: a province and one of its cities, with a blank between. */
  static boolean known(String answer) {
    int blank = answer.indexOf(' ');
    return blank > 0
        && CITIES
            .getOrDefault(answer.substring(0, blank), List.of())
            .contains(answer.substring(blank + 1));
  }

  private static Map<String, List<String>> read() {
    try (InputStream in =
        Objects.requireNonNull(Provinces.class.getResourceAsStream("/gate/regions.txt"))) {
      Map<String, List<String>> cities = new LinkedHashMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" "))
          .forEach(
              words -> cities.put(words[0], List.of(Arrays.copyOfRange(words, 1, words.length))));
      return cities;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
