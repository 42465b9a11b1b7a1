package io.liana.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * PostgreSQL's files in one folder: {@code data/}, the owner's {@code password}, {@code
 * postgres.log}.
 */
record Cluster(Path folder) {
  static final String USER = "liana";

  Path data() {
    return folder.resolve("data");
  }

  Path log() {
    return folder.resolve("postgres.log");
  }

  Path pidFile() {
    return data().resolve("postmaster.pid");
  }

  String password() throws IOException {
    Path file = folder.resolve("password");
    if (!Files.exists(file)) {
      throw new CannotStart(
          "database_password_missing",
          "%s is missing, and without it nobody can open the database beside it; put the file back, or restore a backup into a new folder."
              .formatted(file));
    }
    return Files.readString(file).strip();
  }

  /**
   * @param durable false only for tests, which may lose it all with the machine
   */
  void createIfMissing(Programs programs, OrdinaryUser user, boolean durable)
      throws IOException, InterruptedException {
    Path version = data().resolve("PG_VERSION");
    if (!Files.exists(version)) {
      create(programs, user, durable);
    } else if (!Files.readString(version).strip().equals(String.valueOf(Programs.MAJOR))) {
      throw new CannotStart(
          "database_wrong_version",
          "The data folder was made by PostgreSQL %s and this Liana runs PostgreSQL %d; make a `backup` with the Liana that made it and `restore` it into a new folder."
              .formatted(Files.readString(version).strip(), Programs.MAJOR));
    }
  }

  /** Makes the cluster beside its place and moves it there when it is whole. */
  private void create(Programs programs, OrdinaryUser user, boolean durable)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path fresh = folder.resolve("data.unfinished");
    delete(fresh);
    Path password = writePassword();
    user.handOver(folder);
    // C.UTF-8 is PostgreSQL's own collation: the same on every machine, whatever its C library.
    Process initdb =
        new ProcessBuilder(
                user.command(
                    programs.program("initdb"),
                    "--pgdata=" + fresh,
                    "--username=" + USER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C",
                    "--no-instructions",
                    durable ? "--sync-method=fsync" : "--no-sync"))
            .redirectErrorStream(true)
            .start();
    initdb.getOutputStream().close();
    String said = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (initdb.waitFor() != 0) {
      delete(fresh);
      throw LogReader.explain(said, folder);
    }
    Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path writePassword() throws IOException {
    byte[] secret = new byte[24];
    new SecureRandom().nextBytes(secret);
    Path file = folder.resolve("password");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, HexFormat.of().formatHex(secret));
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> all = Files.walk(tree)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
