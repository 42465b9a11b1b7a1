package io.liana.insight;

import io.liana.kit.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.duckdb.DuckDBConnection;

/** A channel of {@code shared/data/irc-raku-events}: times, kinds and pseudonyms, no text. */
final class RakuChannel {
  private static final Map<String, String> KINDS =
      Map.of("nick", "rename", "mode", "system", "bot", "message");

  private RakuChannel() {}

  static Path folder() {
    return SharedData.path("data/irc-raku-events");
  }

  /** Facts of one channel as group {@code group}; members are numbered in order of appearance. */
  static void load(FactStore store, String channel, long group) {
    store.write(
        facts -> {
          var connection = facts.unwrap(DuckDBConnection.class);
          Map<String, Long> members = new HashMap<>();
          try (var events = connection.createAppender("main", "fact_event");
              var directed = connection.createAppender("main", "fact_directed")) {
            long seq = 0;
            for (String line : lines(channel)) {
              String[] cell = line.split(",", -1);
              append(events, directed, group, ++seq, cell, members);
            }
          }
        });
  }

  private static void append(
      org.duckdb.DuckDBAppender events,
      org.duckdb.DuckDBAppender directed,
      long group,
      long seq,
      String[] cell,
      Map<String, Long> members)
      throws SQLException {
    LocalDateTime at = LocalDateTime.parse(cell[0]);
    long millis = at.toInstant(ZoneOffset.UTC).toEpochMilli();
    int day = (int) at.toLocalDate().toEpochDay();
    long member = id(members, cell[2]);
    events.beginRow();
    events.append(group);
    events.append(millis);
    events.append(seq);
    events.append(day);
    events.append(at.getHour());
    events.append(KINDS.getOrDefault(cell[1], cell[1]));
    events.append(cell[1].equals("bot"));
    events.append(member);
    events.append(cell[3].isEmpty() ? 0 : Integer.parseInt(cell[3]));
    events.append(false);
    events.endRow();
    boolean said = cell[1].equals("message") || cell[1].equals("action");
    if (said && !cell[4].isEmpty() && !cell[4].equals(cell[2])) {
      directed.beginRow();
      directed.append(group);
      directed.append(millis);
      directed.append(seq);
      directed.append(day);
      directed.append(member);
      directed.append(id(members, cell[4]));
      directed.endRow();
    }
  }

  private static long id(Map<String, Long> members, String pseudonym) {
    return members.computeIfAbsent(pseudonym, name -> members.size() + 1L);
  }

  private static List<String> lines(String channel) {
    Path file = folder().resolve(channel + ".csv.gz");
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
