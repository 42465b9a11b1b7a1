package io.liana.bench;

import io.liana.Liana;
import io.liana.channel.Connector;
import io.liana.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole server on a durable PostgreSQL of its own, in a temporary folder; gone afterwards. */
final class BenchServer implements AutoCloseable {
  private static final String TOKEN = "lia_local_bench";
  static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private final EmbeddedPostgres postgres;
  private final ConfigurableApplicationContext application;
  private final List<String> arguments;
  private final List<Connector> platforms;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private BenchServer(
      Path folder, EmbeddedPostgres postgres, List<String> arguments, List<Connector> platforms) {
    this.folder = folder;
    this.postgres = postgres;
    this.arguments = arguments;
    this.platforms = platforms;
    this.application = node();
  }

  static BenchServer start(String... settings) throws IOException, InterruptedException {
    return start(List.of(), settings);
  }

  /** With a platform beside those it knows. */
  static BenchServer startWith(Connector platform, String... settings)
      throws IOException, InterruptedException {
    return start(List.of(platform), settings);
  }

  private static BenchServer start(List<Connector> platforms, String... settings)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("liana-bench");
    // The server's own settings, plus commit times, so that "when was the outbox row there" is
    // PostgreSQL's answer and not ours.
    var database = new ArrayList<>(EmbeddedPostgres.SERVER_SETTINGS);
    database.add("track_commit_timestamp=on");
    var postgres = EmbeddedPostgres.start(folder.resolve("postgres"), database);
    var arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--spring.datasource.url=" + postgres.jdbcUrl("postgres"),
                "--spring.datasource.username=" + postgres.user(),
                "--spring.datasource.password=" + postgres.password(),
                "--liana.data=" + folder,
                "--liana.local-token=" + TOKEN));
    for (String setting : settings) {
      arguments.add("--" + setting);
    }
    return new BenchServer(folder, postgres, arguments, platforms);
  }

  /** A second node on the same database. */
  AutoCloseable another() {
    return node();
  }

  private ConfigurableApplicationContext node() {
    return new SpringApplicationBuilder(Liana.class)
        .initializers(
            context ->
                platforms.forEach(
                    platform ->
                        ((GenericApplicationContext) context)
                            .registerBean(platform.platform(), Connector.class, () -> platform)))
        .run(arguments.toArray(String[]::new));
  }

  Connection connect() throws SQLException {
    Connection connection =
        DriverManager.getConnection(
            postgres.jdbcUrl("postgres"), postgres.user(), postgres.password());
    connection.setSchema("liana");
    return connection;
  }

  <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  double count(String sql) throws SQLException {
    try (var connection = connect();
        var rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getDouble(1);
    }
  }

  /**
   * @param path below {@code /api/v1}
   */
  URI address(String path) {
    return URI.create(
        "http://localhost:"
            + application.getEnvironment().getProperty("local.server.port")
            + "/api/v1"
            + path);
  }

  JsonNode send(String method, String path, String contentType, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(address(path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", contentType)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(
          "%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
    }
    return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
  }

  @Override
  public void close() throws IOException {
    application.close();
    postgres.close();
    Programs.delete(folder);
  }
}
