package io.liana.cli;

import io.liana.postgres.CannotStart;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The folder everything lives in. One process owns it at a time, by a lock the kernel drops with
 * the process, so a killed server never leaves it locked.
 */
final class DataFolder implements AutoCloseable {
  /** Below this PostgreSQL cannot even create its cluster and its first log segments. */
  static final long LEAST_FREE_BYTES = 200L << 20;

  // A second look at a lock file from the same process would drop the lock on close (POSIX), so a
  // process remembers what it owns.
  private static final Set<Path> OWNED_HERE = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** What the owner of the folder tells the command line; readable by its user only. */
  record Door(String url, String token, long pid, @Nullable String setupUrl) {}

  /** Creates the folder if need be and takes it, or says why not. */
  static DataFolder own(Path wanted) throws CannotStart {
    Path path = created(wanted);
    mustHaveRoom(path);
    if (!OWNED_HERE.add(path)) {
      throw inUse(path);
    }
    try {
      FileChannel channel = lock(path);
      if (channel == null) {
        throw inUse(path);
      }
      var folder = new DataFolder(path, channel);
      Files.deleteIfExists(folder.doorFile()); // left by a killed owner
      return folder;
    } catch (IOException e) {
      OWNED_HERE.remove(path);
      throw e instanceof CannotStart known ? known : notWritable(path, e);
    }
  }

  /** Is another process (or this one) running on the folder? */
  static boolean isOwned(Path wanted) throws CannotStart {
    Path path = wanted.toAbsolutePath().normalize();
    if (OWNED_HERE.contains(path)) {
      return true;
    }
    if (!Files.exists(path.resolve("liana.lock"))) {
      return false;
    }
    try (FileChannel free = lock(path)) {
      return free == null;
    } catch (IOException e) {
      throw notWritable(path, e);
    }
  }

  /**
   * How to reach the owner; empty while it is still starting, or when it serves one command only.
   */
  static Optional<Door> door(Path wanted) throws IOException {
    Path file = wanted.toAbsolutePath().normalize().resolve("server.json");
    try {
      return Files.exists(file)
          ? Optional.of(Terminal.JSON.readValue(Files.readString(file), Door.class))
          : Optional.empty();
    } catch (JacksonException e) {
      throw new IOException(file + " cannot be read: " + e.getOriginalMessage(), e);
    }
  }

  void openDoor(Door door) throws IOException {
    Path fresh = path.resolve("server.json.new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, Terminal.JSON.writeValueAsString(door));
    Files.move(fresh, doorFile(), StandardCopyOption.ATOMIC_MOVE);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(doorFile());
    channel.close();
    OWNED_HERE.remove(path);
  }

  /** Deletes a folder with all that is in it; no folder is fine too. */
  static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> all = Files.walk(tree)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private Path doorFile() {
    return path.resolve("server.json");
  }

  private static Path created(Path wanted) throws CannotStart {
    Path path = wanted.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw notWritable(path, e);
    }
    if (!Files.isWritable(path)) {
      throw notWritable(path, new IOException("read-only"));
    }
    return path;
  }

  private static void mustHaveRoom(Path path) throws CannotStart {
    try {
      long free = Files.getFileStore(path).getUsableSpace();
      if (free < LEAST_FREE_BYTES) {
        throw new CannotStart(
            "disk_full",
            "The disk of %s has %d MB left and at least %d MB are needed; make room or choose another folder with --data."
                .formatted(path, free >> 20, LEAST_FREE_BYTES >> 20));
      }
    } catch (CannotStart e) {
      throw e;
    } catch (IOException e) {
      throw notWritable(path, e);
    }
  }

  private static @Nullable FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path.resolve("liana.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // held by this very process: the same answer
    }
    channel.close();
    return null;
  }

  private static CannotStart inUse(Path path) {
    String by = "another Liana process";
    try {
      by =
          door(path)
              .map(door -> "the server at %s (process %d)".formatted(door.url(), door.pid()))
              .orElse(by);
    } catch (IOException e) {
      // the sentence is good enough without the address
    }
    return new CannotStart(
        "folder_in_use",
        "The data folder %s is in use by %s; stop it, or choose another folder with --data."
            .formatted(path, by));
  }

  private static CannotStart notWritable(Path path, IOException cause) {
    return new CannotStart(
        "folder_not_writable",
        "The data folder %s cannot be written; choose a folder you own with --data."
            .formatted(path),
        cause);
  }
}
