package io.liana.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CommandLineTest {
  @TempDir Path folder;

  /** What a command left behind. */
  private record Run(int exitCode, String out, String err) {
    JsonNode json() {
      return Terminal.JSON.readTree(out);
    }
  }

  @Test
  void a_wrong_command_line_says_which_word_and_where_help_is() {
    assertThat(run("fly").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run("fly").err()).contains("There is no command 'fly'").contains("--help");
    assertThat(run("up", "--prot", "1").err()).contains("--prot").contains("liana up --help");
    assertThat(run("backup").err()).contains("FILE is missing");
    assertThat(run("token", "create").err()).contains("--scope is missing");
  }

  @Test
  void every_command_has_a_help() {
    for (Command command : Commands.ALL) {
      Run help = run(command.name(), "--help");
      assertThat(help.exitCode()).isEqualTo(ExitCode.OK);
      assertThat(help.out()).contains("liana " + command.name()).contains("--json");
    }
  }

  @Test
  void a_taken_port_is_one_sentence_and_one_exit_code() throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Run run = up("--port", "" + other.getLocalPort());
      assertOneSentence(run, "port_taken");
      assertThat(run.err()).contains("Port " + other.getLocalPort()).contains("--port");
    }
  }

  @Test
  void a_folder_in_use_is_one_sentence_and_names_the_owner() throws Exception {
    try (DataFolder owner = DataFolder.own(folder)) {
      owner.openDoor(new DataFolder.Door("http://localhost:9", "secret", 77, null));
      Run run = up();
      assertOneSentence(run, "folder_in_use");
      assertThat(run.err()).contains("http://localhost:9").contains("77").doesNotContain("secret");
    }
  }

  @Test
  void a_folder_that_cannot_be_written_is_one_sentence() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertOneSentence(run("up", "--json", "--data", file + "/below"), "folder_not_writable");
    assertOneSentence(run("up", "--json", "--data", "/proc/liana"), "folder_not_writable");
  }

  @Test
  void a_database_of_another_version_is_one_sentence() throws Exception {
    Files.createDirectories(folder.resolve("postgres/data"));
    Files.writeString(folder.resolve("postgres/data/PG_VERSION"), "15\n");
    assertOneSentence(up("--port", "0"), "database_wrong_version");
  }

  @Test
  void a_database_elsewhere_that_cannot_be_used_is_one_sentence() throws Exception {
    assertOneSentence(up("--port", "0", "--database-url", "mysql://x/y"), "database_url_wrong");
    Run run = up("--port", "0", "--database-url", "postgresql://me:pw@127.0.0.1:1/liana");
    assertOneSentence(run, "database_unreachable");
    assertThat(run.err()).contains("127.0.0.1:1/liana").doesNotContain("pw@");
  }

  @Test
  void an_old_postgres_is_refused() {
    assertThat(catchThrowable(() -> Database.mustBeRecent(14)))
        .hasMessageContaining("PostgreSQL 14")
        .hasMessageContaining("15 or newer");
  }

  @Test
  void restore_refuses_a_folder_with_data_and_a_file_that_is_no_backup() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
    Run run = run("restore", text.toString(), "--json", "--data", folder.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.json().at("/error/code").asString()).isEqualTo("backup_unusable");
  }

  @Test
  void the_door_file_is_for_its_owner_only_and_goes_with_the_owner() throws Exception {
    try (DataFolder owner = DataFolder.own(folder)) {
      owner.openDoor(new DataFolder.Door("http://localhost:9", "secret", 77, null));
      Path file = folder.resolve("server.json");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(folder.resolve("server.json")).doesNotExist();
    assertThat(DataFolder.isOwned(folder)).isFalse();
  }

  private Run up(String... options) {
    var words = new ArrayList<>(List.of("up", "--json", "--data", folder.toString()));
    words.addAll(List.of(options));
    return run(words.toArray(String[]::new));
  }

  private static Run run(String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exitCode =
        Main.run(
            List.of(words),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Run(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static void assertOneSentence(Run run, String code) {
    assertThat(run.exitCode()).isEqualTo(ExitCode.CANNOT_START);
    assertThat(run.json().at("/error/code").asString()).isEqualTo(code);
    assertThat(run.err().strip().lines()).hasSize(1);
    assertThat(run.err()).startsWith("liana: ").doesNotContain("Exception");
  }
}
