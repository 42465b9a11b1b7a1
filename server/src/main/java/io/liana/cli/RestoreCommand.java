package io.liana.cli;

import io.liana.backup.Backup;
import io.liana.postgres.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Map;

/** A backup back into an empty data folder (or an empty database by URL). */
final class RestoreCommand implements Command {
  @Override
  public String name() {
    return "restore";
  }

  @Override
  public String summary() {
    return "bring a backup back, into an empty data folder";
  }

  @Override
  public String operands() {
    return "FILE";
  }

  @Override
  public int run(Arguments arguments, LocalServer server, Terminal terminal)
      throws IOException, InterruptedException {
    Path file = Path.of(arguments.operand("FILE"));
    try (Backup backup = Backup.open(file);
        DataFolder folder = DataFolder.own(server.data())) {
      if (Files.exists(folder.path().resolve("postgres"))) {
        throw new CannotStart(
            "folder_not_empty",
            "The data folder %s has data already; restore into a new one with --data, or move this one away."
                .formatted(folder.path()));
      }
      Path unfinished = folder.path().resolve("restore.unfinished");
      DataFolder.delete(unfinished);
      Files.createDirectories(unfinished);
      terminal.note("Restoring the backup of " + backup.madeAt() + " …");
      try {
        fill(backup, unfinished, server);
        moveIn(unfinished, folder.path());
      } finally {
        DataFolder.delete(unfinished);
      }
      terminal.say("Restored %d rows into %s.".formatted(backup.rows(), folder.path()));
      terminal.result(Map.of("data", folder.path().toString(), "rows", backup.rows()));
      return ExitCode.OK;
    } catch (SQLException e) {
      throw new IOException("the database refused the backup: " + e.getMessage(), e);
    }
  }

  private static void fill(Backup backup, Path unfinished, LocalServer server)
      throws IOException, InterruptedException, SQLException {
    backup.restoreFiles(unfinished);
    String url = server.databaseUrl();
    try (Database database =
        url == null ? Database.inFolder(unfinished, () -> {}) : Database.at(url)) {
      backup.restoreTables(database.url(), database.user(), database.password());
    }
  }

  /**
   * The database last: while it is not there, the folder counts as empty and can be restored again.
   */
  private static void moveIn(Path from, Path to) throws IOException {
    for (String name : new String[] {"files", "secrets.key", "postgres"}) {
      Path part = from.resolve(name);
      if (Files.exists(part)) {
        DataFolder.delete(to.resolve(name));
        Files.move(part, to.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }
}
