package io.liana.identity;

import io.liana.identity.Sessions.Session;
import io.liana.kernel.Given;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The set-up link, sign-in and sign-out. */
@RestController
@RequestMapping("/api/v1")
class SessionController {
  static final Duration COOKIE_LIFE = Duration.ofDays(90); // the session behind it dies earlier

  private final Access access;
  private final FirstOperator first;

  SessionController(Access access, FirstOperator first) {
    this.access = access;
    this.first = first;
  }

  record SetupAnswer(boolean needed, @Nullable Boolean tokenValid, String defaultZone) {}

  record SetUpWish(
      @Nullable String token,
      @Nullable String login,
      @Nullable String name,
      @Nullable String password,
      @Nullable String language,
      @Nullable String zone) {}

  record SignInWish(@Nullable String login, @Nullable String password) {}

  record SessionAnswer(
      OperatorController.OperatorAnswer operator,
      Set<String> permissions,
      String csrf,
      Instant expiresAt) {}

  @GetMapping("/setup")
  @Permission(Permission.PUBLIC)
  SetupAnswer setup(@RequestParam @Nullable String token) {
    boolean needed = first.needed();
    Boolean valid = token == null ? null : needed && first.matches(token);
    return new SetupAnswer(needed, valid, ZoneId.systemDefault().getId());
  }

  @PostMapping("/setup")
  @Permission(Permission.PUBLIC)
  ResponseEntity<SessionAnswer> setUp(@RequestBody SetUpWish wish, HttpServletRequest request) {
    var setUp =
        new Access.SetUp(
            Given.exact("token", wish.token(), 1, 200),
            Given.text("login", wish.login(), 2, 64),
            Given.text("name", wish.name(), 1, 80),
            Given.exact("password", wish.password(), 1, 200),
            wish.language() == null ? "zh-CN" : OperatorController.language(wish.language()),
            wish.zone() == null ? "" : wish.zone());
    return signedIn(access.setUp(setUp, request.getRemoteAddr()), HttpStatus.CREATED, request);
  }

  @PostMapping("/session")
  @Permission(Permission.PUBLIC)
  ResponseEntity<SessionAnswer> signIn(@RequestBody SignInWish wish, HttpServletRequest request) {
    Secret secret =
        access.signIn(
            Given.text("login", wish.login(), 1, 64),
            Given.exact("password", wish.password(), 1, 200),
            request.getRemoteAddr());
    return signedIn(secret, HttpStatus.OK, request);
  }

  @GetMapping("/session")
  @Permission(Permission.SIGNED_IN)
  SessionAnswer session(
      @RequestAttribute(name = AccessInterceptor.SESSION_SECRET, required = false)
          @Nullable Secret secret) {
    if (secret == null) {
      throw new Problem(401, "not_signed_in", "A token has no session.", Map.of());
    }
    return answer(secret);
  }

  @DeleteMapping("/session")
  @Permission(Permission.SIGNED_IN)
  ResponseEntity<Void> signOut(
      @RequestAttribute(name = AccessInterceptor.SESSION_SECRET, required = false)
          @Nullable Secret secret,
      HttpServletRequest request) {
    if (secret != null) {
      access.signOut(secret);
    }
    return ResponseEntity.noContent()
        .header(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO, request.isSecure()))
        .build();
  }

  private ResponseEntity<SessionAnswer> signedIn(
      Secret secret, HttpStatus status, HttpServletRequest request) {
    return ResponseEntity.status(status)
        .header(HttpHeaders.SET_COOKIE, cookie(secret.text(), COOKIE_LIFE, request.isSecure()))
        .body(answer(secret));
  }

  private SessionAnswer answer(Secret secret) {
    Session session = access.session(secret).orElseThrow();
    return new SessionAnswer(
        OperatorController.OperatorAnswer.of(session.operator()),
        session.operator().role().permissions(),
        secret.csrf(),
        session.expiresAt());
  }

  static String cookie(String value, Duration life, boolean secure) {
    return ResponseCookie.from(AccessInterceptor.COOKIE, value)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Strict")
        .path("/api")
        .maxAge(life)
        .build()
        .toString();
  }
}
