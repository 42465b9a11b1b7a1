package io.liana.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds the data sets beside the project: LIANA_SHARED, or a folder {@code shared} further up. */
final class SharedFolder {
  private SharedFolder() {}

  static Path path(String below) {
    String named =
        System.getProperty("liana.shared", System.getenv().getOrDefault("LIANA_SHARED", ""));
    Stream<Path> roots =
        named.isEmpty()
            ? Stream.iterate(start(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared"))
            : Stream.of(Path.of(named));
    return roots
        .map(root -> root.resolve(below))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "shared/%s is not on this machine: point LIANA_SHARED at the folder that holds data/"
                        .formatted(below)));
  }

  private static Path start() {
    return Path.of(System.getProperty("liana.home", "")).toAbsolutePath();
  }
}
