package io.liana.kit;

import io.liana.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code liana up} in a process of its own, to be killed. */
public final class LianaProcess implements AutoCloseable {
  // without the launcher's start-up cache, and perhaps beside a build
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Process process;
  private final JsonNode door;

  private LianaProcess(Process process, JsonNode door) {
    this.process = process;
    this.door = door;
  }

  /**
   * Ready when this returns.
   *
   * @param data its folder, kept when it ends
   * @param more further words of the command line
   */
  public static LianaProcess up(Path data, String... more) {
    Process process = run(words(data, more));
    Path file = data.resolve("server.json");
    JsonNode door =
        Eventually.get(
            "the server is ready",
            START_LIMIT,
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException("it ended with " + process.exitValue());
              }
              JsonNode found = JSON.readTree(Files.readString(file));
              return found.path("pid").asLong() == process.pid() ? found : null;
            });
    return new LianaProcess(process, door);
  }

  private static List<String> words(Path data, String... more) {
    var words = new ArrayList<>(List.of("up", "--port", "0", "--data", data.toString()));
    words.addAll(List.of(more));
    return words;
  }

  /** Any command in a process of its own. */
  public static Process run(List<String> words) {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        new ArrayList<>(
            List.of(
                java,
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dliana.home=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                classes,
                Main.class.getName()));
    command.addAll(words);
    try {
      return new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return door.path("url").asString();
  }

  /** A script that may do everything. */
  public Visitor script() {
    String token = door.path("token").asString();
    return new Visitor(url(), Map.of("Authorization", "Bearer " + token));
  }

  /** Signal 9, and gone when this returns. */
  public void kill() {
    process.destroyForcibly();
    ended(process);
  }

  @Override
  public void close() {
    process.destroy();
    ended(process);
  }

  public static int ended(Process process) {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the process did not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
