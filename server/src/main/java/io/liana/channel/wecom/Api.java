package io.liana.channel.wecom;

import io.liana.channel.OutgoingAddresses;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls WeCom: with the token of the corporation's secret, never more than ten at once of one kind,
 * and not at all while a rate window is closed.
 */
@Component
class Api {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(8);
  private static final Duration UPLOAD = Duration.ofSeconds(60); // 20 MB over a slow line
  private static final int MOST_AT_ONCE = 10; // more of one list interface is answered with 45033
  private static final long LONGEST_ANSWER = 16 << 20; // 1,000 groups with notices fit
  private static final int LONGEST_EVIDENCE = 300;
  // WeCom counts by the minute and by the hour, and does not say which was full.
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private record Upload(String name, byte[] bytes) {
    /** Nobody can write a file that holds the hash of itself. */
    String boundary() {
      return "liana-" + FileBox.hash(bytes);
    }

    HttpRequest.BodyPublisher form() {
      String head =
          "--%s\r\nContent-Disposition: form-data; name=\"media\"; filename=\"%s\"; filelength=%d\r\nContent-Type: application/octet-stream\r\n\r\n"
              .formatted(boundary(), name, bytes.length);
      return HttpRequest.BodyPublishers.ofByteArrays(
          List.of(
              head.getBytes(StandardCharsets.UTF_8),
              bytes,
              "\r\n--%s--\r\n".formatted(boundary()).getBytes(StandardCharsets.UTF_8)));
    }
  }

  private record Place(String corp, String path) {}

  private record Closed(Instant until, Instant lastFull, Duration length) {}

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final OutgoingAddresses outgoing;
  private final Tokens tokens;
  private final JsonMapper json;
  private final Clock clock;
  private final Map<Place, Semaphore> gates = new ConcurrentHashMap<>();
  private final Map<Place, Closed> closed = new ConcurrentHashMap<>();

  Api(OutgoingAddresses outgoing, JsonMapper json, Clock clock) {
    this.outgoing = outgoing;
    this.json = json;
    this.clock = clock;
    this.tokens = new Tokens(clock, this::askForToken);
  }

  Answer get(Corp corp, String path, Map<String, String> query) {
    return call(corp, path, query, null);
  }

  Answer post(Corp corp, String path, Object body) {
    return call(corp, path, Map.of(), body);
  }

  /** One file, as a form would send it. */
  Answer upload(Corp corp, String path, Map<String, String> query, String name, byte[] bytes) {
    return call(corp, path, query, new Upload(name, bytes));
  }

  /**
   * Asks page after page.
   *
   * @param list the field of the answer that holds the entries
   * @return the last answer: {@link Answer.Ok} when all pages came
   */
  Answer pages(Corp corp, String path, Map<String, ?> what, String list, Consumer<JsonNode> each) {
    String cursor = "";
    while (true) {
      Map<String, Object> body = new HashMap<>(what);
      body.put("cursor", cursor);
      Answer answer = post(corp, path, body);
      if (!(answer instanceof Answer.Ok ok)) {
        return answer;
      }
      ok.body().path(list).forEach(each);
      String next = ok.body().path("next_cursor").asString("");
      if (next.isEmpty() || next.equals(cursor)) {
        return answer;
      }
      cursor = next;
    }
  }

  /** Whether the secret gives a token, for the health check. */
  Answer token(Corp corp) {
    return tokens.find(corp, corp.secret()).failure();
  }

