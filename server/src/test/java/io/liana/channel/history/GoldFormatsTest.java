package io.liana.channel.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Eight apps tell one and the same history; every reader has to hear it. */
class GoldFormatsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What is compared of an event. */
  record Told(String at, String type, String sender, String text, String target) {}

  @ParameterizedTest
  @CsvSource({
    "wa-android-en_GB, whatsapp, dmy",
    "wa-ios-en_US, whatsapp, mdy",
    "qq-txt-standard, qq, ymd",
    "telegram-desktop-single, telegram,",
    "weflow-wechat, wechat,",
    "discord-chat-exporter, discord,",
    "slack-export, slack,",
    "line-en, line, mdy",
  })
  void every_format_tells_the_gold_history(String name, String format, String order)
      throws IOException {
    Path folder = SharedData.path("data/chat-export-formats");
    JsonNode manifest = JSON.readTree(folder.resolve("manifest.json")).get(name);
    ZoneId zone = ZoneId.of(manifest.get("tz").asString());
    boolean seconds = manifest.get("precision").asString().equals("sec");
    var told = new ArrayList<Told>();
    HistorySummary summary;
    try (var history =
        History.open(
            List.of(folder.resolve(manifest.get("file").asString())), HistoryOptions.in(zone))) {
      summary = history.read(event -> told.add(told(event, zone, seconds)));
    }
    assertThat(summary.format().code()).isEqualTo(format);
    assertThat(summary.dateOrder() == null ? null : summary.dateOrder().code()).isEqualTo(order);
    assertThat(summary.unreadableLines()).isZero();
    assertThat(differences(told, gold(folder, name, seconds))).isEmpty();
  }

  private static List<String> differences(List<Told> told, List<Told> gold) {
    var differences = new ArrayList<String>();
    for (int i = 0; i < Math.max(told.size(), gold.size()) && differences.size() < 5; i++) {
      Told mine = i < told.size() ? told.get(i) : null;
      Told wanted = i < gold.size() ? gold.get(i) : null;
      if (!Objects.equals(mine, wanted)) {
        differences.add("%d: told %s, gold %s".formatted(i, mine, wanted));
      }
    }
    return differences;
  }

  private static Told told(HistoryEvent event, ZoneId zone, boolean seconds) {
    LocalDateTime local = LocalDateTime.ofInstant(event.at(), zone);
    return new Told(
        cut(local, seconds),
        HistoryJson.type(event),
        event.sender() == null ? null : event.sender().name(),
        event.text(),
        event.target() == null ? null : event.target().name());
  }

  private static List<Told> gold(Path folder, String name, boolean seconds) {
    var told = new ArrayList<Told>();
    for (JsonNode event : JSON.readTree(folder.resolve("gold.json")).get("events")) {
      String type = event.get("type").asString();
      if (isInFormat(name, type)) {
        told.add(
            new Told(
                cut(LocalDateTime.parse(event.get("local").asString()), seconds),
                type,
                event.get("sender").asString(),
                event.get("text").asString(),
                event.has("target") ? event.get("target").asString() : null));
      }
    }
    return told;
  }

  /** The gaps named in manifest.json. */
  private static boolean isInFormat(String name, String type) {
    return switch (name) {
      case "telegram-desktop-single" -> !type.equals("recall");
      case "discord-chat-exporter" -> !type.equals("recall") && !type.equals("leave");
      default -> true;
    };
  }

  private static String cut(LocalDateTime at, boolean seconds) {
    return (seconds ? at : at.truncatedTo(ChronoUnit.MINUTES)).toString();
  }
}
