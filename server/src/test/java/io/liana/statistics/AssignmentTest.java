package io.liana.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liana.statistics.Assignment.Arm;
import io.liana.statistics.Assignment.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AssignmentTest {
  private static final int MEMBERS = 50_000;
  private static final List<Arm> THREE =
      List.of(new Arm("as before", 2), new Arm("warm", 1), new Arm("short", 1));

  @Test
  void the_same_member_always_gets_the_same() {
    Assignment one = new Assignment("greeting-1", THREE, 0.1);
    Assignment other = new Assignment("greeting-1", THREE.reversed(), 0.1);
    for (int i = 0; i < 1000; i++) {
      assertThat(one.of("m" + i)).isEqualTo(other.of("m" + i));
    }
    // Written down so that no later change of the hash moves everybody unnoticed.
    assertThat(one.of("m1")).isEqualTo(PINNED_M1);
    assertThat(one.of("m4")).isEqualTo(PINNED_M4);
  }

  @Test
  void arms_get_their_weights_and_the_holdout_its_share() {
    Map<String, Integer> counts = counts(new Assignment("greeting-1", THREE, 0.1));
    long[] observed = {
      counts.getOrDefault("as before", 0),
      counts.getOrDefault("warm", 0),
      counts.getOrDefault("short", 0),
      counts.getOrDefault("held out", 0)
    };
    assertThat(SampleRatio.p(observed, new double[] {0.45, 0.225, 0.225, 0.1})).isGreaterThan(0.01);
  }

  @Test
  void two_experiments_know_nothing_of_each_other() {
    Assignment greeting = new Assignment("greeting-1", THREE, 0);
    Assignment poster = new Assignment("poster-1", List.of(new Arm("a", 1), new Arm("b", 1)), 0);
    Map<String, Integer> both = new TreeMap<>();
    for (int i = 0; i < MEMBERS; i++) {
      both.merge(name(greeting.of("m" + i)) + "/" + name(poster.of("m" + i)), 1, Integer::sum);
    }
    long[] observed = both.values().stream().mapToLong(Integer::longValue).toArray();
    double[] weights =
        both.keySet().stream()
            .mapToDouble(pair -> pair.startsWith("as before") ? 0.25 : 0.125)
            .toArray();
    assertThat(observed).hasSize(6);
    assertThat(SampleRatio.p(observed, weights)).isGreaterThan(0.01);
  }

  @Test
  void a_new_weight_moves_only_whom_it_must() {
    Assignment before = new Assignment("greeting-1", THREE, 0.1);
    Assignment after =
        new Assignment(
            "greeting-1",
            List.of(new Arm("as before", 2), new Arm("warm", 2), new Arm("short", 1)),
            0.1);
    int moved = 0;
    for (int i = 0; i < MEMBERS; i++) {
      Outcome was = before.of("m" + i);
      Outcome is = after.of("m" + i);
      if (!was.equals(is)) {
        assertThat(name(is)).isEqualTo("warm");
        moved++;
      }
    }
    // warm grows from 1/4 to 2/5 of nine tenths: no more than that difference has to move.
    assertThat(moved / (double) MEMBERS).isBetween(0.128, 0.142);
  }

  @Test
  void a_larger_holdout_takes_from_arms_and_moves_nobody_between_them() {
    Assignment small = new Assignment("greeting-1", THREE, 0.05);
    Assignment large = new Assignment("greeting-1", THREE, 0.2);
    for (int i = 0; i < 5000; i++) {
      Outcome is = large.of("m" + i);
      if (!(is instanceof Outcome.HeldOut)) {
        assertThat(small.of("m" + i)).isEqualTo(is);
      }
    }
  }

  @Test
  void what_cannot_be_assigned_is_refused() {
    assertThatThrownBy(() -> new Assignment("x", List.of(new Arm("a", 0)), 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Assignment("x", List.of(new Arm("a", 1), new Arm("a", 1)), 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Assignment("", List.of(new Arm("a", 1)), 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Assignment("x", List.of(new Arm("a", Double.NaN)), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static final Outcome PINNED_M1 = new Outcome.HeldOut();
  private static final Outcome PINNED_M4 = new Outcome.Assigned("warm");

  private static Map<String, Integer> counts(Assignment assignment) {
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < MEMBERS; i++) {
      counts.merge(name(assignment.of("m" + i)), 1, Integer::sum);
    }
    return counts;
  }

  private static String name(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Assigned assigned -> assigned.arm();
      case Outcome.HeldOut _ -> "held out";
    };
  }
}
