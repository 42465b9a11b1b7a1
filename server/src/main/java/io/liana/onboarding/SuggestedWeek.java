package io.liana.onboarding;

import io.liana.community.Community;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** The first week a community may begin with, in the language its members most likely read. */
@Component
class SuggestedWeek {
  private final FirstWeek chinese;
  private final FirstWeek english;

  SuggestedWeek(FirstWeekReading reading) {
    chinese = read(reading, "first-week.zh.json");
    english = read(reading, "first-week.en.json");
  }

  FirstWeek suggestedFor(Community community) {
    return community.readsChinese() ? chinese : english;
  }

  private static FirstWeek read(FirstWeekReading reading, String name) {
    try (InputStream file =
        Objects.requireNonNull(SuggestedWeek.class.getResourceAsStream(name), name)) {
      return reading.kept(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
