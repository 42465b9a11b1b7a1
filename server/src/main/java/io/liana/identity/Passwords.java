package io.liana.identity;

import io.liana.kernel.Problem;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/** Argon2id with OWASP's parameters: 19 MiB, two passes, one lane; some 50 ms a try. */
@Component
class Passwords {
  static final int MIN_LENGTH = 10;

  // Each try takes 19 MiB and a core: a storm of sign-ins queues here instead of sinking the
  // server.
  private final Semaphore turns = new Semaphore(2);
  private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
  private @Nullable String hashOfNobody;

  String hash(String login, String password) {
    boolean weak =
        password.length() < MIN_LENGTH
            || password.toLowerCase(Locale.ROOT).contains(login.toLowerCase(Locale.ROOT))
            || password.chars().distinct().count() < 4;
    if (weak) {
      throw Problem.invalid(
          "password_weak",
          "The password needs at least %d characters, several different ones, and not the login name in it."
              .formatted(MIN_LENGTH),
          Map.of("min_length", MIN_LENGTH));
    }
    return withTurn(() -> String.valueOf(argon2.encode(password)));
  }

  /**
   * Does the password belong to the hash? A null hash costs the same time, so that nobody can tell
   * which logins exist.
   */
  boolean matches(String password, @Nullable String hash) {
    return withTurn(() -> argon2.matches(password, hash == null ? nobody() : hash) && hash != null);
  }

  private synchronized String nobody() {
    if (hashOfNobody == null) {
      hashOfNobody = argon2.encode(Secret.random("").text());
    }
    return String.valueOf(hashOfNobody);
  }

  private <T> T withTurn(Supplier<T> work) {
    turns.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }
}
