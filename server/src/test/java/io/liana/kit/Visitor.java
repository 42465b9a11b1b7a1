package io.liana.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody at the HTTP interface. Paths start below {@code /api/v1}; every answer is held against
 * the contract.
 */
public final class Visitor {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String root;
  private final Map<String, String> headers;

  /** Nobody in particular, at a server of another process. */
  public static Visitor at(String url) {
    return new Visitor(url, Map.of());
  }

  Visitor(String root, Map<String, String> headers) {
    this.root = root;
    this.headers = new LinkedHashMap<>(headers);
  }

  /** What came back. */
  public record Answer(int status, HttpHeaders headers, String text) {
    public JsonNode json() {
      return text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
    }

    /** The {@code code} of a problem. */
    public String code() {
      return json().path("code").asString("");
    }
  }

  /** The same visitor with one more header. */
  public Visitor with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Visitor(root, more);
  }

  public Answer get(String path) {
    return send("GET", path, BodyPublishers.noBody(), null);
  }

  public Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody(), null);
  }

  /**
   * @param body a JSON text, or anything Jackson writes
   */
  public Answer post(String path, Object body) {
    return send("POST", path, json(body), "application/json");
  }

  public Answer put(String path, Object body) {
    return send("PUT", path, json(body), "application/json");
  }

  public Answer patch(String path, Object body) {
    return send("PATCH", path, json(body), "application/json");
  }

  /** The body is a file. */
  public Answer upload(String path, byte[] file) {
    return send("POST", path, BodyPublishers.ofByteArray(file), "application/octet-stream");
  }

  public Answer send(String method, String path, BodyPublisher body, String contentType) {
    var request = HttpRequest.newBuilder(URI.create(root + "/api/v1" + path)).method(method, body);
    headers.forEach(request::header);
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    try {
      HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
      String type = answer.headers().firstValue("Content-Type").orElse("");
      ContractCheck.answer(method, path, answer.statusCode(), type, answer.body());
      return new Answer(answer.statusCode(), answer.headers(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static BodyPublisher json(Object body) {
    return BodyPublishers.ofString(
        body instanceof String text ? text : JSON.writeValueAsString(body));
  }
}
