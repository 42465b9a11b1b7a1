package io.liana.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liana.kit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills real processes with signal 9 and starts again. */
@Tag("crash")
class CrashTest {
  // The kernel outlives what we kill here, so its write cache does too.
  private static final List<String> FAST = List.of("fsync=off");

  @TempDir Path folder;
  private EmbeddedPostgres server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void a_killed_postgres_is_started_again_on_the_same_port_and_lost_nothing() throws Exception {
    server = start();
    execute("create table kept as select 42 as answer");
    long first = server.pid();
    kill(first);
    assertThat(answer()).isEqualTo(42);
    assertThat(server.pid()).isNotEqualTo(first);
  }

  @Test
  void when_java_is_killed_postgres_stops_and_the_next_start_finds_everything() throws Exception {
    Process java = javaRunningPostgres();
    long postgres = pidPrintedBy(java);
    java.destroyForcibly();
    ended(postgres);
    server = start();
    assertThat(server.pid()).isNotEqualTo(postgres);
  }

  @Test
  void when_java_and_the_watchdog_are_killed_the_next_start_stops_the_orphan() throws Exception {
    Process java = javaRunningPostgres();
    long postgres = pidPrintedBy(java);
    java.descendants()
        .filter(child -> child.info().command().orElse("").endsWith("sh"))
        .forEach(ProcessHandle::destroyForcibly);
    java.destroyForcibly().waitFor();
    assertThat(ProcessHandle.of(postgres)).as("the orphan lives").isPresent();

    server = start();
    assertThat(ProcessHandle.of(postgres).filter(ProcessHandle::isAlive)).isEmpty();
    execute("select 1");
  }

  @Test
  void a_killed_watchdog_is_replaced() throws Exception {
    server = start();
    long watchdog = watchdog();
    kill(watchdog);
    assertThat(Eventually.get("a new watchdog", this::watchdog)).isNotEqualTo(watchdog);
    execute("select 1");
  }

  @Test
  void a_stale_pid_file_that_names_another_program_harms_neither() throws Exception {
    start().close();
    long other = ProcessHandle.current().pid();
    Files.writeString(folder.resolve("data/postmaster.pid"), other + "\n/elsewhere\n");
    server = start();
    execute("select 1");
  }

  @Test
  void a_cluster_whose_making_was_killed_is_made_anew() throws Exception {
    Files.createDirectories(folder.resolve("data.unfinished/base"));
    Files.writeString(folder.resolve("data.unfinished/PG_VERSION"), "18\n");
    server = start();
    execute("select 1");
  }

  @Test
  void files_of_another_major_version_are_refused_in_one_sentence() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/PG_VERSION"), "16\n");
    assertThatThrownBy(this::start)
        .isInstanceOfSatisfying(
            CannotStart.class, e -> assertThat(e.code()).isEqualTo("database_wrong_version"))
        .hasMessageContaining("PostgreSQL 16");
  }

  @Test
  void a_full_disk_is_said_in_one_sentence() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", small.toString()) == 0,
        "mounting a small disk needs root");
    try {
      assertThatThrownBy(() -> EmbeddedPostgres.start(small, FAST))
          .isInstanceOfSatisfying(
              CannotStart.class, e -> assertThat(e.code()).isEqualTo("disk_full"));
    } finally {
      run("umount", small.toString());
    }
  }

  @Test
  void it_also_runs_where_the_kernel_allows_no_namespaces() throws Exception {
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root must change");
    // a folder the user nobody can reach; JUnit's own is closed to others
    Path open = Files.createDirectory(Path.of("/var/tmp", "liana-nobody-" + System.nanoTime()));
    System.setProperty("liana.postgres.as", "NOBODY");
    try {
      server = EmbeddedPostgres.start(open, FAST);
      execute("select 1");
    } finally {
      System.clearProperty("liana.postgres.as");
      server.close();
      run("rm", "-rf", open.toString());
    }
  }

  private EmbeddedPostgres start() throws IOException, InterruptedException {
    return EmbeddedPostgres.start(folder, FAST);
  }

  private void execute(String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                server.jdbcUrl("postgres"), server.user(), server.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int answer() {
    return Eventually.get(
        "the database answers again",
        () -> {
          try (var connection =
                  DriverManager.getConnection(
                      server.jdbcUrl("postgres"), server.user(), server.password());
              var statement = connection.createStatement();
              var rows = statement.executeQuery("select answer from kept")) {
            rows.next();
            return rows.getInt(1);
          }
        });
  }

  private Long watchdog() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.isAlive() && child.info().command().orElse("").endsWith("sh"))
        .filter(child -> commandLine(child.pid()).contains(folder.toString()))
        .map(ProcessHandle::pid)
        .findFirst()
        .orElse(null);
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
    } catch (IOException e) {
      return "";
    }
  }

  private Process javaRunningPostgres() throws IOException {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(java, "-cp", classes, RunsPostgres.class.getName(), folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static long pidPrintedBy(Process java) throws IOException {
    String line;
    try (var out = java.inputReader()) {
      do {
        line = out.readLine();
        assertThat(line).as("PostgreSQL's process id").isNotNull();
      } while (!line.matches("\\d+"));
    }
    return Long.parseLong(line);
  }

  private static void kill(long pid) throws Exception {
    Postmaster.signal("KILL", pid);
    ended(pid);
  }

  private static void ended(long pid) throws Exception {
    var process = ProcessHandle.of(pid);
    if (process.isPresent()) {
      process.get().onExit().get(20, TimeUnit.SECONDS);
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
