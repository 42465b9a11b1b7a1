package io.liana.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A tiny shell that outlives us. It reads from a pipe only we hold; when Java dies, however it
 * dies, the pipe breaks and the shell stops PostgreSQL.
 */
final class Watchdog {
  // It stops only the process it was made for: the pid file must still name it.
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      read -r word
      [ "$word" != dismissed ] || exit 0
      [ "$(head -n 1 "$2" 2>/dev/null)" = "$1" ] || exit 0
      kill -INT "$1"
      """;

  private final Process shell;

  Watchdog(long pid, Path pidFile) throws IOException {
    List<String> command =
        OrdinaryUser.OURSELVES.command(
            "sh", "-c", SCRIPT, "liana-watchdog", "" + pid, pidFile.toString());
    shell =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(new File("/dev/null"))
            .start();
  }

  CompletableFuture<Process> gone() {
    return shell.onExit();
  }

  /** PostgreSQL has stopped already; there is nothing to watch. */
  void dismiss() throws InterruptedException {
    try (var pipe = shell.getOutputStream()) {
      pipe.write("dismissed\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // it is gone already
    }
    shell.waitFor();
  }
}
