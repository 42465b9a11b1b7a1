package io.liana.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables are made on the oldest PostgreSQL we promise to work with (Debian's package). */
@Tag("crash")
class OldestPostgresTest {
  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");

  @TempDir Path folder;

  @Test
  void every_migration_runs_on_postgresql_15() throws Exception {
    Assumptions.assumeTrue(Files.exists(PROGRAMS), "PostgreSQL 15 is not installed here");
    OrdinaryUser user = OrdinaryUser.find();
    Path data = folder.resolve("data");
    String initdb = PROGRAMS.resolve("initdb").toString();
    start(user, initdb, "-D", data.toString(), "-U", "liana", "-A", "trust", "-N").waitFor();
    int port = freePort();
    Process server =
        start(
            user,
            PROGRAMS.resolve("postgres").toString(),
            "-D",
            data.toString(),
            "-p",
            "" + port,
            "-h",
            "127.0.0.1",
            "-k",
            "");
    try {
      String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
      Eventually.get(
          "PostgreSQL 15 answers",
          () -> {
            try (var connection = DriverManager.getConnection(url, "liana", "")) {
              return connection.isValid(1);
            }
          });
      var done =
          Flyway.configure()
              .dataSource(url, "liana", "")
              .schemas("liana")
              .defaultSchema("liana")
              .load()
              .migrate();
      assertThat(done.success).isTrue();
    } finally {
      Postmaster.signal("INT", server.pid());
      server.waitFor();
    }
  }

  private static Process start(OrdinaryUser user, String... command) throws IOException {
    return new ProcessBuilder(user.command(command))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
