package io.liana.cli;

import io.liana.backup.Backup;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Everything into one file, also while the server runs. */
final class BackupCommand implements Command {
  @Override
  public String name() {
    return "backup";
  }

  @Override
  public String summary() {
    return "write everything into one file, while the server runs or not";
  }

  @Override
  public String operands() {
    return "FILE";
  }

  @Override
  public int run(Arguments arguments, LocalServer server, Terminal terminal)
      throws IOException, InterruptedException {
    Path file = Path.of(arguments.operand("FILE")).toAbsolutePath();
    if (Files.exists(file)) {
      throw new UsageError(file + " exists already; a backup never overwrites one.");
    }
    if (!Files.isDirectory(file.resolveSibling("."))) {
      throw new UsageError("There is no folder for " + file + ".");
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      server.api().download("/backup", part);
      // It holds the key of the accounts' secrets.
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
      try (Backup backup = Backup.open(part)) {
        toDisk(part);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        long size = Files.size(file);
        terminal.say(
            "Backup of %d rows written to %s (%d kB).".formatted(backup.rows(), file, size >> 10));
        terminal.result(Map.of("file", file.toString(), "bytes", size, "rows", backup.rows()));
      }
    } finally {
      Files.deleteIfExists(part);
    }
    return ExitCode.OK;
  }

  /** The name must not be there before the bytes are. */
  private static void toDisk(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
