package io.liana.channel.officialaccount;

import io.liana.channel.OutgoingAddresses;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One call over HTTP. Addresses carry tokens and secrets: no exception of the client is passed on,
 * what went wrong is said in words of our own.
 */
@Component
class Wire {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(8); // below delivery's own 10 s
  private static final int LONGEST_ANSWER = 4 << 20;
  private static final int LONGEST_EVIDENCE = 300;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final OutgoingAddresses outgoing;
  private final JsonMapper json;

  Wire(OutgoingAddresses outgoing, JsonMapper json) {
    this.outgoing = outgoing;
    this.json = json;
  }

  /**
   * @param body null asks with GET
   */
  Answer call(URI address, @Nullable Object body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(ANSWER);
    if (body != null) {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
    }
    try {
      outgoing.mustAllow(address);
      HttpResponse<InputStream> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = answer.body()) {
        return read(answer.statusCode(), in.readNBytes(LONGEST_ANSWER));
      }
    } catch (IOException e) {
      boolean never =
          e instanceof ConnectException
              || e instanceof HttpConnectTimeoutException
              || e.getCause() instanceof ConnectException
              || e.getCause() instanceof UnresolvedAddressException;
      return new Answer.Silence(!never, never ? "unreachable" : e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Silence(true, "interrupted");
    }
  }

  private Answer read(int status, byte[] body) {
    JsonNode parsed;
    try {
      parsed = json.readTree(body);
    } catch (JacksonException e) {
      return unreadable(status);
    }
    if (parsed == null || !parsed.isObject() || status != 200 && !parsed.has("errcode")) {
      return unreadable(status);
    }
    int code = parsed.path("errcode").asInt(0);
    String evidence = code + " " + parsed.path("errmsg").asString("");
    return code == 0
        ? new Answer.Ok(parsed)
        : new Answer.Refused(
            code, evidence.substring(0, Math.min(evidence.length(), LONGEST_EVIDENCE)));
  }

  /** Who answered a call with 200 or 5xx and without words may have carried it out. */
  private static Answer unreadable(int status) {
    String why = "HTTP " + status;
    return status >= 500 || status == 200
        ? new Answer.Silence(true, why)
        : new Answer.Refused(status, why);
  }
}
