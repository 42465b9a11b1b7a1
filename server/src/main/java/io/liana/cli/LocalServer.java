package io.liana.cli;

import io.liana.cli.DataFolder.Door;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server on this data folder, for a command: the one that is running, or one started for this
 * command alone and stopped after it. Nothing happens before {@link #api()} is called.
 */
final class LocalServer implements AutoCloseable {
  /** How long a command waits for one that holds the folder without serving others. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path data;
  private final @Nullable String databaseUrl;
  private final Terminal terminal;
  private @Nullable Server started;
  private @Nullable Api api;

  LocalServer(Path data, @Nullable String databaseUrl, Terminal terminal) {
    this.data = data;
    this.databaseUrl = databaseUrl;
    this.terminal = terminal;
  }

  Path data() {
    return data;
  }

  @Nullable String databaseUrl() {
    return databaseUrl;
  }

  Api api() throws IOException, InterruptedException {
    if (api == null) {
      api = connect();
    }
    return api;
  }

  @Override
  public void close() {
    if (started != null) {
      started.close();
    }
  }

  private Api connect() throws IOException, InterruptedException {
    Optional<Door> door = runningServer();
    if (door.isPresent()) {
      return new Api(door.get().url(), door.get().token());
    }
    started = Server.start(new Server.Wanted(data, "127.0.0.1", 0, false, false, databaseUrl, ""));
    return started.api();
  }

  private Optional<Door> runningServer() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean told = false;
    while (DataFolder.isOwned(data)) {
      Optional<Door> door = DataFolder.door(data);
      if (door.isPresent() || System.nanoTime() > deadline) {
        return door; // empty after all this time: starting our own says who holds the folder
      }
      if (!told) {
        terminal.note("Waiting for another command on this data folder …");
        told = true;
      }
      Thread.sleep(200);
    }
    return Optional.empty();
  }
}
