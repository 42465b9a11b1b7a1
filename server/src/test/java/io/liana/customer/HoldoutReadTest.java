package io.liana.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.customer.HoldoutRead.Bought;
import io.liana.customer.HoldoutRead.Conclusion;
import io.liana.customer.HoldoutRead.Did;
import io.liana.customer.HoldoutRead.Joiners;
import io.liana.customer.HoldoutRead.Result;
import io.liana.customer.HoldoutRead.Window;
import io.liana.statistics.Late;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Populations whose truth is known, by fixed seeds. */
class HoldoutReadTest {

  @Test
  void of_intervals_of_95_percent_about_95_in_a_hundred_hold_the_truth() {
    int shares = 0;
    int orders = 0;
    int money = 0;
    for (int seed = 0; seed < 400; seed++) {
      Result found = simulated(seed, 1_000, 0.2, 0.3);
      shares += holds(found.buyers(), 0.1);
      orders += holds(found.orders(), 0.1);
      money += holds(found.spend(), 0.1 * 10_000);
    }
    assertThat(shares).isBetween(368, 392);
    assertThat(orders).isBetween(368, 392);
    assertThat(money).isBetween(368, 392);
  }

  @Test
  void without_an_effect_a_difference_is_seldom_found() {
    int found = 0;
    for (int seed = 0; seed < 400; seed++) {
      found += simulated(seed, 1_000, 0.2, 0.2).conclusion() == Conclusion.UNCLEAR ? 0 : 1;
    }
    assertThat(found).isLessThanOrEqualTo(32);
  }

  @Test
  void an_effect_that_is_there_is_found_and_one_that_hurts_too() {
    assertThat(simulated(1, 4_000, 0.2, 0.3).conclusion()).isEqualTo(Conclusion.MORE);
    assertThat(simulated(1, 4_000, 0.3, 0.2).conclusion()).isEqualTo(Conclusion.LESS);
    assertThat(simulated(1, 40, 0.2, 0.9).conclusion()).isEqualTo(Conclusion.TOO_FEW);
  }

  @Test
  void before_the_outcome_is_over_nothing_is_compared() {
    Result found =
        HoldoutRead.result(
            dealt(1, 1_000), 50, Set.of(), Map.of(3L, new Bought(1, 5)), Window.OPEN);
    assertThat(found.buyers()).isNull();
    assertThat(found.spend()).isNull();
    assertThat(found.joiners()).isNull();
    assertThat(found.now().did()).as("nor shown: columns are compared by eye").isNull();
    assertThat(found.conclusion()).isEqualTo(Conclusion.NOT_OVER);
  }

  @Test
  void of_a_study_that_was_stopped_nothing_is_concluded_but_what_there_is_is_told() {
    Map<Long, Boolean> invited = dealt(1, 4_000);
    Map<Long, Bought> bought = new HashMap<>();
    invited.forEach(
        (person, now) -> {
          if (person % 10 < (now ? 5 : 2)) {
            bought.put(person, new Bought(1, 100));
          }
        });
    Result cut = HoldoutRead.result(invited, 50, Set.of(), bought, Window.CUT);
    assertThat(cut.conclusion()).isEqualTo(Conclusion.STOPPED_EARLY);
    assertThat(cut.buyers()).isNotNull();
    assertThat(cut.buyers().low()).isPositive();
    Result empty = HoldoutRead.result(invited, 50, Set.of(), bought, Window.EMPTY);
    assertThat(empty.conclusion()).isEqualTo(Conclusion.STOPPED_EARLY);
    assertThat(empty.buyers()).isNull();
    assertThat(empty.now().did()).isNull();
  }

  /**
   * Half join when invited only, a tenth join anyhow, the others never; who joins anyhow buys most.
   * Members against others would find 0.29 here.
   */
  @Test
  void of_intervals_of_the_effect_on_who_joined_about_95_in_a_hundred_hold_the_truth() {
    int shares = 0;
    int orders = 0;
    int money = 0;
    for (int seed = 0; seed < 400; seed++) {
      Joiners found = joining(seed, 1_000, 0.5, 0.2).joiners();
      assertThat(found.refused()).isNull();
      shares += holds(found.buyers(), 0.2);
      orders += holds(found.orders(), 0.2);
      money += holds(found.spend(), 0.2 * 10_000);
    }
    assertThat(shares).isBetween(368, 392);
    assertThat(orders).isBetween(368, 392);
    assertThat(money).isBetween(368, 392);
  }

