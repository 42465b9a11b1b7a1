package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Eventually;
import io.liana.kit.LianaProcess;
import io.liana.kit.TestPostgres;
import io.liana.kit.Visitor;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** An import is whole or not there, also when the server or the command is killed in its middle. */
@Tag("crash")
class AnImportIsCutOffTest {
  private static final int LINES = 300_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir static Path files;
  private static Path chat;

  @TempDir Path data;
  private final String url = TestPostgres.freshDatabase();
  private final JdbcTemplate jdbc = new JdbcTemplate(TestPostgres.dataSource(url));

  @BeforeAll
  static void write() throws IOException {
    chat = files.resolve("chat.txt");
    try (BufferedWriter out = Files.newBufferedWriter(chat)) {
      for (int i = 0; i < LINES; i++) {
        out.write(
            "%d/%02d/2021, %02d:%02d - %s: line %d\n"
                .formatted(
                    i * 28L / LINES + 1, 3, i / 60 % 24, i % 60, i % 2 == 0 ? "Ana" : "Bo", i));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"reading", "writing"})
  void nothing_stays_of_an_import_whose_server_was_killed(String while_) {
    String id;
    try (LianaProcess server = up()) {
      id = upload(server.script());
      inState(server.script(), id, while_);
      server.kill();
    }
    try (LianaProcess again = up()) {
      JsonNode job = inState(again.script(), id, "failed");
      assertThat(job.path("problem").path("code").asString()).isEqualTo("import_interrupted");
      nothingIsThere();
      whole(again.script());
    }
  }

  @Test
  void a_stopped_command_cancels_what_it_asked_for() {
    try (LianaProcess server = up()) {
      Process command =
          LianaProcess.run(
              List.of(
                  "import", chat.toString(), "--group", "Riverside", "--data", data.toString()));
      String id =
          Eventually.get(
              "the import has begun",
              PATIENCE,
              () -> {
                JsonNode first = server.script().get("/imports").json().path("items").path(0);
                return first.path("progress").path("events").asLong() > 0
                    ? first.path("id").asString()
                    : null;
              });
      command.destroy(); // SIGTERM; Ctrl-C runs the same hook
      LianaProcess.ended(command);
      inState(server.script(), id, "cancelled");
      nothingIsThere();
      whole(server.script());
    }
  }

  private LianaProcess up() {
    return LianaProcess.up(data, "--database-url", TestPostgres.address(url));
  }

  /**
   * The answer "cancelled" comes at once; whoever worked on it clears rows, then files, behind it.
   */
  private void nothingIsThere() {
    Eventually.get(
        "the waiting rows are gone",
        () -> count("pg_tables where tablename like 'channel\\_staged\\_%'") == 0);
    Eventually.get(
        "the files are gone",
        () -> {
          try (var left = Files.list(data.resolve("imports"))) {
            return left.findAny().isEmpty();
          }
        });
    assertThat(count("channel_event")).isZero();
    assertThat(count("community_group")).isZero();
    assertThat(count("community_community")).isZero();
    assertThat(count("member_member")).isZero();
  }

  /** The same file again, to its end. */
  private void whole(Visitor script) {
    JsonNode job = inState(script, upload(script), "done");
    assertThat(job.path("summary").path("added").asInt()).isEqualTo(LINES);
    assertThat(count("channel_event")).isEqualTo(LINES);
  }

  private long count(String from) {
    Long count = jdbc.queryForObject("select count(*) from " + from, Long.class);
    return count == null ? 0 : count;
  }

  private static JsonNode inState(Visitor script, String id, String state) {
    return Eventually.get(
        "the import is " + state,
        PATIENCE,
        () -> {
          JsonNode job = script.get("/imports/" + id).json();
          return job.path("state").asString().equals(state) ? job : null;
        });
  }

  private static String upload(Visitor script) {
    try {
      String head =
          """
          --riverside\r
          Content-Disposition: form-data; name="group_name"\r
          \r
          Riverside\r
          --riverside\r
          Content-Disposition: form-data; name="files"; filename="chat.txt"\r
          \r
          """;
      Visitor.Answer answer =
          script.send(
              "POST",
              "/imports",
              BodyPublishers.concat(
                  BodyPublishers.ofString(head),
                  BodyPublishers.ofFile(chat),
                  BodyPublishers.ofString("\r\n--riverside--\r\n")),
              "multipart/form-data; boundary=riverside");
      assertThat(answer.status()).as(answer.text()).isEqualTo(202);
      return answer.json().path("id").asString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
