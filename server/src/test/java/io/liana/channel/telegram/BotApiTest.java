package io.liana.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.liana.channel.Outcome;
import io.liana.channel.OutgoingAddresses;
import io.liana.kernel.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BotApiTest {
  private static final String SECRET = "AAsecret_secret_secret_secret_secret";
  private static final BotToken TOKEN = BotToken.parse("123456:" + SECRET).orElseThrow();
  private final BotApi api = new BotApi(OutgoingAddresses.all(), Clock.systemUTC());

  @Test
  void the_token_is_in_nothing_that_could_be_shown() throws IOException {
    Bot nowhere = new Bot("123456", TOKEN, URI.create("http://localhost:" + closedPort()));
    assertThat(nowhere.toString()).doesNotContain(SECRET);
    Answer silence = api.call(nowhere, "getMe", Map.of());
    assertThat(silence).isInstanceOf(Answer.Silence.class);
    assertThat(silence.toString()).doesNotContain(SECRET);
    Answer refused =
        answered(
            404,
            "{\"ok\":false,\"error_code\":404,\"description\":\"no /bot123456:%s/x here\"}"
                .formatted(SECRET));
    assertThat(refused.toString()).contains("no /bot").doesNotContain(SECRET);
  }

  @Test
  void what_was_never_handed_over_is_tried_again_even_when_it_must_not_be_doubled()
      throws IOException {
    Bot nowhere = new Bot("123456", TOKEN, URI.create("http://localhost:" + closedPort()));
    var silence = (Answer.Silence) api.call(nowhere, "sendMessage", Map.of());
    assertThat(silence.handedOver()).isFalse();
    assertThat(Refusals.outcome(silence, false)).isInstanceOf(Outcome.RetryAfter.class);
    assertThat(Refusals.outcome(new Answer.Silence(true, "timeout"), false))
        .isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void a_page_of_a_gateway_is_an_error_of_the_server() throws IOException {
    var refused = (Answer.Refused) answered(502, "<html>Bad Gateway</html>");
    assertThat(refused.code()).isEqualTo(502);
    assertThat(Refusals.outcome(refused, false)).isInstanceOf(Outcome.Unknown.class);
    assertThat(Refusals.outcome(refused, true)).isInstanceOf(Outcome.RetryAfter.class);
  }

  @Test
  void the_pause_telegram_asks_for_is_the_pause() throws IOException {
    Answer refused =
        answered(
            429,
            "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 35\",\"parameters\":{\"retry_after\":35}}");
    assertThat(Refusals.outcome((Answer.Refused) refused, false))
        .isInstanceOfSatisfying(
            Outcome.RetryAfter.class,
            retry -> assertThat(retry.delay()).isEqualTo(Duration.ofSeconds(35)));
  }

  @Test
  void every_refusal_we_know_is_given_up_asked_of_a_human_or_done() {
    assertThat(reason(403, "Forbidden: bot was blocked by the user"))
        .isEqualTo("rejected blocked_by_member");
    assertThat(reason(400, "Bad Request: message can't be deleted for everyone"))
        .isEqualTo("human message_too_old");
    assertThat(reason(400, "Bad Request: not enough rights to restrict/unrestrict chat member"))
        .isEqualTo("human not_administrator");
    assertThat(reason(400, "Bad Request: user is an administrator of the chat"))
        .isEqualTo("rejected protected");
    assertThat(reason(400, "Bad Request: message to delete not found")).isEqualTo("done");
    assertThat(reason(400, "Bad Request: something of tomorrow")).isEqualTo("rejected refused");
    assertThat(reason(401, "Unauthorized")).isEqualTo("again");
  }

  @Test
  void only_a_token_and_an_address_over_http_are_taken() {
    var connector = new TelegramConnector(null, null, null, null, null, null, null);
    assertThat(connector.accountKey(Map.of("token", "123456:" + SECRET))).isEqualTo("123456");
    for (Map<String, String> wrong :
        java.util.List.of(
            Map.of("token", "hello"),
            Map.of("token", "123456:" + SECRET, "api_url", "ws://localhost"),
            Map.of("token", "123456:" + SECRET, "mode", "webhook"))) {
      assertThatThrownBy(() -> connector.accountKey(wrong))
          .isInstanceOf(Problem.class)
          .hasMessageNotContaining(SECRET);
    }
  }

  private static String reason(int code, String description) {
    return switch (Refusals.outcome(new Answer.Refused(code, description, null, null), false)) {
      case Outcome.Rejected rejected -> "rejected " + rejected.reason();
      case Outcome.NeedsHuman human -> "human " + human.reason();
      case Outcome.Delivered _ -> "done";
      case Outcome.RetryAfter _ -> "again";
      case Outcome.Unknown _ -> "unknown";
    };
  }

  private Answer answered(int status, String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      return api.call(
          new Bot("123456", TOKEN, URI.create("http://localhost:" + server.getAddress().getPort())),
          "getMe",
          Map.of());
    } finally {
      server.stop(0);
    }
  }

  private static int closedPort() throws IOException {
    try (var probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    }
  }
}