  @Test
  void without_an_effect_on_who_joined_one_is_seldom_found() {
    int found = 0;
    for (int seed = 0; seed < 400; seed++) {
      found += holds(joining(seed, 1_000, 0.5, 0).joiners().buyers(), 0);
    }
    assertThat(found).isBetween(368, 392);
  }

  @Test
  void the_effect_on_who_joined_is_the_difference_by_lot_over_the_difference_in_joining() {
    Result found = joining(7, 4_000, 0.5, 0.2);
    Joiners joiners = found.joiners();
    assertThat(joiners.more())
        .isCloseTo(
            (double) found.now().joined() / found.now().people()
                - (double) found.later().joined() / found.later().people(),
            within(1e-12));
    assertThat(joiners.buyers().difference())
        .isCloseTo(found.buyers().difference() / joiners.more(), within(1e-12));
    assertThat(joiners.spend().difference())
        .isCloseTo(found.spend().difference() / joiners.more(), within(1e-6));
  }

  @Test
  void where_invitations_hardly_make_anybody_join_no_effect_on_who_joined_is_told() {
    Joiners weak = joining(3, 1_000, 0.04, 0.2).joiners();
    assertThat(weak.refused()).isEqualTo(Late.Why.WEAK);
    assertThat(weak.f()).isLessThan(10);
    assertThat(weak.buyers()).isNull();
    assertThat(HoldoutRead.result(dealt(1, 1_000), 50, Set.of(), Map.of(), Window.WHOLE).joiners())
        .extracting(Joiners::refused)
        .isEqualTo(Late.Why.NOT_MORE);
    assertThat(joining(1, 40, 0.5, 0.2).joiners().refused()).isEqualTo(Late.Why.TOO_FEW);
  }

  @Test
  void no_effect_on_who_joined_stands_alone() {
    Map<Long, Boolean> invited = dealt(1, 400);
    Map<Long, Bought> bought = new HashMap<>();
    Set<Long> joined = new HashSet<>();
    invited.forEach(
        (person, now) -> {
          if (now) {
            joined.add(person);
            bought.put(person, new Bought(1, 100 + person));
          }
        });
    Result found = HoldoutRead.result(invited, 50, joined, bought, Window.WHOLE);
    assertThat(found.spend()).as("nothing varies among the delayed").isNull();
    assertThat(found.joiners().spend()).isNull();
    assertThat(found.buyers()).isNotNull();
    assertThat(found.joiners().f()).as("no noise in joining").isNull();
  }

  @Test
  void arms_of_other_sizes_than_promised_raise_the_alarm_and_silence_the_sentence() {
    Map<Long, Boolean> invited = new HashMap<>();
    for (long i = 0; i < 1_500; i++) {
      invited.put(i, i < 900);
    }
    Result found = HoldoutRead.result(invited, 50, Set.of(), Map.of(), Window.WHOLE);
    assertThat(found.alarm()).isTrue();
    assertThat(found.conclusion()).isEqualTo(Conclusion.RATIO_WRONG);
    assertThat(HoldoutRead.result(invited, 60, Set.of(), Map.of(), Window.WHOLE).alarm()).isFalse();
  }

  @Test
  void who_joined_although_delayed_counts_by_what_was_dealt_and_is_shown() {
    Map<Long, Boolean> invited = Map.of(1L, true, 2L, false, 3L, false);
    Result found =
        HoldoutRead.result(
            invited,
            50,
            new HashSet<>(List.of(2L, 9L)),
            Map.of(2L, new Bought(1, 700)),
            Window.WHOLE);
    assertThat(found.later().joined()).isEqualTo(1);
    assertThat(found.later().did()).isEqualTo(new Did(1, 0.5, 350));
    assertThat(found.now().joined()).isZero();
  }

