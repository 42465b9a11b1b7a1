package io.liana.channel.history;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A table of facts under {@code resources/history}: tab-separated, {@code #} starts a comment. */
final class Table {
  private Table() {}

  static List<String[]> rows(String name) {
    var rows = new ArrayList<String[]>();
    try (var stream = Table.class.getResourceAsStream("/history/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("resource /history/" + name + " is missing");
      }
      var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty() && line.charAt(0) != '#') {
          rows.add(line.split("\t"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }
}
