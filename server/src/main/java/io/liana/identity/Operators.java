package io.liana.identity;

import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.OperatorId;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The people who sign in: added, changed, disabled. Never without an owner. */
@Service
class Operators {
  private final OperatorStore store;
  private final Sessions sessions;
  private final Passwords passwords;
  private final Journal journal;
  private final Clock clock;

  Operators(
      OperatorStore store, Sessions sessions, Passwords passwords, Journal journal, Clock clock) {
    this.store = store;
    this.sessions = sessions;
    this.passwords = passwords;
    this.journal = journal;
    this.clock = clock;
  }

  record NewOperator(
      String login,
      String name,
      Role role,
      String language,
      String password,
      @Nullable Set<CommunityId> communities) {}

  List<Operator> all() {
    return store.findAll();
  }

  Operator get(OperatorId id) {
    return store.find(id).orElseThrow(() -> Problem.missing("operator", id));
  }

  @Transactional
  Operator add(NewOperator wish, Caller by) {
    String login = Access.normal(wish.login());
    if (store.find(login).isPresent()) {
      throw Problem.conflict("login_taken", "There is an operator '%s' already.".formatted(login));
    }
    OperatorId id =
        store.insert(
            login,
            wish.name(),
            wish.role(),
            wish.language(),
            passwords.hash(login, wish.password()),
            wish.communities(),
            clock.instant());
    note(by, "operator_created", id, Map.of("role", wish.role().code()));
    return get(id);
  }

  @Transactional
  Operator change(Operator changed, Caller by) {
    store.update(changed, clock.instant());
    if (store.countActiveOwners() == 0) {
      throw Problem.conflict("last_owner", "One owner must remain; make another owner first.");
    }
    if (changed.disabled()) {
      sessions.closeAll(changed.id());
    }
    note(by, "operator_changed", changed.id(), Map.of("role", changed.role().code()));
    return get(changed.id());
  }

  /**
   * Sets a new password and ends every session of the operator.
   *
   * @param present their present one, when they change it themselves; null when an owner does
   */
  @Transactional
  void setPassword(Operator of, String password, @Nullable String present, Caller by) {
    if (present != null && !passwords.matches(present, store.findHash(of.login()).orElse(null))) {
      throw new Problem(403, "wrong_credentials", "The present password is wrong.", Map.of());
    }
    store.updatePassword(of.id(), passwords.hash(of.login(), password));
    sessions.closeAll(of.id());
    note(by, "password_changed", of.id(), Map.of());
  }

  private void note(Caller by, String kind, OperatorId subject, Map<String, Object> more) {
    var reason = new java.util.TreeMap<String, Object>(more);
    reason.put("operator", subject.toString());
    journal.append(
        new JournalEntry(clock.instant(), by.actor(), kind, null, null, null, null, reason));
  }
}
