package io.liana.kit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Real data sets beside the project ({@code ../shared}); they are read from there and never
 * committed.
 */
public final class SharedData {
  private SharedData() {}

  /**
   * Path below {@code shared/}; the test is skipped with a message when it is not on this machine.
   */
  public static Path path(String below) {
    String named =
        System.getProperty("liana.shared", System.getenv().getOrDefault("LIANA_SHARED", ""));
    Path found = named.isEmpty() ? search() : Path.of(named);
    Path file = found == null ? null : found.resolve(below);
    Assumptions.assumeTrue(
        file != null && Files.exists(file), "shared/" + below + " is not on this machine: skipped");
    return file;
  }

  private static Path search() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path shared = folder.resolve("shared");
      if (Files.isDirectory(shared.resolve("data"))) {
        return shared;
      }
    }
    return null;
  }
}
