package io.liana.gate;

import io.liana.acquisition.Passes;
import io.liana.payment.Payment;
import io.liana.payment.PaymentState;
import io.liana.payment.PaymentWish;
import io.liana.payment.Payments;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Fees: one payment by visitor and gate, whatever they tap. What is to be paid stands in the page;
 * a browser is never asked.
 */
@Component
class Fees {
  private static final Duration DUE = Duration.ofDays(1);
  private static final Pattern PURPOSE = Pattern.compile("gate:(\\d+):([a-z0-9_]+):\\d+");
  private static final int LONGEST_DESCRIPTION = 40;

  private final Payments payments;
  private final Passes passes;
  private final Clock clock;

  Fees(Payments payments, Passes passes, Clock clock) {
    this.payments = payments;
    this.passes = passes;
    this.clock = clock;
  }

  Outcome ask(Page page, Visit visit, Gate.Fee fee) {
    Payment payment =
        payments.request(
            new PaymentWish(
                page.community(),
                purpose(visit.id(), fee.key(), fee.amount()),
                fee.amount(),
                cut(fee.title()),
                clock.instant().plus(DUE)));
    if (payment.state() instanceof PaymentState.Paid) {
      return new Outcome.Taken();
    }
    String back =
        passes.ticket(page.id(), visit.code(), visit.visitor(), visit.returning(), clock.instant());
    return new Outcome.Pay(
        payments.page(payment.id(), "/p/%d?%s=%s".formatted(page.id(), Passes.TICKET, back)));
  }

  /** With the amount: a price that was changed is another payment, and never one half paid. */
  static String purpose(long visit, String gate, long amount) {
    return "gate:%d:%s:%d".formatted(visit, gate, amount);
  }

  /** Whose fee a payment is. */
  record Paid(long visit, String gate) {}

  static Optional<Paid> of(Payment payment) {
    Matcher purpose = PURPOSE.matcher(payment.purpose());
    return purpose.matches()
        ? Optional.of(new Paid(Long.parseLong(purpose.group(1)), purpose.group(2)))
        : Optional.empty();
  }

  private static String cut(String title) {
    return title.substring(
        0,
        title.offsetByCodePoints(
            0, Math.min(LONGEST_DESCRIPTION, title.codePointCount(0, title.length()))));
  }
}
