package io.liana.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.customer.Lorenz.Point;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LorenzTest {

  @Test
  void a_small_example_comes_out_as_by_hand() {
    // 1 + 2 + 3 + 4; (−3·1 − 1·2 + 1·3 + 3·4) ÷ (4 · 10)
    Lorenz found = Lorenz.of(new double[] {4, 1, 3, 2});
    assertThat(found.gini()).isCloseTo(0.25, within(1e-12));
    assertThat(found.points())
        .containsExactly(
            new Point(0, 0),
            new Point(0.25, 0.1),
            new Point(0.5, 0.3),
            new Point(0.75, 0.6),
            new Point(1, 1));
  }

  @Test
  void all_alike_lie_on_the_line_and_one_who_brings_everything_leaves_it_as_far_as_can_be() {
    Lorenz alike = Lorenz.of(new double[] {7, 7, 7, 7, 7});
    assertThat(alike.gini()).isCloseTo(0, within(1e-12));
    assertThat(alike.points())
        .allSatisfy(one -> assertThat(one.value()).isCloseTo(one.customers(), within(1e-12)));
    double[] one = new double[50];
    one[20] = 3;
    assertThat(Lorenz.of(one).gini()).isCloseTo(49 / 50.0, within(1e-12));
  }

  @Test
  void the_coefficient_is_twice_the_area_between_the_curve_and_equality() {
    var lot = new Random(20261127);
    Lorenz found = Lorenz.of(lot.doubles(60).map(one -> Math.exp(4 * one)).toArray());
    assertThat(found.gini()).isCloseTo(1 - 2 * area(found.points()), within(1e-12));
    Lorenz many = Lorenz.of(lot.doubles(12_345).map(one -> Math.exp(4 * one)).toArray());
    assertThat(many.points()).hasSize(101);
    assertThat(many.gini())
        .as("a hundred points leave out next to nothing")
        .isCloseTo(1 - 2 * area(many.points()), within(1e-3));
    assertThat(many.points().stream().map(Point::value).toList()).isSorted();
  }

  @Test
  void nothing_cannot_be_shared_out_and_who_got_more_back_counts_as_nothing() {
    assertThat(Lorenz.of(new double[0])).isNull();
    assertThat(Lorenz.of(new double[] {0, 0})).isNull();
    assertThat(Lorenz.of(new double[] {-5, 0})).isNull();
    assertThat(Lorenz.of(new double[] {-5, 10})).isEqualTo(Lorenz.of(new double[] {0, 10}));
    assertThat(Arrays.asList(Lorenz.of(new double[] {9})))
        .containsExactly(new Lorenz(1, 0, List.of(new Point(0, 0), new Point(1, 1))));
  }

  private static double area(List<Point> points) {
    double area = 0;
    for (int i = 1; i < points.size(); i++) {
      Point from = points.get(i - 1);
      Point to = points.get(i);
      area += (to.customers() - from.customers()) * (from.value() + to.value()) / 2;
    }
    return area;
  }
}
