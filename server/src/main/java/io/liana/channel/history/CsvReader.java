package io.liana.channel.history;

import io.liana.kernel.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table of events; its first row names the columns ({@code columns.tsv}). */
final class CsvReader implements HistoryReader {
  private final TextFile file;
  private final HistoryOptions options;
  private final StampShapes shapes;
  private final Map<String, Integer> columns = new HashMap<>();
  private final NameBook people = new NameBook();
  private FieldNames names = new FieldNames(List.of());
  private char separator = ',';
  private boolean hasStamps;

  CsvReader(TextFile file, HistoryOptions options) {
    this.file = file;
    this.options = options;
    this.shapes = new StampShapes(file.name(), options.order());
  }

  @Override
  public void survey() throws IOException {
    readHeader();
    try (var rows = new CsvRows(file, separator)) {
      rows.next();
      for (List<String> row = rows.next(); row != null; row = rows.next()) {
        String sender = value(row, "sender");
        if (!sender.isBlank()) {
          String id = value(row, "sender_id");
          people.add(sender, id.isEmpty() ? null : id);
        }
        String at = value(row, "at");
        boolean plain = at.length() > 4 && (at.charAt(4) == '-' || at.matches("[\\d.]+"));
        Stamp stamp = plain ? null : StampScanner.stamp(at);
        if (stamp != null) {
          hasStamps = true;
          shapes.see(stamp.shape(), stamp, at);
        }
      }
    }
    if (hasStamps) {
      shapes.decide();
    }
  }

  private void readHeader() throws IOException {
    List<String> header;
    try (var lines = file.lines()) {
      String first = lines.next();
      separator = CsvRows.separator(first == null ? "" : first);
    }
    try (var rows = new CsvRows(file, separator)) {
      header = rows.next();
    }
    List<String> cells = header == null ? List.of() : header;
    names = new FieldNames(cells);
    if (!names.isHistory()) {
      throw Problem.invalid(
          "columns_missing",
          "%s: the first row has to name at least a time (at, time, ts …), a sender (sender, user, from …) and a text, a type or a length; it has: %s."
              .formatted(file.name(), String.join(", ", cells)),
          Map.of("file", file.name()));
    }
    for (int i = 0; i < cells.size(); i++) {
      columns.putIfAbsent(cells.get(i), i);
    }
  }

  private String value(List<String> row, String field) {
    String name = names.of(field);
    Integer index = name == null ? null : columns.get(name);
    return index == null || index >= row.size() ? "" : row.get(index);
  }

  @Override
  public @Nullable DateOrder dateOrder() {
    return hasStamps ? shapes.dateOrder() : DateOrder.YMD;
  }

  @Override
  public NameBook names() {
    return people;
  }

  @Override
  public void read(HistorySink sink) throws IOException {
    var events = new FieldEvents(file.name(), options, names, shapes);
    try (var rows = new CsvRows(file, separator)) {
      rows.next();
      for (List<String> row = rows.next(); row != null; row = rows.next()) {
        if (row.size() == columns.size()) {
          events.tell(values(row), rows.line(), sink);
        } else if (row.size() > 1 || !row.getFirst().isBlank()) {
          String shown = String.join(String.valueOf(separator), row);
          sink.unreadable(Unreadable.of(file.name(), rows.line(), Unreadable.Why.CELLS, shown));
        }
      }
    }
  }

  private FieldEvents.Values values(List<String> row) {
    return new FieldEvents.Values() {
      @Override
      public String get(String field) {
        return value(row, field);
      }

      @Override
      public List<HistoryPerson> mentions() {
        var people = new ArrayList<HistoryPerson>();
        for (String name : value(row, "mentions").split("[;,]")) {
          if (!name.isBlank()) {
            people.add(HistoryPerson.named(name.strip()));
          }
        }
        return people;
      }
    };
  }
}
