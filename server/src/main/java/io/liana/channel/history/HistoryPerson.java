package io.liana.channel.history;

import org.jspecify.annotations.Nullable;

/**
 * Somebody as an export names them.
 *
 * @param id the platform's own id; null where the export has names only
 */
public record HistoryPerson(String name, @Nullable String id) {
  public static HistoryPerson named(String name) {
    return new HistoryPerson(name, null);
  }

  /** Equal for the same person within one export. */
  public String key() {
    return id == null ? name : id;
  }
}
