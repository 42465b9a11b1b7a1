package io.liana.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One run of the {@code postgres} program on a cluster. */
record Postmaster(Process process, Watchdog watchdog) {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  // A crash just before can mean minutes of WAL to replay; it says so in its log.
  private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
  private static final long LOG_LIMIT_BYTES = 10 << 20;
  private static final int LOOK_EVERY_MILLIS = 10;

  /**
   * Starts it and returns when it accepts connections. Stops what an earlier, killed server left.
   */
  static Postmaster start(
      Programs programs, OrdinaryUser user, Cluster cluster, int port, List<String> settings)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      stopLeftOver(cluster);
      rotate(cluster.log());
      long offset = Files.exists(cluster.log()) ? Files.size(cluster.log()) : 0;
      Process process = launch(programs, user, cluster, port, settings);
      var watchdog = new Watchdog(process.pid(), cluster.pidFile());
      if (isReady(process, cluster, offset)) {
        return new Postmaster(process, watchdog);
      }
      watchdog.dismiss();
      String said = LogReader.since(offset, cluster.log());
      if (LogReader.portTaken(said) || !LogReader.passes(said) || System.nanoTime() > deadline) {
        throw LogReader.portTaken(said)
            ? new PortTaken()
            : LogReader.explain(said, cluster.folder());
      }
      Thread.sleep(200);
    }
  }

  /** Between our look and PostgreSQL's bind somebody took the port. */
  static final class PortTaken extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** Fast shutdown: sessions are cut, nothing committed is lost. */
  void stop() throws IOException, InterruptedException {
    if (process.isAlive()) {
      signal("INT", process.pid());
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        signal("QUIT", process.pid()); // at once; the WAL repairs the rest on the next start
        process.waitFor();
      }
    }
    watchdog.dismiss();
  }

  private static Process launch(
      Programs programs, OrdinaryUser user, Cluster cluster, int port, List<String> settings)
      throws IOException {
    var command =
        new ArrayList<>(
            user.command(
                programs.program("postgres"), "-D", cluster.data().toString(), "-p", "" + port));
    command.addAll(List.of("-h", "127.0.0.1", "-k", ""));
    settings.forEach(setting -> command.addAll(List.of("-c", setting)));
    return new ProcessBuilder(command)
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(cluster.log().toFile()))
        .start();
  }

  /**
   * Waits for the word {@code ready} in {@code postmaster.pid}; false if the process ended instead.
   */
  private static boolean isReady(Process process, Cluster cluster, long offset)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    while (process.isAlive()) {
      List<String> lines = lines(cluster.pidFile());
      if (lines.size() >= 8
          && lines.get(7).strip().equals("ready")
          && lines.getFirst().strip().equals(String.valueOf(process.pid()))) {
        return true;
      }
      long waited = System.nanoTime() - started;
      if (waited > START_LIMIT.toNanos()) {
        boolean recovering = LogReader.since(offset, cluster.log()).contains("redo");
        if (!recovering || waited > RECOVERY_LIMIT.toNanos()) {
          signal("QUIT", process.pid());
          process.waitFor();
          return false;
        }
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    return false;
  }

  /**
   * A server that was killed leaves its pid file, and perhaps a living PostgreSQL. The folder is
   * ours by now, so that one is an orphan: it is stopped. A pid that belongs to some other program
   * by now is not touched, only the file goes.
   */
  private static void stopLeftOver(Cluster cluster) throws IOException, InterruptedException {
    List<String> lines = lines(cluster.pidFile());
    if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d+")) {
      Files.deleteIfExists(cluster.pidFile());
      return;
    }
    Optional<ProcessHandle> left = ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    if (left.isEmpty()) {
      return; // PostgreSQL clears the file of a dead one itself
    }
    if (!runsOn(cluster.data(), left.get())) {
      Files.deleteIfExists(cluster.pidFile());
      return;
    }
    for (String signal : List.of("INT", "QUIT", "KILL")) {
      signal(signal, left.get().pid());
      if (ended(left.get(), signal.equals("INT") ? STOP_LIMIT : Duration.ofSeconds(10))) {
        return;
      }
    }
    throw new CannotStart(
        "database_left_over",
        "A PostgreSQL left by a killed server (process %d) does not stop; end it by hand."
            .formatted(left.get().pid()));
  }

  private static boolean runsOn(Path data, ProcessHandle process) {
    List<String> words = List.of();
    try {
      words =
          Arrays.asList(
              Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).split("\0"));
    } catch (IOException e) {
      // not Linux, or it ended just now: fall through to what Java knows
    }
    if (!words.isEmpty()) {
      return words.getFirst().endsWith("postgres") && words.contains(data.toString());
    }
    return process.info().command().filter(name -> name.endsWith("postgres")).isPresent();
  }

  private static boolean ended(ProcessHandle process, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    return !process.isAlive();
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static void rotate(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
      Files.move(log, log.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Java can only TERM and KILL; {@code kill} is a builtin of every shell. */
  static void signal(String name, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid + " 2>/dev/null").start().waitFor();
  }
}
