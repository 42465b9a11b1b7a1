package io.liana.channel.wecom;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.callback.CallbackCrypto;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The door for callbacks, seen from outside: what is ours is kept once, the rest is refused. */
class CallbackControllerTest {
  private static final String CORP = "ww0123456789abcdef";
  private static final String KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
  private static final CallbackCrypto CRYPTO = new CallbackCrypto("QDG6eK", KEY, CORP);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-22T03:00:00Z"));
  private static RunningLiana liana;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock, "liana.intake.threads=0", "liana.delivery.threads=0", "liana.wecom.threads=0");
    assertThat(
            liana
                .script()
                .post(
                    "/accounts",
                    Map.of(
                        "platform",
                        "wecom",
                        "name",
                        "Riverside",
                        "values",
                        Map.of(
                            "corp_id", CORP,
                            "agent_id", "1000002",
                            "secret", "s",
                            "callback_token", "QDG6eK",
                            "encoding_aes_key", KEY,
                            "api", "http://127.0.0.1:9")))
                .status())
        .isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @Test
  void behaviour_2_the_address_is_checked_in_plain_text() {
    String echo = CRYPTO.encrypt("1616140317555161061", RANDOM);
    Visitor.Answer answer = liana.visitor().get(path(echo, now()) + "&echostr=" + encoded(echo));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("1616140317555161061");
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
  }

  @Test
  void an_event_is_on_disk_when_it_is_answered() {
    long before = kept();
    Visitor.Answer answer = bring(event("a"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("success");
    assertThat(kept()).isEqualTo(before + 1);
  }

  @Test
  void behaviour_2_the_same_event_three_times_is_kept_once() {
    long before = kept();
    for (int i = 0; i < 3; i++) {
      assertThat(bring(event("again")).status()).isEqualTo(200);
    }
    assertThat(kept()).isEqualTo(before + 1);
  }

  @Test
  void behaviour_2_several_events_of_one_second_are_all_kept() {
    long before = kept();
    for (int i = 0; i < 5; i++) {
      bring(event("second-" + i));
    }
    assertThat(kept()).isEqualTo(before + 5);
  }

  @Test
  void a_message_goes_by_its_id() {
    long before = kept();
    for (String text : new String[] {"one", "two"}) {
      bring(
          "<xml><CreateTime>%s</CreateTime><MsgType>text</MsgType><MsgId>4711</MsgId><Content>%s</Content></xml>"
              .formatted(now(), text));
    }
    assertThat(kept()).isEqualTo(before + 1);
  }

  @Test
  void behaviour_2_a_wrong_signature_is_refused() {
    String sealed = CRYPTO.encrypt(event("x"), RANDOM);
    refused(
        403,
        "signature_wrong",
        path(sealed, now()).replaceAll("signature=.{4}", "signature=0000"),
        envelope(sealed));
    refused(403, "signature_wrong", path("another", now()), envelope(sealed));
  }

  @Test
  void behaviour_2_what_is_meant_for_another_corporation_is_refused() {
    String sealed = new CallbackCrypto("QDG6eK", KEY, "wwother").encrypt(event("x"), RANDOM);
    refused(403, "receiver_wrong", path(sealed, now()), envelope(sealed));
  }

  @Test
  void what_was_recorded_yesterday_is_refused() {
    String sealed = CRYPTO.encrypt(event("x"), RANDOM);
    long yesterday = clock.instant().minus(Duration.ofDays(1)).getEpochSecond();
    refused(403, "callback_stale", path(sealed, yesterday), envelope(sealed));
    refused(
        403,
        "callback_stale",
        path(sealed, now()).replaceAll("timestamp=\\d+", "timestamp=x"),
        envelope(sealed));
  }

  @Test
  void a_megabyte_is_refused() {
    refused(413, "callback_too_large", path("x", now()), envelope("A".repeat(1_000_000)));
  }

  @Test
  void ten_megabytes_are_refused_before_they_are_read() throws Exception {
    long before = kept();
    URI door = URI.create(liana.url() + "/api/v1" + path("x", now()));
    try (var socket = new Socket(door.getHost(), door.getPort())) {
      String head =
          "POST %s?%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: 10000000\r\n\r\n"
              .formatted(door.getPath(), door.getRawQuery());
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      var answer = new BufferedReader(new InputStreamReader(socket.getInputStream()));
      assertThat(answer.readLine()).startsWith("HTTP/1.1 413");
    }
    assertThat(kept()).isEqualTo(before);
  }

  @Test
  void bombs_and_garbage_are_refused() {
    String bomb =
        "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>]><xml><Encrypt>&c;</Encrypt></xml>";
    refused(400, "callback_unreadable", path("x", now()), bomb);
    refused(400, "callback_unreadable", path("x", now()), "{}");
    refused(400, "callback_unreadable", path("x", now()), "");
    String inner = CRYPTO.encrypt(bomb, RANDOM);
    refused(400, "callback_unreadable", path(inner, now()), envelope(inner));
    String sealed = "AAAA";
    refused(403, "callback_unreadable", path(sealed, now()), envelope(sealed));
  }

  @Test
  void nobody_listens_at_an_unknown_address() {
    assertThat(
            liana
                .visitor()
                .send(
                    "POST",
                    "/hooks/wecom/ww9999999999?msg_signature=a&timestamp=1&nonce=n",
                    BodyPublishers.ofString(envelope("x")),
                    "text/xml")
                .code())
        .isEqualTo("account_not_found");
    assertThat(liana.visitor().get("/hooks/wecom/" + CORP).code()).isEqualTo("invalid_request");
  }

  private static void refused(int status, String code, String path, Object body) {
    long before = kept();
    var publisher =
        body instanceof String text
            ? BodyPublishers.ofString(text)
            : BodyPublishers.ofByteArray((byte[]) body);
    Visitor.Answer answer = liana.visitor().send("POST", path, publisher, "text/xml");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(kept()).isEqualTo(before);
  }

  private static Visitor.Answer bring(String event) {
    String sealed = CRYPTO.encrypt(event, RANDOM);
    return liana
        .visitor()
        .send("POST", path(sealed, now()), BodyPublishers.ofString(envelope(sealed)), "text/xml");
  }

  private static String event(String key) {
    return "<xml><ToUserName>%s</ToUserName><FromUserName>sys</FromUserName><CreateTime>%s</CreateTime><Event>x</Event><EventKey>%s</EventKey></xml>"
        .formatted(CORP, now(), key);
  }

  private static String envelope(String sealed) {
    return "<xml><ToUserName><![CDATA[%s]]></ToUserName><Encrypt><![CDATA[%s]]></Encrypt></xml>"
        .formatted(CORP, sealed);
  }

  private static String path(String sealed, long at) {
    String signature = CRYPTO.sign(String.valueOf(at), "n", sealed);
    return "/hooks/wecom/%s?msg_signature=%s&timestamp=%d&nonce=n".formatted(CORP, signature, at);
  }

  private static long now() {
    return clock.instant().getEpochSecond();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static long kept() {
    Long count =
        liana
            .bean(JdbcTemplate.class)
            .queryForObject("select count(*) from channel_inbox", Long.class);
    return count == null ? 0 : count;
  }
}
