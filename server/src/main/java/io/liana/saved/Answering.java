package io.liana.saved;

import io.liana.analyst.Queries;
import io.liana.analyst.Statements;
import io.liana.identity.PresentRights;
import io.liana.kernel.Caller;
import io.liana.question.Sheet;
import io.liana.question.Sheets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Asks the question of a schedule: when it is due with the rights its maker has at that moment. */
@Component
class Answering {
  private final SavedStore store;
  private final SavedQuestions questions;
  private final PresentRights rights;
  private final Sheets asking;
  private final Statements statements;

  Answering(
      SavedStore store,
      SavedQuestions questions,
      PresentRights rights,
      Sheets asking,
      Statements statements) {
    this.store = store;
    this.questions = questions;
    this.rights = rights;
    this.asking = asking;
    this.statements = statements;
  }

  record Answered(Saved saved, Sheet sheet) {}

  /**
   * Empty when who made it may no longer ask it, see the community or speak in its groups.
   *
   * @throws io.liana.kernel.Problem what the page of the question would answer
   */
  Optional<Answered> ask(Schedule schedule) {
    Saved saved = store.find(schedule.saved()).orElse(null);
    Caller maker = rights.now(schedule.madeBy()).orElse(null);
    if (saved == null || maker == null || !maker.sees(schedule.community())) {
      return Optional.empty();
    }
    Set<String> permissions = new HashSet<>(maker.permissions());
    permissions.retainAll(schedule.permissions());
    var caller = new Caller(maker.actor(), permissions, maker.communities());
    boolean may =
        saved.kind().mayBeAskedBy(caller)
            && (schedule.wish().group() == null || caller.may(Schedules.TO_A_GROUP));
    return may
        ? Optional.of(new Answered(saved, sheet(saved, caller, schedule.wish().language())))
        : Optional.empty();
  }

  /**
   * As somebody may ask it who looks what it would say; nothing is said in a group.
   *
   * @throws io.liana.kernel.Problem 404 where they may not ask it, and what its page would answer
   */
  Answered ask(Schedule schedule, Caller caller) {
    Saved saved = questions.get(schedule.saved(), caller);
    return new Answered(saved, sheet(saved, caller, schedule.wish().language()));
  }

  private Sheet sheet(Saved saved, Caller caller, String language) {
    if (saved.kind() != Kind.SQL) {
      return asking.ask(saved.kind().code(), saved.community(), saved.question(), caller, language);
    }
    Queries.Answer answer = statements.run(saved.community(), saved.question());
    return new Sheet(
        null,
        null,
        List.of(
            new Sheet.Part(
                answer.columns().stream().map(Queries.Column::name).toList(), answer.rows())),
        false,
        answer.more());
  }
}