  @Test
  void a_known_difference_of_arms_is_told_in_standard_deviations() {
    List<double[]> rows =
        List.of(new double[] {1}, new double[] {3}, new double[] {2}, new double[] {4});
    var found =
        HoldoutOutlook.balance(List.of("age"), rows, List.of(true, true, false, false)).getFirst();
    assertThat(found.now()).isEqualTo(2);
    assertThat(found.apart()).isCloseTo(-1 / Math.sqrt(2), within(1e-12));
    assertThat(
            HoldoutOutlook.balance(
                    List.of("age"), Arrays.asList(null, rows.get(0)), List.of(true, false))
                .getFirst()
                .apart())
        .isZero();
  }

  @Test
  void uneven_arms_see_less_and_nobody_sees_nothing() {
    Double even = HoldoutOutlook.detectable(500, 500, 0.2);
    assertThat(even).as("textbook: about 7 points").isCloseTo(0.074, within(0.003));
    assertThat(HoldoutOutlook.detectable(900, 100, 0.2)).isGreaterThan(even);
    assertThat(HoldoutOutlook.detectable(0, 500, 0.2)).isNull();
    assertThat(HoldoutOutlook.detectable(500, 500, 0)).isNull();
  }

  @Test
  void of_money_a_rise_can_be_seen_as_the_textbook_says() {
    // 100 of 500 spent 80.00: mean 16.00, deviation 32.00; 2.8016 × 32.03 × √(2 ÷ 250) is 8.03.
    List<Long> before = new ArrayList<>(Collections.nCopies(100, 8_000L));
    before.addAll(Collections.nCopies(400, 0L));
    Double even = HoldoutOutlook.detectableSpend(250, 250, before);
    assertThat(even).isCloseTo(803, within(1.0));
    assertThat(HoldoutOutlook.detectableSpend(450, 50, before)).isGreaterThan(even);
    assertThat(HoldoutOutlook.detectableSpend(250, 250, Collections.nCopies(500, 0L))).isNull();
    assertThat(HoldoutOutlook.detectableSpend(250, 250, Collections.nCopies(500, 900L)))
        .as("all alike: nothing says how uneven it is")
        .isNull();
    assertThat(HoldoutOutlook.detectableSpend(0, 0, List.of())).isNull();
  }

  // ---- the parts these are made of

  private static int holds(HoldoutRead.Estimate found, double truth) {
    return found.low() <= truth && truth <= found.high() ? 1 : 0;
  }

  private static Map<Long, Boolean> dealt(long study, int people) {
    var holdout =
        new Holdout(
            study, new io.liana.kernel.CommunityId(1), "s", 50, 60, 30, "CNY", null, null, 0, 0);
    Map<Long, Boolean> invited = new HashMap<>();
    for (long i = 0; i < people; i++) {
      invited.put(i, holdout.invitedNow(i));
    }
    return invited;
  }

  /** Each buyer spends 100 on average. */
  private static Result simulated(int seed, int people, double without, double with) {
    Map<Long, Boolean> invited = dealt(seed, people);
    var lot = new Random(20261127L + seed);
    Map<Long, Bought> bought = new HashMap<>();
    invited.forEach(
        (person, now) -> {
          if (lot.nextDouble() < (now ? with : without)) {
            bought.put(person, new Bought(1, Math.round(10_000 * (0.5 + lot.nextDouble()))));
          }
        });
    return HoldoutRead.result(invited, 50, Set.of(), bought, Window.WHOLE);
  }

  /** Of everybody 0.1 buy who never join and 0.5 who join anyhow. */
  private static Result joining(int seed, int people, double compliers, double effect) {
    Map<Long, Boolean> invited = dealt(seed, people);
    var lot = new Random(20261128L + seed);
    Map<Long, Bought> bought = new HashMap<>();
    Set<Long> joined = new HashSet<>();
    invited.forEach(
        (person, now) -> {
          double kind = lot.nextDouble();
          boolean anyhow = kind < 0.1;
          boolean complier = !anyhow && kind < 0.1 + compliers;
          if (anyhow || (complier && now)) {
            joined.add(person);
          }
          double chance = anyhow ? 0.5 : !complier ? 0.1 : now ? 0.2 + effect : 0.2;
          if (lot.nextDouble() < chance) {
            bought.put(person, new Bought(1, Math.round(10_000 * (0.5 + lot.nextDouble()))));
          }
        });
    return HoldoutRead.result(invited, 50, joined, bought, Window.WHOLE);
  }
}
