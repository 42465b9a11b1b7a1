package io.liana.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import io.liana.kit.Visitor.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class SigningInTest {
  private static final String PASSWORD = "river-stones-7";
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-22T03:00:00Z"));
  private static RunningLiana liana;

  @BeforeAll
  static void start() {
    liana = RunningLiana.fresh(clock);
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void nobody_is_there_yet() {
    liana.bean(JdbcTemplate.class).execute("truncate identity_operator cascade");
    clock.advance(Duration.ofHours(1)); // the waits of the last test are over
  }

  @Test
  void the_one_time_link_makes_the_owner_and_works_once() {
    String token = liana.bean(FirstOperator.class).token().orElseThrow();
    Visitor visitor = liana.visitor();
    assertThat(visitor.get("/setup?token=" + token).json().path("token_valid").asBoolean())
        .isTrue();

    assertThat(visitor.post("/setup", setUp("wrong")).code()).isEqualTo("setup_token_wrong");
    Answer made = visitor.post("/setup", setUp(token));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().at("/operator/role").asString()).isEqualTo("owner");
    assertThat(made.json().path("permissions")).hasSize(Role.ALL_PERMISSIONS.size());

    assertThat(visitor.post("/setup", setUp(token)).code()).isEqualTo("setup_done");
    assertThat(visitor.get("/setup").json().path("needed").asBoolean()).isFalse();
    assertThat(liana.bean(FirstOperator.class).token()).isEmpty();
  }

  @Test
  void a_session_lives_in_a_cookie_no_script_can_read_and_changes_need_the_csrf_header() {
    Answer made = ana();
    String cookie = made.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
    Visitor browser = liana.visitor().with("Cookie", cookie.replaceFirst(";.*", ""));

    Answer session = browser.get("/session");
    assertThat(session.json().at("/operator/login").asString()).isEqualTo("ana");

    assertThat(browser.post("/operators", bo()).code()).isEqualTo("csrf_wrong");
    Visitor page = browser.with("X-CSRF-Token", session.json().path("csrf").asString());
    assertThat(page.post("/operators", bo()).status()).isEqualTo(201);

    assertThat(page.delete("/session").status()).isEqualTo(204);
    assertThat(browser.get("/session").code()).isEqualTo("not_signed_in");
  }

  @Test
  void a_session_dies_a_week_after_it_was_last_used() {
    Visitor browser = browser(ana());
    clock.advance(Duration.ofDays(6));
    assertThat(browser.get("/session").status()).isEqualTo(200);
    clock.advance(Duration.ofDays(6));
    assertThat(browser.get("/session").status()).isEqualTo(200);
    clock.advance(Duration.ofDays(8));
    assertThat(browser.get("/session").code()).isEqualTo("not_signed_in");
  }

  @Test
  void guessing_gets_slower_and_a_wait_opens_the_door_again() {
    ana();
    Visitor guesser = liana.visitor();
    assertThat(signIn(guesser, PASSWORD).status()).isEqualTo(200); // a right one forgives
    for (int i = 0; i < 5; i++) {
      assertThat(signIn(guesser, "guess-number-" + i).code()).isEqualTo("wrong_credentials");
    }
    assertThat(signIn(guesser, "guess-number-6").code()).isEqualTo("wrong_credentials");
    Answer refused = signIn(guesser, PASSWORD);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.json().at("/params/retry_after_seconds").asInt()).isPositive();

    clock.advance(Duration.ofSeconds(10));
    assertThat(signIn(guesser, PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void an_unknown_login_looks_like_a_wrong_password() {
    ana();
    Answer unknown =
        liana.visitor().post("/session", Map.of("login", "nobody", "password", "whatever-it-is"));
    assertThat(unknown.code()).isEqualTo("wrong_credentials");
    assertThat(signIn(liana.visitor(), "whatever-it-is").text()).isEqualTo(unknown.text());
  }

  @Test
  void weak_passwords_are_refused() {
    String token = liana.bean(FirstOperator.class).token().orElseThrow();
    for (String weak : new String[] {"short", "aaaaaaaaaaaaaa", "my-name-is-ana"}) {
      Answer answer =
          liana
              .visitor()
              .post(
                  "/setup",
                  Map.of("token", token, "login", "ana", "name", "Ana", "password", weak));
      assertThat(answer.code()).isEqualTo("password_weak");
    }
  }

  @Test
  void every_answer_carries_the_security_headers() {
    Answer answer = liana.visitor().get("/setup");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'self'")
        .contains("frame-ancestors 'none'");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  private Answer ana() {
    return liana
        .visitor()
        .post("/setup", setUp(liana.bean(FirstOperator.class).token().orElseThrow()));
  }

  private Visitor browser(Answer signedIn) {
    String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
    return liana.visitor().with("Cookie", cookie.replaceFirst(";.*", ""));
  }

  private static Map<String, Object> setUp(String token) {
    return Map.of("token", token, "login", "Ana", "name", "Ana", "password", PASSWORD);
  }

  private static Map<String, Object> bo() {
    return Map.of("login", "bo", "name", "Bo", "role", "operator", "password", "hill-path-33");
  }

  private static Answer signIn(Visitor visitor, String password) {
    return visitor.post("/session", Map.of("login", "ana", "password", password));
  }
}
