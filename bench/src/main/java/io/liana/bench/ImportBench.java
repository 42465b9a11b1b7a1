package io.liana.bench;

import io.liana.channel.history.History;
import io.liana.channel.history.HistoryEvent;
import io.liana.channel.history.HistoryOptions;
import io.liana.postgres.EmbeddedPostgres;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;

/**
 * {@code ./liana bench import}: a made-up export of 1,100,000 messages, brought in by the command
 * line in a fresh process with a 512 MB heap, on a fresh data folder; against COPY of the same rows
 * into the same table of the same kind of database.
 */
public final class ImportBench {
  private static final double TARGET_SECONDS = 60;
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private ImportBench() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("liana-bench-import");
    try {
      Figures figures = new Figures("import");
      figures.add("messages", MadeUpExport.MESSAGES, "messages");
      Path whatsapp = MadeUpExport.whatsapp(folder.resolve("whatsapp.txt"));
      double copy = copySeconds(whatsapp, folder);
      figures.add("read_whatsapp", seconds(folder, whatsapp, "--dry-run"), "s");
      figures.add("import_whatsapp_against_target", bringIn(folder, whatsapp), "s", TARGET_SECONDS);
      figures.add("import_whatsapp_again", bringIn(folder, whatsapp), "s");
      double all = bringIn(folder.resolve("second"), whatsapp);
      figures.add("import_whatsapp_against_copy", all, "s", copy);
      Files.delete(whatsapp);
      Path qq = MadeUpExport.qq(folder.resolve("qq.txt"));
      figures.add(
          "import_qq_against_target", bringIn(folder.resolve("third"), qq), "s", TARGET_SECONDS);
      figures.report(BenchOptions.json(args));
    } finally {
      deleteTree(folder);
    }
  }

  private static double bringIn(Path folder, Path export) throws Exception {
    return seconds(folder, export, "--group", "Riverside");
  }

  /** The whole command: start of the program, of the database, the import, and the stop. */
  private static double seconds(Path folder, Path export, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("io.liana.cli.Main");
    command.add("import");
    command.add(export.toString());
    command.addAll(List.of("--zone", ZONE.getId()));
    command.addAll(List.of("--data", folder.resolve("data").toString()));
    command.addAll(List.of(options));
    System.err.println("liana " + String.join(" ", command.subList(6, command.size())) + " …");
    long start = System.nanoTime();
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the import did not work");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static double copySeconds(Path export, Path folder) throws Exception {
    Path rows = folder.resolve("rows.tsv");
    try (var history = History.open(List.of(export), HistoryOptions.in(ZONE));
        BufferedWriter out = Files.newBufferedWriter(rows)) {
      history.read(event -> write(out, event));
    }
    try (var server =
        EmbeddedPostgres.start(folder.resolve("baseline"), List.of("shared_buffers=128MB"))) {
      String url = server.jdbcUrl("postgres");
      Flyway.configure()
          .dataSource(url, server.user(), server.password())
          .schemas("liana")
          .defaultSchema("liana")
          .load()
          .migrate();
      try (Connection connection =
              DriverManager.getConnection(
                  url + "?currentSchema=liana", server.user(), server.password());
          InputStream in = Files.newInputStream(rows)) {
        long start = System.nanoTime();
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "copy channel_event (group_id, at, kind, member_id, text, text_length, event_key) from stdin",
                in);
        return (System.nanoTime() - start) / 1e9;
      }
    } finally {
      Files.delete(rows);
    }
  }

  private static void write(BufferedWriter out, HistoryEvent event) {
    String text = event.text().replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    int member = event.sender() == null ? 0 : event.sender().name().hashCode() & 0xFFFF;
    try {
      out.write(
          "1\t%s\t%s\t%d\t%s\t%d\th:bench-key-%d\n"
              .formatted(
                  event.at(), event.kind().code(), member, text, event.length(), event.line()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }
}
