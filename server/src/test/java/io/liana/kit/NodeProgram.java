package io.liana.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A program of one of the folders in {@code crosscheck}, in a process of its own. It ends when its
 * standard input does, so it cannot outlive the test.
 */
public final class NodeProgram implements AutoCloseable {
  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private NodeProgram(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  /** Installs what the folder's lock file names; skips the test where that is impossible. */
  public static Path installed(String folder) {
    Path home = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(home.resolve("crosscheck"))) {
      home = home.getParent();
    }
    Path place = home.resolve("crosscheck").resolve(folder);
    try {
      Process npm =
          new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline")
              .directory(place.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean done = npm.waitFor(3, TimeUnit.MINUTES);
      npm.destroy();
      Assumptions.assumeTrue(
          done && npm.exitValue() == 0, "npm ci is not possible in " + place + ": skipped");
    } catch (IOException noNpm) {
      Assumptions.abort("there is no npm here: " + noNpm.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Assumptions.abort("interrupted while npm was installing");
    }
    return place;
  }

  public static NodeProgram start(Path folder, String script, Map<String, String> environment) {
    var builder =
        new ProcessBuilder("node", script).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      return new NodeProgram(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      out.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException ended) {
      lines.add("(ended)");
    }
  }

  /** Writes a line to its standard input. */
  public void tell(String line) {
    try {
      process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has printed so far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** Waits for a line with all of these parts. */
  public String line(String... parts) {
    return Eventually.get(
        "a line with " + List.of(parts) + "; so far " + lines,
        () ->
            lines.stream()
                .filter(line -> List.of(parts).stream().allMatch(line::contains))
                .findFirst()
                .orElse(null));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
