package io.liana.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.TestPostgres;
import io.liana.kit.Visitor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@link RunsLiana} in a process of its own, on a database that outlives it. */
final class LianaToKill {
  /** As many as the issue asks for; fewer where time is short. */
  static final int KILLS = Integer.getInteger("liana.kills", 20);

  private static final String TOKEN = "lia_local_for_crashes";

  private final Process process;

  private LianaToKill(Process process) {
    this.process = process;
  }

  /**
   * @param platform URL of the platform {@code careful}
   * @param word for the keys of what it says
   * @param spokenTo ids of groups between commas; empty: it says nothing by itself
   * @param more settings
   */
  static LianaToKill start(
      String database, Path data, String platform, String word, String spokenTo, String... more)
      throws IOException {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes,
                RunsLiana.class.getName(),
                platform,
                word,
                spokenTo,
                "--server.port=0",
                "--spring.datasource.url=" + database,
                "--spring.datasource.username=" + TestPostgres.user(),
                "--spring.datasource.password=" + TestPostgres.password(),
                "--liana.local-token=" + TOKEN,
                "--liana.data=" + data,
                // starting takes longer than twice this: what a killed server was doing is found
                // at once
                "--liana.delivery.timeout=1500ms"));
    words.addAll(List.of(more));
    return new LianaToKill(
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** A script that may do everything, when the server is ready. */
  Visitor script() throws IOException {
    BufferedReader out = process.inputReader();
    String line;
    do {
      line = out.readLine();
      assertThat(line).as("the server's port").isNotNull();
    } while (!line.matches("\\d+"));
    return Visitor.at("http://localhost:" + line).with("Authorization", "Bearer " + TOKEN);
  }

  /** Signal 9, and gone when this returns. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
