package io.liana.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.liana.channel.account.SecretBox;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Problem;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaymentsTest {
  private static final RunningLiana liana = RunningLiana.shared();
  private final Payments payments = liana.bean(Payments.class);
  private final CommunityId riverside = Riverside.in(liana).community();

  @Test
  void two_payments_for_one_application_are_one() {
    var ids =
        IntStream.range(0, 20)
            .parallel()
            .mapToObj(n -> payments.request(wish("gate:application:1", 1_990)).id())
            .distinct();
    assertThat(ids).hasSize(1);
    assertThat(payments.find(riverside, "gate:application:1").orElseThrow().state())
        .isInstanceOf(PaymentState.Asked.class);
  }

  @Test
  void another_price_for_the_same_application_is_refused() {
    payments.request(wish("gate:application:1", 1_990));
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> payments.request(wish("gate:application:1", 1)))
        .matches(problem -> problem.code().equals("payment_differs"));
  }

  @Test
  void nobody_is_asked_for_nothing_or_for_less() {
    assertThatExceptionOfType(Problem.class).isThrownBy(() -> wish("p", 0));
    assertThatExceptionOfType(Problem.class).isThrownBy(() -> wish("p", -5));
    assertThatExceptionOfType(Problem.class).isThrownBy(() -> wish("p", PaymentWish.MOST + 1));
  }

  @Test
  void an_address_leads_to_its_payment_for_a_day_and_back_to_this_server_only() {
    var clock = new TurnableClock(Riverside.MONDAY);
    var pages = new PageAddresses(liana.bean(SecretBox.class), clock);
    String token = pages.make(new PaymentId(7), "/p/7?step=2&at=.x").substring(5);
    assertThat(pages.read(token))
        .contains(new PageAddresses.Page(new PaymentId(7), "/p/7?step=2&at=.x"));
    assertThat(pages.read(token + "A")).isEmpty();
    assertThat(pages.read("A" + token)).isEmpty();
    assertThat(pages.read("")).isEmpty();
    assertThat(pages.read(".")).isEmpty();
    clock.advance(Duration.ofHours(25));
    assertThat(pages.read(token)).isEmpty();
    for (String elsewhere :
        new String[] {"//evil.example", "/\\evil.example", "https://evil.example", "", "/a\nb"}) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .as(elsewhere)
          .isThrownBy(() -> pages.make(new PaymentId(7), elsewhere));
    }
  }

  private PaymentWish wish(String purpose, long amount) {
    Instant due = liana.bean(java.time.Clock.class).instant().plus(Duration.ofHours(2));
    return new PaymentWish(riverside, purpose, amount, "入群费", due);
  }
}
