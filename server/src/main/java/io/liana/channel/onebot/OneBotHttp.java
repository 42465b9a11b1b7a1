package io.liana.channel.onebot;

import io.liana.channel.OutgoingAddresses;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls of a bot that listens on plain HTTP. */
final class OneBotHttp {
  private final HttpClient http;
  private final OutgoingAddresses outgoing;
  private final JsonMapper json;

  OneBotHttp(HttpClient http, OutgoingAddresses outgoing, JsonMapper json) {
    this.outgoing = outgoing;
    this.http = http;
    this.json = json;
  }

  Reply call(URI root, @Nullable String token, String action, ObjectNode params, Duration timeout) {
    String base = root.toString();
    var request =
        HttpRequest.newBuilder(URI.create((base.endsWith("/") ? base : base + "/") + action))
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(params.toString()));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      outgoing.mustAllow(root);
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? Reply.Answered.of(json.readTree(answer.body()))
          : refused(answer.statusCode());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return new Reply.NotSent("the bot cannot be reached");
    } catch (IOException | JacksonException e) {
      return new Reply.NoAnswer(e.getClass().getSimpleName() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.NoAnswer("interrupted while waiting for the bot");
    }
  }

  /** OneBot's own codes mirror those of HTTP. */
  private Reply refused(int status) {
    return status >= 500
        ? new Reply.NoAnswer("HTTP " + status)
        : new Reply.Answered(false, 1_000 + status, "HTTP " + status, json.createObjectNode());
  }
}
