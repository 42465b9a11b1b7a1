package io.liana.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** The HTTP interface of one server. Paths start below {@code /api/v1}: {@code /groups}. */
final class Api {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  private final URI base;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .build();

  Api(String url, String token) {
    this.base = URI.create(url + "/api/v1");
    this.token = token;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return json(request(path).GET().build());
  }

  /** Sends {@code body} as JSON in snake_case. */
  JsonNode post(String path, Object body) throws IOException, InterruptedException {
    return json(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Terminal.JSON.writeValueAsString(body)))
            .build());
  }

  /** Sends any body, e.g. a file as it lies on disk. */
  JsonNode post(String path, String contentType, BodyPublisher body)
      throws IOException, InterruptedException {
    return json(request(path).header("Content-Type", contentType).POST(body).build());
  }

  void delete(String path) throws IOException, InterruptedException {
    json(request(path).DELETE().build());
  }

  /** Streams the answer into {@code target}; what came so far stays there when it breaks off. */
  void download(String path, Path target) throws IOException, InterruptedException {
    HttpResponse<Path> answer = http.send(request(path).GET().build(), BodyHandlers.ofFile(target));
    if (answer.statusCode() >= 400) {
      throw failure(answer.statusCode(), Files.readString(target));
    }
  }

  /** For what the methods above do not cover; signed with the token. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json, application/problem+json, */*");
  }

  private JsonNode json(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 400) {
      throw failure(answer.statusCode(), answer.body());
    }
    return answer.body().isBlank()
        ? Terminal.JSON.createObjectNode()
        : Terminal.JSON.readTree(answer.body());
  }

  private static ApiFailure failure(int status, String body) {
    JsonNode problem =
        body.stripLeading().startsWith("{")
            ? Terminal.JSON.readTree(body)
            : Terminal.JSON.createObjectNode();
    String detail =
        problem.path("detail").asString("The server answered with status " + status + ".");
    return new ApiFailure(status, problem.path("code").asString("http_" + status), detail, problem);
  }
}
