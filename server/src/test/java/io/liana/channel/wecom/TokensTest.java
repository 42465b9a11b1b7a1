package io.liana.channel.wecom;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.TurnableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class TokensTest {
  private final TurnableClock clock = new TurnableClock(Instant.parse("2026-11-22T03:00:00Z"));
  private final AtomicInteger asked = new AtomicInteger();
  private final Corp corp =
      Corp.of(
          Map.of(
              "corp_id", "ww0123456789abcdef",
              "agent_id", "1",
              "secret", "s",
              "callback_token", "t",
              "encoding_aes_key", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"));
  private final Tokens tokens =
      new Tokens(
          clock,
          (of, secret) ->
              new Answer.Ok(
                  JsonNodeFactory.instance
                      .objectNode()
                      .put("access_token", secret + "-" + asked.incrementAndGet())
                      .put("expires_in", 7_200)));

  @Test
  void a_token_is_asked_for_once_by_however_many_callers() throws Exception {
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var found =
          IntStream.range(0, 50)
              .mapToObj(i -> callers.submit(() -> tokens.find(corp, "s").token()))
              .toList();
      for (var one : found) {
        assertThat(one.get()).isEqualTo("s-1");
      }
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void behaviour_1_two_secrets_have_two_tokens() {
    assertThat(tokens.find(corp, "app").token()).isEqualTo("app-1");
    assertThat(tokens.find(corp, "archive").token()).isEqualTo("archive-2");
    assertThat(tokens.find(corp, "app").token()).isEqualTo("app-1");
  }

  @Test
  void a_token_is_replaced_before_it_ends_and_when_it_died() {
    tokens.find(corp, "s");
    clock.advance(Duration.ofMinutes(114));
    assertThat(tokens.find(corp, "s").token()).isEqualTo("s-1");
    clock.advance(Duration.ofMinutes(2));
    assertThat(tokens.find(corp, "s").token()).isEqualTo("s-2");
    assertThat(tokens.replace(corp, "s", "s-2").token()).isEqualTo("s-3");
    // The second who saw it die finds what the first has fetched.
    assertThat(tokens.replace(corp, "s", "s-2").token()).isEqualTo("s-3");
  }

  @Test
  void a_corporation_never_prints_its_secrets() {
    assertThat(corp.toString()).isEqualTo("Corp[ww0123456789abcdef]");
    assertThat(tokens.find(corp, "s").toString()).doesNotContain("s-1");
  }
}
