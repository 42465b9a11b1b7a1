package io.liana.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads what PostgreSQL says about itself, and turns it into one sentence. */
final class LogReader {
  private static final int ENOUGH = 64 << 10;

  private LogReader() {}

  /** What was written after {@code offset}. */
  static String since(long offset, Path log) throws IOException {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(offset, file.length() - ENOUGH);
      byte[] bytes = new byte[(int) Math.max(0, file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** It will go away by itself: children of a killed postmaster that are still ending. */
  static boolean passes(String said) {
    return said.contains("pre-existing shared memory block")
        || said.contains("could not create lock file \"postmaster.pid\": File exists")
        || (said.contains("lock file") && said.contains("already exists"));
  }

  static boolean portTaken(String said) {
    return said.contains("Address already in use");
  }

  static CannotStart explain(String said, Path folder) {
    if (said.contains("No space left on device")) {
      return new CannotStart(
          "disk_full",
          "The disk of %s is full; make room and start again. Nothing was lost.".formatted(folder));
    }
    if (said.contains("Permission denied") || said.contains("Read-only file system")) {
      return new CannotStart(
          "folder_not_writable",
          "PostgreSQL may not write in %s; give the folder to the user who starts Liana, or choose another with --data."
              .formatted(folder));
    }
    if (said.contains("database files are incompatible with server")) {
      return new CannotStart(
          "database_wrong_version",
          "The database in %s was made by another PostgreSQL; make a `backup` with the Liana that made it and `restore` it into a new folder."
              .formatted(folder));
    }
    String last =
        said.lines()
            .filter(
                line -> line.contains("FATAL") || line.contains("PANIC") || line.contains("error:"))
            .reduce((first, second) -> second)
            .map(line -> line.replaceFirst("^.*?(FATAL|PANIC|error):\\s*", ""))
            .orElse("it said nothing");
    return new CannotStart(
        "database_failed",
        "PostgreSQL did not start in %s (%s); postgres.log there has the details."
            .formatted(folder, last));
  }
}
