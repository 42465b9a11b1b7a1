package io.liana.channel.history;

import io.liana.channel.EventKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One reading of an export in a test: its events and its summary. */
record Reading(List<HistoryEvent> events, HistorySummary summary) {

  static Reading of(Path path, HistoryOptions options) {
    var events = new ArrayList<HistoryEvent>();
    try (var history = History.open(List.of(path), options)) {
      HistorySummary summary = history.read(events::add);
      return new Reading(events, summary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Reading of(Path folder, String name, String text, HistoryOptions options) {
    return of(write(folder, name, text, StandardCharsets.UTF_8), options);
  }

  static Path write(Path folder, String name, String text, Charset charset) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, text.getBytes(charset));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static HistoryOptions utc() {
    return HistoryOptions.in(ZoneId.of("UTC"));
  }

  /**
   * {@code 2021-03-05T10:30 message Ana: hello} and the like, for reading a failure at a glance.
   */
  List<String> lines() {
    return events.stream().map(Reading::line).toList();
  }

  private static String line(HistoryEvent event) {
    String at = HistoryJson.at(event.at(), ZoneId.of("UTC")).replace(":00Z", "").replace("Z", "");
    String sender = event.sender() == null ? "-" : event.sender().name();
    String target = event.target() == null ? "" : " > " + event.target().name();
    String text = event.text().isEmpty() ? "" : ": " + event.text().replace("\n", "|");
    return at + " " + event.kind().code() + " " + sender + target + text;
  }

  Map<EventKind, Long> counts() {
    return events.stream()
        .collect(Collectors.groupingBy(HistoryEvent::kind, Collectors.counting()));
  }
}
