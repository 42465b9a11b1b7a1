package io.liana.identity;

import io.liana.identity.Sessions.Session;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.function.HandlerFunction;

/**
 * The gate before every endpoint below {@code /api}: who is asking, and may they? A browser shows
 * its session cookie and, to change something, the CSRF header; a script shows a bearer token.
 */
@Component
class AccessInterceptor implements HandlerInterceptor {
  static final String COOKIE = "liana_session";
  static final String CSRF_HEADER = "X-CSRF-Token";
  static final String CALLER = "liana.caller";
  static final String SESSION_SECRET = "liana.session-secret";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final Sessions sessions;
  private final Tokens tokens;

  AccessInterceptor(Sessions sessions, Tokens tokens) {
    this.sessions = sessions;
    this.tokens = tokens;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String permission = permission(handler);
    if (permission == null || permission.equals(Permission.PUBLIC)) {
      return true;
    }
    Caller caller = caller(request);
    if (!permission.equals(Permission.SIGNED_IN) && !caller.may(permission)) {
      throw notAllowed(permission);
    }
    request.setAttribute(CALLER, caller);
    return true;
  }

  static Problem notAllowed(String permission) {
    return new Problem(
        403,
        "not_allowed",
        "This needs the permission %s.".formatted(permission),
        Map.of("permission", permission));
  }

  /** Null for what is no endpoint of ours: the console's files, an unknown path. */
  private static @Nullable String permission(Object handler) {
    if (handler instanceof HandlerFunction<?>) {
      throw new IllegalStateException("a route declares no @Permission: use a controller");
    }
    if (!(handler instanceof HandlerMethod method)) {
      return null;
    }
    Permission declared = method.getMethodAnnotation(Permission.class);
    if (declared == null) {
      declared = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Permission.class);
    }
    if (declared == null && method.getBeanType().getName().startsWith("io.liana.")) {
      throw new IllegalStateException(method + " declares no @Permission");
    }
    return declared == null ? null : declared.value();
  }

  private Caller caller(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization != null && authorization.startsWith("Bearer ")) {
      return tokens
          .caller(authorization.substring("Bearer ".length()).strip())
          .orElseThrow(
              () ->
                  new Problem(
                      401, "token_wrong", "This token is unknown, revoked or expired.", Map.of()));
    }
    Secret secret = cookie(request).orElseThrow(AccessInterceptor::notSignedIn);
    Session session = sessions.find(secret).orElseThrow(AccessInterceptor::notSignedIn);
    if (!READING.contains(request.getMethod())) {
      mustCarryCsrf(request, secret);
    }
    request.setAttribute(SESSION_SECRET, secret);
    Operator operator = session.operator();
    return new Caller(
        new Actor.Operator(operator.id()), operator.role().permissions(), operator.communities());
  }

  private static void mustCarryCsrf(HttpServletRequest request, Secret secret) {
    String given = request.getHeader(CSRF_HEADER);
    if (given == null || !new Secret(secret.csrf()).matches(given)) {
      throw new Problem(
          403,
          "csrf_wrong",
          "The header %s is missing or stale; GET /session gives the right one."
              .formatted(CSRF_HEADER),
          Map.of());
    }
  }

  private static Optional<Secret> cookie(HttpServletRequest request) {
    if (request.getCookies() == null) {
      return Optional.empty();
    }
    for (Cookie cookie : request.getCookies()) {
      if (cookie.getName().equals(COOKIE)) {
        return Optional.of(new Secret(cookie.getValue()));
      }
    }
    return Optional.empty();
  }

  private static Problem notSignedIn() {
    return new Problem(401, "not_signed_in", "Sign in first, or send a token.", Map.of());
  }
}
