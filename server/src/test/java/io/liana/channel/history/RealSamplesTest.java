package io.liana.channel.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.EventKind;
import io.liana.kit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Other data sets beside the project: a Chinese group, test files of another parser, IRC tables.
 */
class RealSamplesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  record Told(String at, EventKind kind, String sender, String text) {}

  @Test
  void the_chinese_group_is_the_same_as_qq_log_and_as_ndjson() throws IOException {
    Path folder = SharedData.path("data/zh-group-mix");
    var shanghai = HistoryOptions.in(ZoneId.of("Asia/Shanghai"));
    Reading qq = Reading.of(folder.resolve("qq.txt"), shanghai);
    Reading ndjson = Reading.of(folder.resolve("events.jsonl"), shanghai);
    assertThat(qq.summary().format()).isEqualTo(HistoryFormat.QQ);
    assertThat(ndjson.summary().format()).isEqualTo(HistoryFormat.NDJSON);
    assertThat(qq.summary().unreadableLines() + ndjson.summary().unreadableLines()).isZero();
    var wanted = new ArrayList<Told>();
    for (String line : Files.readAllLines(folder.resolve("events.jsonl"))) {
      JsonNode event = JSON.readTree(line);
      wanted.add(
          new Told(
              event.get("ts").asString().substring(0, 19),
              EventKind.of(event.get("type").asString()),
              event.get("user").asString(),
              event.get("text").asString()));
    }
    assertThat(told(qq)).containsExactlyElementsOf(wanted);
    assertThat(told(ndjson)).containsExactlyElementsOf(wanted);
  }

  private static List<Told> told(Reading reading) {
    return reading.events().stream()
        .map(
            event ->
                new Told(
                    HistoryJson.at(
                            event.at().truncatedTo(ChronoUnit.SECONDS), ZoneId.of("Asia/Shanghai"))
                        .substring(0, 19),
                    event.kind(),
                    event.sender() == null ? "" : event.sender().name(),
                    event.text()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "whatsapp/test_mmddyy_24hrs.txt, whatsapp/target.json",
    "whatsapp/test_ddmmyy_24hrs.txt, whatsapp/target.json",
    "whatsapp/test_yyyymmdd_24hrs.txt, whatsapp/target.json",
    "whatsapp/test_bracket_mmddyy_24hrs.txt, whatsapp/target.json",
    "whatsapp/test_mmddyyyy_12hrs.txt, whatsapp/target.json",
    "telegram/test_single_export.json, telegram/target.json",
    "telegram/test_batch_export.json, telegram/target.json",
    "signal/test_export.txt, signal/target.json",
  })
  void test_files_of_another_parser_are_read_as_it_reads_them(String file, String target) {
    Path folder = SharedData.path("data/chat-export-formats/third-party-chat-miner");
    Reading reading = Reading.of(folder.resolve(file), Reading.utc());
    List<String> told =
        reading.events().stream()
            .filter(event -> event.kind().isMessage())
            .map(
                event ->
                    HistoryJson.at(event.at(), ZoneId.of("UTC")).substring(0, 19)
                        + event.sender().name()
                        + event.text().replaceAll("\\s", ""))
            .toList();
    var wanted = new ArrayList<String>();
    for (JsonNode message : JSON.readTree(folder.resolve(target))) {
      wanted.add(
          message.get("timestamp").asString()
              + message.get("author").asString()
              + message.get("message").asString().replaceAll("\\s", ""));
    }
    if (!target.startsWith("telegram")) {
      Collections.reverse(wanted);
    }
    assertThat(told).containsExactlyElementsOf(wanted);
  }

  @Test
  void a_table_without_texts_keeps_lengths_bots_and_addressees() {
    Reading mugs = Reading.of(SharedData.path("data/irc-raku-events/mugs.csv.gz"), Reading.utc());
    assertThat(mugs.summary().format()).isEqualTo(HistoryFormat.CSV);
    assertThat(mugs.summary().unreadableLines()).isZero();
    assertThat(mugs.counts())
        .containsEntry(EventKind.MESSAGE, 2519L + 2695L)
        .containsEntry(EventKind.ACTION, 36L)
        .containsEntry(EventKind.JOIN, 3156L)
        .containsEntry(EventKind.LEAVE, 3120L)
        .containsEntry(EventKind.RENAME, 67L)
        .containsEntry(EventKind.TOPIC, 15L)
        .containsEntry(EventKind.SYSTEM, 22L);
    assertThat(mugs.events().stream().filter(HistoryEvent::bot)).hasSize(2695);
    HistoryEvent directed =
        mugs.events().stream()
            .filter(event -> event.target() != null && event.kind() == EventKind.MESSAGE)
            .findFirst()
            .orElseThrow();
    assertThat(directed.at()).isEqualTo("2021-03-16T16:06:00Z");
    assertThat(directed.length()).isEqualTo(95);
    assertThat(directed.target().name()).isEqualTo("ue77bf8c9ca");
  }
}
