package io.liana.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.customer.Books.Customer;
import io.liana.customer.Books.Entry;
import io.liana.customer.MembershipStudy.Outcome;
import io.liana.customer.MembershipStudy.Window;
import io.liana.statistics.Uplift;
import io.liana.statistics.Uplift.Doubt;
import io.liana.statistics.Uplift.Estimate;
import io.liana.statistics.Uplift.Headline;
import io.liana.statistics.Uplift.Method;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** In a world where the truth is known, the study finds it or says that it cannot. */
class MembershipStudyTest {
  private static final LocalDate FROM = LocalDate.of(2026, 5, 1);
  private static final Window WINDOW = new Window(FROM, 30, 60);
  private static final long WORTH = 20_00; // what membership adds, in 分

  private final Map<Long, LocalDate> joined = new HashMap<>();

  @Test
  void who_spends_much_joins_and_only_the_plain_difference_is_taken_in_by_it() {
    MembershipStudy study = study(books(1_500, 0.25));
    assertThat(study.members()).isGreaterThan(200);
    Estimate naive = estimate(study.uplift(), Method.NAIVE);
    assertThat(naive.interval().low()).as("too good to be true").isGreaterThan(WORTH / 100.0);
    assertThat(study.uplift().headline()).isInstanceOf(Headline.Said.class);
    for (Method method : List.of(Method.DOUBLY_ROBUST, Method.REGRESSION)) {
      assertThat(estimate(study.uplift(), method).interval().contains(WORTH / 100.0))
          .as("%s: %s", method, estimate(study.uplift(), method).interval())
          .isTrue();
    }
  }

  @Test
  void where_all_who_spend_much_have_joined_there_is_no_headline() {
    MembershipStudy study = study(books(1_500, 50));
    assertThat(study.uplift().headline())
        .isInstanceOfSatisfying(
            Headline.Refused.class, refused -> assertThat(refused.why()).isNotEmpty());
  }

  @Test
  void few_members_say_nothing_and_the_plain_difference_does_not_stand_alone() {
    MembershipStudy study = study(books(60, 0.25));
    assertThat(study.uplift().estimates()).isEmpty();
    assertThat(study.uplift().doubts()).containsExactly(Doubt.TOO_FEW);
  }

  @Test
  void members_of_before_and_buyers_of_later_are_left_out_and_counted() {
    List<Customer> customers = new ArrayList<>(books(200, 0.25).customers());
    customers.add(customer(9_001, 9_001L, new Entry(FROM.minusDays(3), "a", false, 100)));
    joined.put(9_001L, FROM.minusDays(1));
    customers.add(customer(9_002, null, new Entry(FROM.plusDays(3), "b", false, 100)));
    customers.add(customer(9_003, 9_003L, new Entry(FROM.minusDays(3), "c", false, 100)));
    joined.put(9_003L, WINDOW.start());
    MembershipStudy study = study(new Books(customers));
    assertThat(study.before()).isEqualTo(1);
    assertThat(study.fresh()).isEqualTo(1);
    assertThat(study.later()).isEqualTo(1);
    assertThat(study.members() + study.others()).isEqualTo(201);
  }

  private MembershipStudy study(Books books) {
    return MembershipStudy.of(books, joined, WINDOW, Outcome.SPEND, 100);
  }

  private static Estimate estimate(Uplift uplift, Method method) {
    return uplift.estimates().stream()
        .filter(one -> one.method() == method)
        .findFirst()
        .orElseThrow();
  }

  private static Customer customer(long id, Long member, Entry... entries) {
    return new Customer(id, member, List.of(entries));
  }

  /**
   * Everybody has bought once, for e^taste; the more, the likelier they join and the more they buy
   * later.
   *
   * @param pull how much spending has to do with joining
   */
  private Books books(int n, double pull) {
    var chance = new Random(20261125);
    List<Customer> customers = new ArrayList<>();
    for (long id = 1; id <= n; id++) {
      double taste = chance.nextGaussian();
      boolean joins = chance.nextDouble() < 1 / (1 + Math.exp(1 - 3 * pull * taste));
      long spent = Math.round(100_00 * Math.exp(taste / 4));
      long again = Math.round(spent / 2.0 + 5_00 * chance.nextGaussian()) + (joins ? WORTH : 0);
      customers.add(
          customer(
              id,
              joins ? id : null,
              new Entry(FROM.minusDays(1 + chance.nextInt(50)), "p" + id, false, spent),
              new Entry(WINDOW.start().plusDays(5), "q" + id, false, again)));
      if (joins) {
        joined.put(id, FROM.plusDays(chance.nextInt(30)));
      }
    }
    return new Books(customers);
  }
}
