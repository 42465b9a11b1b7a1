package io.liana.identity;

import io.liana.identity.Sessions.Session;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.OperatorId;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Coming in and going out: the first operator, signing in, signing out. */
@Service
class Access {
  private final FirstOperator first;
  private final OperatorStore operators;
  private final Sessions sessions;
  private final Passwords passwords;
  private final SignInThrottle throttle;
  private final Settings settings;
  private final Journal journal;
  private final Clock clock;

  Access(
      FirstOperator first,
      OperatorStore operators,
      Sessions sessions,
      Passwords passwords,
      SignInThrottle throttle,
      Settings settings,
      Journal journal,
      Clock clock) {
    this.first = first;
    this.operators = operators;
    this.sessions = sessions;
    this.passwords = passwords;
    this.throttle = throttle;
    this.settings = settings;
    this.journal = journal;
    this.clock = clock;
  }

  record SetUp(
      String token, String login, String name, String password, String language, String zone) {}

  /** Makes the owner and signs them in. */
  @Transactional
  Secret setUp(SetUp wish, String address) {
    throttle.mustBeOpen("set-up", address);
    operators.lockSetUp();
    if (!first.needed()) {
      throw Problem.conflict("setup_done", "The first operator exists already; sign in instead.");
    }
    if (!first.matches(wish.token())) {
      throttle.wrong("set-up", address);
      throw new Problem(
          403,
          "setup_token_wrong",
          "This set-up link is not the one the server printed last; look at its terminal.",
          Map.of());
    }
    String login = normal(wish.login());
    OperatorId owner =
        operators.insert(
            login,
            wish.name().strip(),
            Role.OWNER,
            wish.language(),
            passwords.hash(login, wish.password()),
            null,
            clock.instant());
    settings.change(wish.language(), wish.zone().isBlank() ? null : wish.zone());
    note(owner, "setup_done");
    return sessions.open(owner);
  }

  /** Opens a session; a wrong password and an unknown login look and cost the same. */
  Secret signIn(String givenLogin, String password, String address) {
    String login = normal(givenLogin);
    throttle.mustBeOpen(login, address);
    String hash = operators.findHash(login).orElse(null);
    if (!passwords.matches(password, hash)) {
      throttle.wrong(login, address);
      operators.find(login).ifPresent(known -> note(known.id(), "sign_in_failed"));
      throw new Problem(401, "wrong_credentials", "Login or password is wrong.", Map.of());
    }
    throttle.right(login);
    OperatorId operator = operators.find(login).orElseThrow().id();
    note(operator, "signed_in");
    return sessions.open(operator);
  }

  Optional<Session> session(Secret secret) {
    return sessions.find(secret);
  }

  void signOut(Secret secret) {
    sessions.close(secret);
  }

  static String normal(String login) {
    return login.strip().toLowerCase(Locale.ROOT);
  }

  private void note(OperatorId operator, String kind) {
    journal.append(
        new JournalEntry(
            clock.instant(), new Actor.Operator(operator), kind, null, null, null, null, Map.of()));
  }
}
