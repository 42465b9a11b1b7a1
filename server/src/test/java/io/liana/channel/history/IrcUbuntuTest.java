package io.liana.channel.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.EventKind;
import io.liana.kit.SharedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** 48 real log files of #ubuntu, 2004 to 2017, among them those where a /me looks like a join. */
class IrcUbuntuTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @ParameterizedTest
  @ValueSource(strings = {"train", "dev"})
  void every_log_tells_what_expected_json_counts(String split) {
    Path folder = SharedData.path("data/irc-ubuntu");
    Reading reading = Reading.of(folder.resolve(split), Reading.utc());
    JsonNode expected = JSON.readTree(folder.resolve("expected.json")).get(split);
    var differences = new ArrayList<String>();
    for (Map.Entry<String, JsonNode> file : expected.get("per_file").properties()) {
      String told = counts(reading, file.getKey());
      String wanted = wanted(file.getValue());
      if (!told.equals(wanted)) {
        differences.add(file.getKey() + ": " + told + " instead of " + wanted);
      }
    }
    assertThat(differences).isEmpty();
    assertThat(reading.summary().format()).isEqualTo(HistoryFormat.IRC);
    assertThat(reading.summary().unreadableLines())
        .isEqualTo(expected.get("events").path("other").asLong());
    assertThat(reading.summary().skipped()).allMatch(name -> name.endsWith(".annotation.txt"));
  }

  private static String counts(Reading reading, String file) {
    long said = 0;
    long didOrSet = 0;
    long mode = 0;
    long join = 0;
    long part = 0;
    long nick = 0;
    var speakers = new HashSet<String>();
    for (HistoryEvent event : reading.events()) {
      if (!event.file().equals(file)) {
        continue;
      }
      boolean isMode = event.kind() == EventKind.SYSTEM && event.text().startsWith("mode/");
      said += event.kind() == EventKind.MESSAGE ? 1 : 0;
      didOrSet +=
          List.of(EventKind.ACTION, EventKind.TOPIC, EventKind.KICK).contains(event.kind()) ? 1 : 0;
      didOrSet += event.kind() == EventKind.SYSTEM && !isMode ? 1 : 0;
      mode += isMode ? 1 : 0;
      join += event.kind() == EventKind.JOIN ? 1 : 0;
      part += event.kind() == EventKind.LEAVE ? 1 : 0;
      nick += event.kind() == EventKind.RENAME ? 1 : 0;
      boolean after2007 = file.compareTo("2007-12") > 0;
      if (event.sender() != null
          && (event.kind() == EventKind.MESSAGE
              || (after2007 && event.kind() == EventKind.ACTION))) {
        speakers.add(event.sender().name());
      }
    }
    return "msg %d, act or topic %d, mode %d, join %d, part %d, nick %d, speakers %d"
        .formatted(said, didOrSet, mode, join, part, nick, speakers.size());
  }

  private static String wanted(JsonNode file) {
    return "msg %d, act or topic %d, mode %d, join %d, part %d, nick %d, speakers %d"
        .formatted(
            file.path("msg").asInt(0),
            file.path("act").asInt(0) + file.path("act_or_topic").asInt(0),
            file.path("mode").asInt(0),
            file.path("join").asInt(0),
            file.path("part").asInt(0),
            file.path("nick").asInt(0),
            file.path("speakers").asInt(0));
  }
}
