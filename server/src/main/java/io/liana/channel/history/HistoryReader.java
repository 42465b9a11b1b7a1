package io.liana.channel.history;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one export, in two passes over its files; one instance is used once. */
interface HistoryReader {
  /** First pass: what has to be known before the first event can be told. */
  void survey() throws IOException;

  /** Second pass. */
  void read(HistorySink sink) throws IOException;

  /** In which order its dates are written; null where they have only one meaning. */
  default @Nullable DateOrder dateOrder() {
    return null;
  }

  /** Everybody the first pass met, by the name the export shows. */
  default NameBook names() {
    return new NameBook();
  }

  /** What was decided without being certain, in plain words. */
  default List<String> notes() {
    return List.of();
  }
}
