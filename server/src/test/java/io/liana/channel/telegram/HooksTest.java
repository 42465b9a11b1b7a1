package io.liana.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.liana.channel.OutgoingAddresses;
import io.liana.channel.telegram.Bots.Connection;
import io.liana.kit.TurnableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HooksTest {
  private final TurnableClock clock = new TurnableClock(Instant.parse("2026-11-23T09:00:00Z"));
  private final Hooks hooks = new Hooks(new BotApi(OutgoingAddresses.all(), clock), clock);
  private HttpServer telegram;
  private Connection connection;
  private long lastError;
  private int pending;

  @BeforeEach
  void a_bot_with_a_webhook() throws IOException {
    telegram = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    telegram.createContext(
        "/",
        exchange -> {
          byte[] answer =
              "{\"ok\":true,\"result\":{\"last_error_date\":%d,\"pending_update_count\":%d}}"
                  .formatted(lastError, pending)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    telegram.start();
    BotToken token = BotToken.parse("123456:AAfor-tests-only_0123456789abcdefghi").orElseThrow();
    URI api = URI.create("http://localhost:" + telegram.getAddress().getPort());
    connection = new Connection(new Bot("123456", token, api), "https://liana.example/hook", 1);
  }

  @AfterEach
  void stop() {
    telegram.stop(0);
  }

  private boolean cameBack() {
    clock.advance(Duration.ofMinutes(1));
    return hooks.cameBack(connection);
  }

  @Test
  void an_outage_is_over_once_when_nothing_waits_any_more() {
    lastError = 100;
    assertThat(cameBack()).as("before our time").isFalse();
    assertThat(cameBack()).isFalse();
    lastError = 200;
    pending = 7;
    assertThat(cameBack()).as("it goes on").isFalse();
    lastError = 0; // the webhook was set anew: Telegram has forgotten
    pending = 0;
    assertThat(cameBack()).isTrue();
    assertThat(cameBack()).isFalse();
  }

  @Test
  void telegram_is_asked_once_a_minute() {
    assertThat(cameBack()).isFalse();
    lastError = 200;
    assertThat(hooks.cameBack(connection)).isFalse();
    assertThat(cameBack()).isTrue();
  }
}
