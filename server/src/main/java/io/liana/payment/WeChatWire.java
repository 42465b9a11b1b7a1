package io.liana.payment;

import io.liana.channel.OutgoingAddresses;
import io.liana.payment.WeChatKeys.Stamp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One signed call to WeChat Pay. Only what carries the platform's signature is an answer; the rest
 * is silence, whatever it says.
 */
@Component
class WeChatWire {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(8);
  private static final int LONGEST_ANSWER = 1 << 20;
  private static final int LONGEST_EVIDENCE = 300;

  sealed interface Answer {
    record Ok(JsonNode body) implements Answer {}

    /**
     * @param code e.g. {@code ORDER_NOT_EXIST}
     */
    record Refused(int status, String code, String words) implements Answer {
      String evidence() {
        return code + " " + words;
      }
    }

    /**
     * @param code what was said without a signature, if anything
     */
    record Silence(String why, String code) implements Answer {}
  }

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final OutgoingAddresses outgoing;
  private final JsonMapper json;
  private final Clock clock;

  WeChatWire(OutgoingAddresses outgoing, JsonMapper json, Clock clock) {
    this.outgoing = outgoing;
    this.json = json;
    this.clock = clock;
  }

  Answer get(WeChatMerchant merchant, String path) {
    return call(merchant, "GET", path, null);
  }

  Answer post(WeChatMerchant merchant, String path, Object body) {
    return call(merchant, "POST", path, json.writeValueAsString(body));
  }

  private Answer call(WeChatMerchant merchant, String method, String path, @Nullable String body) {
    URI address = URI.create(merchant.api() + path);
    String text = body == null ? "" : body;
    WeChatKeys keys = merchant.keys();
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(ANSWER)
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .header("User-Agent", "Liana")
            .header("Wechatpay-Serial", keys.platformSerial())
            .header(
                "Authorization",
                keys.authorization(method, address.getRawPath() + query(address), text, second()))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text))
            .build();
    try {
      outgoing.mustAllow(address);
      HttpResponse<InputStream> answer =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = answer.body()) {
        byte[] bytes = in.readNBytes(LONGEST_ANSWER);
        return read(
            keys, answer.statusCode(), answer.headers(), new String(bytes, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // No word of the exception: it may carry the address, and the address the order's number.
      return new Answer.Silence("no answer: " + e.getClass().getSimpleName(), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Silence("interrupted", "");
    }
  }

  private static String query(URI address) {
    return address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
  }

  private Answer read(WeChatKeys keys, int status, HttpHeaders headers, String body) {
    JsonNode said;
    try {
      said = body.isEmpty() ? json.createObjectNode() : json.readTree(body);
    } catch (JacksonException e) {
      return new Answer.Silence("HTTP " + status + " without words", "");
    }
    String code = said.path("code").asString("");
    String words = said.path("message").asString("");
    String wrong = keys.wrong(stamp(headers), body, second());
    if (wrong != null) {
      return new Answer.Silence(
          cut("HTTP %d %s %s; not believed: %s".formatted(status, code, words, wrong)), code);
    }
    if (status == 200 || status == 204) {
      return new Answer.Ok(said);
    }
    return status >= 500 || status == 429
        ? new Answer.Silence(cut("HTTP %d %s %s".formatted(status, code, words)), code)
        : new Answer.Refused(status, code, cut(words));
  }

  private static Stamp stamp(HttpHeaders headers) {
    return new Stamp(
        headers.firstValue("Wechatpay-Serial").orElse(""),
        headers.firstValue("Wechatpay-Signature").orElse(""),
        headers.firstValue("Wechatpay-Timestamp").orElse(""),
        headers.firstValue("Wechatpay-Nonce").orElse(""));
  }

  private long second() {
    return clock.instant().getEpochSecond();
  }

  private static String cut(String evidence) {
    return evidence.substring(0, Math.min(evidence.length(), LONGEST_EVIDENCE));
  }
}
