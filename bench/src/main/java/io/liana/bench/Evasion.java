package io.liana.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Ways to write a word so that a plain search misses it. */
enum Evasion {
  NONE,
  UPPER_CASE,
  FULL_WIDTH,
  INSERTED_SIGNS,
  ZERO_WIDTH,
  SPACED_OUT,
  ENCLOSED_LETTERS,
  LOOK_ALIKES,
  TRADITIONAL;

  private static final String LATIN = "abceikmoprstx";
  private static final String CYRILLIC = "аbсеіkмоpгѕтх";
  private static final Map<Integer, Integer> TRADITIONAL_OF = traditional();

  String disguise(String word) {
    return switch (this) {
      case NONE -> word;
      case UPPER_CASE -> word.toUpperCase(java.util.Locale.ROOT);
      case FULL_WIDTH -> each(word, c -> Character.toString(c > 32 && c < 127 ? c + 0xFEE0 : c));
      case INSERTED_SIGNS -> join(word, "*");
      case ZERO_WIDTH -> join(word, "\u200B");
      case SPACED_OUT -> join(word, " ");
      case ENCLOSED_LETTERS ->
          each(word, c -> Character.toString(c >= 'a' && c <= 'z' ? c - 'a' + 'ⓐ' : c));
      case LOOK_ALIKES -> each(word, Evasion::lookAlike);
      case TRADITIONAL -> each(word, c -> Character.toString(TRADITIONAL_OF.getOrDefault(c, c)));
    };
  }

  private static String lookAlike(int c) {
    int at = LATIN.indexOf(c);
    return at < 0 || "bpgr".indexOf(c) >= 0 ? Character.toString(c) : "" + CYRILLIC.charAt(at);
  }

  private static String join(String word, String sign) {
    return word.codePoints().mapToObj(Character::toString).collect(Collectors.joining(sign));
  }

  private static String each(String word, IntFunction<String> change) {
    return word.codePoints().mapToObj(change).collect(Collectors.joining());
  }

  private static Map<Integer, Integer> traditional() {
    Map<Integer, Integer> map = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    Evasion.class.getResourceAsStream("/moderation/traditional.txt")),
                StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> map.put(line.codePointAt(0), line.codePointAt(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return map;
  }
}
