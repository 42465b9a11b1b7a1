package io.liana.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.customer.Lifetime.Worth;
import io.liana.customer.Slices.Bin;
import io.liana.customer.Slices.Distribution;
import io.liana.customer.Slices.Kind;
import io.liana.customer.Slices.Part;
import io.liana.customer.Slices.Slice;
import io.liana.statistics.BgNbd;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlicesTest {
  private static final Part POSTER = new Part(Kind.CHANNEL, 1);
  private static final Part SHOP = new Part(Kind.CHANNEL, 2);

  @Test
  void a_part_has_its_total_its_mean_and_its_median_and_says_who_bought_once() {
    List<Worth> all = List.of(worth(1, 1, 100.0), worth(2, 0, 900.0), worth(3, 1, 50.0));
    List<Slice> found = Slices.by(all, one -> one.id() == 3 ? List.of(POSTER) : List.of(SHOP));
    assertThat(found)
        .containsExactly(
            new Slice(SHOP, 2, 1, 2, 1000L, 500L, 500L), new Slice(POSTER, 1, 0, 1, 50L, 50L, 50L));
  }

  @Test
  void who_is_in_two_groups_counts_in_both() {
    List<Slice> found = Slices.by(List.of(worth(1, 1, 7.0)), one -> List.of(POSTER, SHOP));
    assertThat(found).extracting(Slice::customers).containsExactly(1, 1);
  }

  @Test
  void without_a_model_of_spending_purchases_are_left() {
    List<Worth> all = List.of(worth(1, 1, null));
    Slice only = Slices.by(all, one -> List.of(POSTER)).getFirst();
    assertThat(only.total()).isNull();
    assertThat(only.purchases()).isEqualTo(1);
    assertThat(Slices.distribution(all)).isNull();
    assertThat(Slices.distribution(List.of())).isNull();
    assertThat(Slices.lorenz(all)).isNull();
    assertThat(Slices.lorenz(List.of())).isNull();
  }

  @Test
  void every_customer_is_in_one_bin_or_below_them() {
    List<Worth> all = LongStream.rangeClosed(1, 10).mapToObj(i -> worth(i, 1, i * 10.0)).toList();
    Distribution found = Slices.distribution(all);
    assertThat(found.bins())
        .containsExactly(
            new Bin(10, 20, 1), new Bin(20, 50, 3), new Bin(50, 100, 5), new Bin(100, 200, 1));
    assertThat(found.below()).isZero();
    assertThat(found.topFifth()).isCloseTo(190 / 550.0, within(1e-12));
    Lorenz lorenz = Slices.lorenz(all);
    assertThat(1 - lorenz.points().get(8).value())
        .as("the same said otherwise: what the last fifth of the curve rises by")
        .isCloseTo(found.topFifth(), within(1e-12));
  }

  @Test
  void values_a_thousand_million_apart_need_few_bins() {
    Distribution found =
        Slices.distribution(List.of(worth(1, 1, 0.0), worth(2, 1, 3.0), worth(3, 1, 4e9)));
    assertThat(found.bins()).hasSize(13);
    assertThat(found.below()).isEqualTo(2);
    assertThat(found.bins().getLast().customers()).isEqualTo(1);
    Distribution nothing = Slices.distribution(List.of(worth(1, 1, 0.0)));
    assertThat(nothing.below()).isEqualTo(1);
    assertThat(nothing.topFifth()).as("of nothing there is no share").isNull();
  }

  private static Worth worth(long id, int repeats, @Nullable Double value) {
    return new Worth(
        id, null, new BgNbd.History(repeats, repeats, 10), repeats == 0 ? null : 0.5, 1, value);
  }
}
