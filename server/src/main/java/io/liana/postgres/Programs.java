package io.liana.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked from our jar once per machine and user. */
record Programs(Path home) {
  static final int MAJOR = 18;
  private static final String VERSION = "18.6.0";

  static Programs unpacked(OrdinaryUser user) throws IOException {
    String architecture =
        switch (System.getProperty("os.name") + " " + System.getProperty("os.arch")) {
          case "Linux amd64" -> "x86_64";
          case "Linux aarch64" -> "arm_64";
          default ->
              throw new CannotStart(
                  "platform_unsupported",
                  "The built-in PostgreSQL runs on Linux (x86-64, arm64); here, point --database-url at a PostgreSQL server.");
        };
    Path home = user.programFolder().resolve("postgres-" + VERSION + "-" + architecture);
    if (!Files.exists(home)) {
      unpack("/postgres-linux-" + architecture + ".txz", home);
    }
    return new Programs(home);
  }

  String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  /** Unpacks beside and moves into place, so that a kill in between leaves nothing half done. */
  private static void unpack(String archive, Path home) throws IOException {
    InputStream packed = Programs.class.getResourceAsStream(archive);
    if (packed == null) {
      throw new CannotStart(
          "platform_unsupported",
          "This build carries no PostgreSQL for this machine; point --database-url at a PostgreSQL server.");
    }
    Files.createDirectories(home.getParent());
    Path fresh = Files.createTempDirectory(home.getParent(), "unpacking");
    try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(entry, tar, fresh);
      }
    }
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (FileSystemException e) {
      if (!Files.exists(home)) { // otherwise another process was faster, and its copy is as good
        throw e;
      }
    }
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path root)
      throws IOException {
    Path target = root.resolve(entry.getName()).normalize();
    Files.createDirectories(entry.isDirectory() ? target : target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (!entry.isDirectory()) {
      Files.copy(content, target);
      boolean executable = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }
}