  private Answer call(Corp corp, String path, Map<String, String> query, @Nullable Object body) {
    var place = new Place(corp.id(), path);
    Closed window = closed.get(place);
    Instant now = clock.instant();
    if (window != null && now.isBefore(window.until())) {
      return new Answer.Retry(
          Duration.between(now, window.until()), ErrorCodes.RATE, "the rate window is full");
    }
    Semaphore gate = gates.computeIfAbsent(place, any -> new Semaphore(MOST_AT_ONCE, true));
    try {
      if (!gate.tryAcquire(ANSWER.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Answer.Retry(
            Duration.ofSeconds(1), ErrorCodes.TOO_MANY_AT_ONCE, "ten such calls are under way");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Unknown("interrupted");
    }
    try {
      Answer answer = withToken(corp, path, query, body);
      if (answer.errcode() == ErrorCodes.RATE) {
        return full(place, answer.evidence());
      }
      return answer;
    } finally {
      gate.release();
    }
  }

  /** A token may die early: a fresh one is tried once, not for ever. */
  private Answer withToken(
      Corp corp, String path, Map<String, String> query, @Nullable Object body) {
    Tokens.Found first = tokens.find(corp, corp.secret());
    if (first.token() == null) {
      return first.failure();
    }
    Answer answer = send(corp, path, query, body, first.token());
    if (!ErrorCodes.TOKEN.contains(answer.errcode())) {
      return answer;
    }
    Tokens.Found second = tokens.replace(corp, corp.secret(), first.token());
    return second.token() == null
        ? second.failure()
        : send(corp, path, query, body, second.token());
  }

  /** A full window stays closed to its end; if the next one is full at once it was the hour's. */
  private Answer full(Place place, String evidence) {
    Instant now = clock.instant();
    Closed window =
        closed.compute(
            place,
            (any, before) -> {
              boolean again = before != null && now.isBefore(before.until().plus(before.length()));
              Duration length = again ? HOUR : MINUTE;
              return new Closed(now.plus(length), now, length);
            });
    return new Answer.Retry(window.length(), ErrorCodes.RATE, evidence);
  }

  private Answer askForToken(Corp corp, String secret) {
    return send(corp, "/gettoken", Map.of("corpid", corp.id(), "corpsecret", secret), null, null);
  }

  private Answer send(
      Corp corp,
      String path,
      Map<String, String> query,
      @Nullable Object body,
      @Nullable String token) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri(corp, path, query, token)).timeout(ANSWER);
      if (body instanceof Upload file) {
        request
            .timeout(UPLOAD)
            .header("Content-Type", "multipart/form-data; boundary=" + file.boundary())
            .POST(file.form());
      } else if (body != null) {
        request
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
      }
      outgoing.mustAllow(corp.api());
      HttpResponse<InputStream> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = answer.body()) {
        return read(answer.statusCode(), in.readNBytes((int) LONGEST_ANSWER));
      }
    } catch (IOException e) {
      // Never the address: it carries the token.
      return new Answer.Unknown(e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Unknown("interrupted");
    }
  }

  private Answer read(int status, byte[] body) {
    try {
      JsonNode parsed = json.readTree(body);
      if (parsed != null && parsed.isObject() && (status == 200 || parsed.has("errcode"))) {
        int code = parsed.path("errcode").asInt(0);
        return code == 0 ? new Answer.Ok(parsed) : ErrorCodes.sort(code, evidence(code, parsed));
      }
    } catch (JacksonException e) {
      return new Answer.Unknown("HTTP " + status + ", and no JSON");
    }
    return status >= 500
        ? new Answer.Unknown("HTTP " + status)
        : new Answer.GiveUp(status, "HTTP " + status);
  }

  private static String evidence(int code, JsonNode body) {
    String message = body.path("errmsg").asString("");
    String evidence = code + " " + message;
    return evidence.substring(0, Math.min(evidence.length(), LONGEST_EVIDENCE));
  }

  private static URI uri(
      Corp corp, String path, Map<String, String> query, @Nullable String token) {
    String parameters =
        query.entrySet().stream()
            .map(e -> e.getKey() + "=" + encoded(e.getValue()))
            .collect(Collectors.joining("&"));
    String access = token == null ? "" : "access_token=" + encoded(token);
    String separator = parameters.isEmpty() || access.isEmpty() ? "" : "&";
    String base = corp.api().toString().replaceFirst("/+$", "");
    return URI.create(base + "/cgi-bin" + path + "?" + access + separator + parameters);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
