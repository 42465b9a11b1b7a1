package io.liana.gate;

import io.liana.desk.Tasks;
import io.liana.gate.AnswerStore.Answer;
import io.liana.gate.Visit.State;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.Problem;
import io.liana.payment.PaymentId;
import io.liana.payment.Payments;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What operators decide about answers; each decision is a row of the journal. */
@Component
class Decisions {
  private static final String REFUND = "refunded by the operator";

  private final AnswerStore answers;
  private final VisitStore visits;
  private final Pages pages;
  private final Gatekeeper gatekeeper;
  private final Payments payments;
  private final Tasks tasks;
  private final Journal journal;
  private final Clock clock;

  Decisions(
      AnswerStore answers,
      VisitStore visits,
      Pages pages,
      Gatekeeper gatekeeper,
      Payments payments,
      Tasks tasks,
      Journal journal,
      Clock clock) {
    this.answers = answers;
    this.visits = visits;
    this.pages = pages;
    this.gatekeeper = gatekeeper;
    this.payments = payments;
    this.tasks = tasks;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * @throws Problem 404 also for an answer out of sight
   */
  Answer get(long id, Caller caller) {
    Answer answer = answers.find(id).orElseThrow(() -> Problem.missing("answer", id));
    if (pages.find(answer.page()).filter(page -> caller.sees(page.community())).isEmpty()) {
      throw Problem.missing("answer", id);
    }
    return answer;
  }

  /**
   * Approves or refuses an application; a refusal may be taken back, an approval too: who is let
   * through already stays where they are.
   *
   * @param words told to who asked
   * @throws Problem 404, 409 {@code not_an_application}
   */
  @Transactional
  Answer decide(long id, boolean approve, @Nullable String words, Caller caller) {
    Answer found = get(id, caller);
    Visit visit = visits.hold(found.visit());
    Answer answer = get(id, caller); // as it stands now that nobody else decides
    if (answer.state().equals("kept")) {
      throw Problem.conflict("not_an_application", "Nobody has to decide about this answer.");
    }
    Page page = pages.get(answer.page(), caller);
    answers.decide(id, approve, words, caller.actor().code(), clock.instant());
    gatekeeper.settle(page, visit, answer.gate(), approve ? State.PASSED : State.REFUSED, 1);
    tasks.settle(Applications.key(id), true, "task_done", caller.actor());
    note(page, visit, id, approve ? "application_approved" : "application_refused", caller);
    return get(id, caller);
  }

  /**
   * Gives a fee back.
   *
   * @throws Problem 404, 409 {@code not_a_fee}, 409 {@code payment_not_refundable}
   */
  @Transactional
  Answer refund(long id, Caller caller) {
    Answer answer = get(id, caller);
    Long payment = answer.payment();
    if (payment == null) {
      throw Problem.conflict("not_a_fee", "Nothing was paid with this answer.");
    }
    Page page = pages.get(answer.page(), caller);
    payments.refund(new PaymentId(payment), REFUND, caller.actor());
    note(page, visits.hold(answer.visit()), id, "fee_refunded", caller);
    return get(id, caller);
  }

  private void note(Page page, Visit visit, long answer, String kind, Caller by) {
    journal.append(
        new JournalEntry(
            clock.instant(),
            by.actor(),
            kind,
            page.community(),
            null,
            visit.member(),
            null,
            Map.of("page", Long.toString(page.id()), "answer", Long.toString(answer))));
  }
}
