package io.liana.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code liana simulate NAME} in a process of its own, as an operator would start it. */
public final class Simulation implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final URI url;

  private Simulation(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * @param more further words of the command line
   */
  public static Simulation of(String name, String... more) {
    var words =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "io.liana.cli.Main",
                "simulate",
                name,
                "--while-input"));
    words.addAll(List.of(more));
    try {
      Process process =
          new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      var out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.contains(" listens on ")) {
          return new Simulation(
              process, URI.create(line.replaceFirst(".* listens on (\\S+).*", "$1")));
        }
      }
      throw new IllegalStateException("the simulator " + name + " ended before it listened");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI url() {
    return url;
  }

  /** The same place over WebSocket. */
  public String socket() {
    return url.toString().replaceFirst("^http", "ws");
  }

  /** Posts JSON to the simulator, e.g. to its own controls; fails when it does not answer 2xx. */
  public JsonNode post(String path, Object body) {
    return send(
        HttpRequest.newBuilder(url.resolve(path))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    body instanceof String text ? text : JSON.writeValueAsString(body)))
            .build());
  }

  public JsonNode get(String path) {
    return send(HttpRequest.newBuilder(url.resolve(path)).GET().build());
  }

  private static JsonNode send(HttpRequest request) {
    try {
      var answer = HTTP.send(request, BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new AssertionError(
            request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
      }
      return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Kill -9, as a platform dies. */
  public void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
