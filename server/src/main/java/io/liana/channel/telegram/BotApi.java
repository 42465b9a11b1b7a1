package io.liana.channel.telegram;

import io.liana.channel.OutgoingAddresses;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the Bot API over HTTP. The token is part of every address, so no exception of the client is
 * ever passed on or logged: what went wrong is said in words of our own.
 */
@Component
class BotApi {
  static final Duration QUICK = Duration.ofSeconds(8); // below delivery's own limit of 10 s
  private static final Duration CONNECT = Duration.ofSeconds(4);
  // A hundred updates of the largest kind are a few megabytes.
  private static final int LARGEST_ANSWER = 32 << 20;
  private static final int LONGEST_DESCRIPTION = 300;

  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final Map<String, Duration> ahead = new ConcurrentHashMap<>();
  private final OutgoingAddresses outgoing;
  private final Clock clock;

  BotApi(OutgoingAddresses outgoing, Clock clock) {
    this.outgoing = outgoing;
    this.clock = clock;
  }

  Answer call(Bot bot, String method, Map<String, ?> params) {
    return call(bot, method, params, QUICK);
  }

  Answer call(Bot bot, String method, Map<String, ?> params, Duration timeout) {
    HttpRequest request =
        HttpRequest.newBuilder(bot.method(method))
            .header("Content-Type", "application/json")
            .timeout(timeout)
            .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(params)))
            .build();
    try {
      outgoing.mustAllow(request.uri());
      HttpResponse<InputStream> answer =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      noteClock(bot, answer);
      try (InputStream body = answer.body()) {
        return read(bot, answer.statusCode(), body.readNBytes(LARGEST_ANSWER));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Silence(true, "interrupted");
    } catch (IOException e) {
      return silence(e);
    }
  }

  private static Answer silence(IOException e) {
    boolean never =
        e instanceof ConnectException
            || e instanceof HttpConnectTimeoutException
            || e.getCause() instanceof ConnectException
            || e.getCause() instanceof UnresolvedAddressException;
    return new Answer.Silence(!never, never ? "unreachable" : e.getClass().getSimpleName());
  }

  private Answer read(Bot bot, int status, byte[] body) {
    JsonNode answer;
    try {
      answer = json.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      return new Answer.Refused(status, "HTTP " + status, null, null);
    }
    if (answer.path("ok").asBoolean(false)) {
      return new Answer.Ok(answer.path("result"));
    }
    JsonNode parameters = answer.path("parameters");
    long wait = parameters.path("retry_after").asLong(0);
    long migrated = parameters.path("migrate_to_chat_id").asLong(0);
    String description = bot.token().hideIn(answer.path("description").asString("HTTP " + status));
    return new Answer.Refused(
        answer.path("error_code").asInt(status),
        description.substring(0, Math.min(description.length(), LONGEST_DESCRIPTION)),
        wait > 0 ? Duration.ofSeconds(wait) : null,
        migrated == 0 ? null : migrated);
  }

  private void noteClock(Bot bot, HttpResponse<?> answer) {
    answer
        .headers()
        .firstValue("Date")
        .ifPresent(
            date -> {
              try {
                Instant theirs =
                    ZonedDateTime.parse(
                            date, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ENGLISH))
                        .toInstant();
                ahead.put(bot.api().toString(), Duration.between(clock.instant(), theirs));
              } catch (DateTimeException e) {
                // a proxy's own idea of a date; nothing depends on it
              }
            });
  }

  /** How far Telegram's clock is ahead of ours, to a second or so; null before the first answer. */
  @Nullable Duration clockAhead(Bot bot) {
    return ahead.get(bot.api().toString());
  }

  /** The time it is at Telegram: what is until then is so by their clock. */
  Instant theirNow(Bot bot) {
    Duration difference = clockAhead(bot);
    return difference == null ? clock.instant() : clock.instant().plus(difference);
  }
}
