package io.liana.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options all measurements share. */
final class BenchOptions {
  private BenchOptions() {}

  static boolean has(String[] args, String option) {
    return Arrays.asList(args).contains(option);
  }

  /** The file behind {@code --json}. */
  static @Nullable Path json(String[] args) {
    List<String> words = Arrays.asList(args);
    int at = words.indexOf("--json");
    return at < 0 || at + 1 >= words.size() ? null : Path.of(words.get(at + 1));
  }
}
