package io.liana.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** This server's own public interface, called with the token of the command line. */
final class OwnApi implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json;
  private final String root;
  private final String token;

  OwnApi(JsonMapper json, String root, String token) {
    this.json = json;
    this.root = root;
    this.token = token;
  }

  JsonNode get(String path) {
    return send("GET", path, "application/json", "");
  }

  JsonNode post(String path, Object body) {
    return send("POST", path, "application/json", json.writeValueAsString(body));
  }

  JsonNode put(String path, Object body) {
    return send("PUT", path, "application/json", json.writeValueAsString(body));
  }

  JsonNode postLines(String path, String lines) {
    return send("POST", path, "application/x-ndjson", lines);
  }

  private JsonNode send(String method, String path, String type, String body) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(root + "/api/v1" + path))
                  .header("Authorization", "Bearer " + token)
                  .header("Content-Type", type)
                  .method(
                      method,
                      body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(
            "%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
      }
      return answer.body().isEmpty() ? json.createObjectNode() : json.readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(method + " " + path, e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
