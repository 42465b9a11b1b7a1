package io.liana.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * One PostgreSQL server in {@code folder}, listening on loopback only, with a password kept in a
 * file only its owner can read. Durable: fsync stays on.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final String USER = "liana";

  private final Process process;
  private final int port;
  private final String password;

  private EmbeddedPostgres(Process process, int port, String password) {
    this.process = process;
    this.port = port;
    this.password = password;
  }

  /**
   * Starts the server, creating the cluster on the first call. Extra settings are {@code
   * name=value} pairs for this run only.
   */
  public static EmbeddedPostgres start(Path folder, List<String> settings)
      throws IOException, InterruptedException {
    Path binaries = unpackedBinaries();
    Path data = folder.resolve("data");
    Path passwordFile = folder.resolve("password");
    Files.createDirectories(folder);
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      createCluster(binaries, data, passwordFile);
    }
    String password = Files.readString(passwordFile).strip();
    int port = freePort();
    List<String> command = asOrdinaryUser(binaries.resolve("bin/postgres").toString());
    command.addAll(
        List.of("-D", data.toString(), "-h", "127.0.0.1", "-p", String.valueOf(port), "-k", ""));
    settings.forEach(setting -> command.addAll(List.of("-c", setting)));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("postgres.log").toFile())
            .start();
    awaitReady(process, data, folder);
    var server = new EmbeddedPostgres(process, port, password);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    return server;
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  public String user() {
    return USER;
  }

  public String password() {
    return password;
  }

  @Override
  public void close() {
    if (!process.isAlive()) {
      return;
    }
    try {
      // SIGINT is PostgreSQL's fast shutdown: sessions are cut, nothing committed is lost.
      new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
      process.waitFor();
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void createCluster(Path binaries, Path data, Path passwordFile)
      throws IOException, InterruptedException {
    byte[] secret = new byte[24];
    new SecureRandom().nextBytes(secret);
    Files.deleteIfExists(passwordFile);
    Files.createFile(
        passwordFile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(passwordFile, HexFormat.of().formatHex(secret));
    List<String> command = asOrdinaryUser(binaries.resolve("bin/initdb").toString());
    command.addAll(
        List.of(
            "-D",
            data.toString(),
            "-U",
            USER,
            "-A",
            "scram-sha-256",
            "--pwfile=" + passwordFile,
            "-E",
            "UTF8",
            "--locale=C",
            "-N"));
    Process initdb = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (initdb.waitFor() != 0) {
      throw new IOException("PostgreSQL could not create its cluster in " + data + ": " + output);
    }
  }

  /**
   * PostgreSQL refuses to run as root; a user namespace makes us nobody in its eyes while the files
   * stay ours.
   */
  private static List<String> asOrdinaryUser(String program) {
    var command = new ArrayList<String>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(program);
    return command;
  }

  private static void awaitReady(Process process, Path data, Path folder)
      throws IOException, InterruptedException {
    Path pidFile = data.resolve("postmaster.pid");
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      if (!process.isAlive()) {
        throw new IOException(
            "PostgreSQL did not start: " + Files.readString(folder.resolve("postgres.log")));
      }
      if (Files.exists(pidFile)) {
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.size() >= 8
            && lines.get(7).strip().equals("ready")
            && lines.getFirst().strip().equals(String.valueOf(process.pid()))) {
          return;
        }
      }
      Thread.sleep(20);
    }
    throw new IOException(
        "PostgreSQL was not ready after "
            + START_LIMIT.toSeconds()
            + " s; see "
            + folder.resolve("postgres.log"));
  }

  private static Path unpackedBinaries() throws IOException {
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    String archive = "/postgres-linux-" + architecture + ".txz";
    Path home =
        Path.of(
            System.getProperty("user.home"), ".cache", "liana", "postgres-18.6.0-" + architecture);
    if (Files.exists(home)) {
      return home;
    }
    Files.createDirectories(home.getParent());
    Path fresh = Files.createTempDirectory(home.getParent(), "unpacking");
    InputStream packed =
        Objects.requireNonNull(EmbeddedPostgres.class.getResourceAsStream(archive), archive);
    try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = fresh.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
          Files.createDirectories(target.getParent());
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(tar, target);
          if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
          }
        }
      }
    }
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    return home;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
