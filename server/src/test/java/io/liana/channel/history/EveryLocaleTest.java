package io.liana.channel.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kernel.Problem;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stamps as phones of every language write them. They take them from CLDR, and so does Java: what
 * it writes for a locale is read back, whatever the order, the digits and the words.
 */
class EveryLocaleTest {
  /** The languages of the apps we read. */
  private static final Set<String> LANGUAGES =
      Set.of(
          ("af ar az bg bn ca cs da de el en es et fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka"
                  + " kk km kn ko ky lo lt lv mk ml mn mr ms my nb nl no pa pl ps pt ro ru si sk sl"
                  + " sq sr sv sw ta te th tr uk ur uz vi zh")
              .split(" "));

  private static final List<LocalDateTime> TIMES =
      List.of(
          LocalDateTime.of(2021, 3, 5, 9, 5),
          LocalDateTime.of(2021, 3, 25, 21, 30),
          LocalDateTime.of(2021, 11, 13, 12, 7),
          LocalDateTime.of(2022, 1, 1, 0, 10));

  @TempDir Path folder;

  /** How the device puts a date and a time together. */
  private enum Device {
    ANDROID(FormatStyle.SHORT) {
      @Override
      String header(String date, String time) {
        return date + ", " + time + " - ";
      }
    },
    IPHONE(FormatStyle.MEDIUM) {
      @Override
      String header(String date, String time) {
        return "[" + date + ", " + time + "] ";
      }
    };

    final FormatStyle clock;

    Device(FormatStyle clock) {
      this.clock = clock;
    }

    abstract String header(String date, String time);
  }

  @Test
  void what_any_language_writes_is_read_back() {
    var failures = new ArrayList<String>();
    Set<String> texts = new LinkedHashSet<>();
    for (Locale locale : locales()) {
      for (Device device : Device.values()) {
        String text = chat(locale, device);
        if (texts.add(text)) {
          List<String> read = read(text);
          if (!read.equals(TIMES.stream().map(EveryLocaleTest::line).toList())) {
            failures.add(locale.toLanguageTag() + " " + device + "\n" + text + "→ " + read);
          }
        }
      }
    }
    assertThat(texts).hasSizeGreaterThan(150);
    assertThat(failures).isEmpty();
  }

  private static Stream<Locale> all() {
    return Arrays.stream(Locale.getAvailableLocales())
        .filter(locale -> LANGUAGES.contains(locale.getLanguage()));
  }

  private static List<Locale> locales() {
    return all().sorted(java.util.Comparator.comparing(Locale::toLanguageTag)).toList();
  }

  private static String chat(Locale locale, Device device) {
    DateTimeFormatter date =
        DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT).localizedBy(locale);
    DateTimeFormatter time = DateTimeFormatter.ofLocalizedTime(device.clock).localizedBy(locale);
    var text = new StringBuilder();
    for (LocalDateTime at : TIMES) {
      text.append(device.header(date.format(at), time.format(at))).append("Ana: hello\n");
    }
    return text.toString();
  }

  private List<String> read(String text) {
    try {
      return Reading.of(folder, "chat.txt", text, Reading.utc()).lines();
    } catch (Problem problem) {
      return List.of(problem.code());
    }
  }

  private static String line(LocalDateTime at) {
    return at + " message Ana: hello";
  }
}
