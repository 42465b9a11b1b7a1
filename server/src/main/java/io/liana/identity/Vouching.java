package io.liana.identity;

import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.OperatorId;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Lets an operator in without a password because a platform they are linked to vouches for them.
 */
@Component
public class Vouching {
  private final OperatorStore operators;
  private final Sessions sessions;
  private final Journal journal;
  private final Clock clock;

  Vouching(OperatorStore operators, Sessions sessions, Journal journal, Clock clock) {
    this.operators = operators;
    this.sessions = sessions;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Opens a session.
   *
   * @param platform who vouches
   * @param secure whether the browser came by https
   * @return the cookie to set; empty for an operator who is gone or disabled
   */
  public Optional<String> signIn(OperatorId operator, String platform, boolean secure) {
    return operators
        .find(operator)
        .filter(known -> !known.disabled())
        .map(
            known -> {
              journal.append(
                  new JournalEntry(
                      clock.instant(),
                      new Actor.Operator(operator),
                      "signed_in",
                      null,
                      null,
                      null,
                      null,
                      Map.of("platform", platform)));
              return SessionController.cookie(
                  sessions.open(operator).text(), SessionController.COOKIE_LIFE, secure);
            });
  }
}
