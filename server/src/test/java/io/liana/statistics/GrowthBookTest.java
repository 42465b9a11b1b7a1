package io.liana.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.kit.SharedData;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every case of {@code shared/cases/stats_growthbook.json}: GrowthBook's own expectations (MIT).
 */
class GrowthBookTest {
  @TestFactory
  Stream<DynamicTest> the_cases_of_growthbook_hold() {
    JsonNode all =
        JsonMapper.shared().readTree(SharedData.path("cases/stats_growthbook.json")).path("cases");
    assertThat(all.size()).isGreaterThanOrEqualTo(39);
    return all.valueStream()
        .map(one -> DynamicTest.dynamicTest(one.path("id").asString(), () -> holds(one)));
  }

  private static void holds(JsonNode one) {
    switch (one.path("kind").asString()) {
      case "ttest", "sequential" -> effect(one, sample(one.path("a")), sample(one.path("b")));
      case "sequential_cuped" -> {
        Cuped.Adjusted both = Cuped.mean(List.of(before(one.path("a")), before(one.path("b"))));
        effect(one, both.control(), both.treatment());
      }
      case "ratio_cuped" -> {
        Cuped.Adjusted both = Cuped.ratio(List.of(ratio(one.path("a")), ratio(one.path("b"))));
        effect(one, both.control(), both.treatment());
      }
      case "ttest_error" ->
          assertThat(
                  Welch.compare(
                      sample(one.path("a")),
                      sample(one.path("b")),
                      Scale.RELATIVE,
                      Side.TWO_SIDED,
                      0.05))
              .isEqualTo(new Effect.Refused(Refusal.NO_VARIANCE));
      case "cuped_theta" ->
          assertThat(Cuped.mean(List.of(pairs(one.path("a")), pairs(one.path("b")))).theta())
              .isCloseTo(expected(one, "theta"), tolerance(one));
      case "relative_sign" ->
          one.path("rows")
              .forEach(
                  row ->
                      assertThat(relative(row.path("a").asDouble(), row.path("b").asDouble()))
                          .isCloseTo(row.path("lift").asDouble(), within(1e-9)));
      case "bayes" -> bayes(one);
      case "bayes_empty" -> {
        Bayes nothing =
            Bayes.compare(sample(one.path("a")), sample(one.path("b")), Scale.RELATIVE, null, 0.05);
        assertThat(nothing.chance()).isEqualTo(0.5);
        assertThat(nothing.estimate()).isZero();
      }
      case "srm" ->
          assertThat(SampleRatio.p(longs(one.path("observed")), weights(one)))
              .isCloseTo(expected(one, "p"), tolerance(one));
      case "multiplicity" -> {
        double[] p = doubles(one.path("p"));
        double[] adjusted =
            one.path("method").asString().equals("holm")
                ? Multiplicity.holm(p)
                : Multiplicity.benjaminiHochberg(p);
        assertThat(adjusted).containsExactly(doubles(one.path("expected")), tolerance(one));
      }
      case "delta_variance" -> delta(one);
      case "power" ->
          assertThat(Power.of(plan(one), one.path("effect_rel").asDouble(), total(one)))
              .isCloseTo(expected(one, "power"), tolerance(one));
      case "mde" ->
          assertThat(
                  Power.detectable(plan(one), total(one), one.path("power").asDouble())
                      .orElseThrow())
              .isCloseTo(expected(one, "mde"), tolerance(one));
      default -> throw new AssertionError("a kind nobody reads: " + one.path("kind"));
    }
  }

  private static void effect(JsonNode one, Sample control, Sample treatment) {
    Scale scale = scale(one);
    String method = one.path("method").asString();
    Side side =
        method.contains("greater")
            ? Side.GREATER
            : method.contains("lesser") ? Side.LESSER : Side.TWO_SIDED;
    double alpha = one.path("alpha").asDouble();
    Effect effect =
        method.startsWith("asymptotic")
            ? Sequential.compare(
                control, treatment, scale, side, alpha, one.path("tuning").asDouble())
            : Welch.compare(control, treatment, scale, side, alpha);
    assertThat(effect).isInstanceOf(Effect.Measured.class);
    Effect.Measured measured = (Effect.Measured) effect;
    assertThat(measured.estimate()).isCloseTo(expected(one, "lift"), tolerance(one));
    assertThat(measured.error()).isCloseTo(expected(one, "se"), tolerance(one));
    if (one.path("expected").has("p")) {
      assertThat(measured.p()).isCloseTo(expected(one, "p"), tolerance(one));
    }
    interval(one, measured.interval());
  }

  private static void interval(JsonNode one, Interval interval) {
    JsonNode ends = one.path("expected").path("ci");
    assertThat(interval.low())
        .satisfies(low -> end(low, ends.get(0), Double.NEGATIVE_INFINITY, tolerance(one)));
    assertThat(interval.high())
        .satisfies(high -> end(high, ends.get(1), Double.POSITIVE_INFINITY, tolerance(one)));
  }

  private static void end(double end, JsonNode expected, double open, Offset<Double> tolerance) {
    if (expected.isNull()) {
      assertThat(end).isEqualTo(open);
    } else {
      assertThat(end).isCloseTo(expected.asDouble(), tolerance);
    }
  }

  private static void bayes(JsonNode one) {
    JsonNode prior = one.path("prior");
    Bayes bayes =
        Bayes.compare(
            sample(one.path("a")),
            sample(one.path("b")),
            scale(one),
            prior(prior),
            one.path("alpha").asDouble());
    assertThat(bayes.estimate()).isCloseTo(expected(one, "lift"), tolerance(one));
    assertThat(bayes.error()).isCloseTo(expected(one, "se"), tolerance(one));
    assertThat(bayes.chance()).isCloseTo(expected(one, "chance_to_win"), tolerance(one));
    interval(one, bayes.credible());
    // GrowthBook tells the loss in the metric's own unit; the cases are told relative to control.
    double[] risk = doubles(one.path("expected").path("risk"));
    assertThat(bayes.lossKeeping()).isCloseTo(risk[0], tolerance(one));
    assertThat(bayes.lossChoosing()).isCloseTo(risk[1], tolerance(one));
  }

  private static Bayes.@Nullable Prior prior(JsonNode prior) {
    return prior.isNull()
        ? null
        : new Bayes.Prior(prior.path("mean").asDouble(), prior.path("variance").asDouble());
  }

  private static void delta(JsonNode one) {
    Contrast contrast =
        Contrast.of(
            Sample.plain(
                one.path("n_a").asLong(),
                one.path("mean_a").asDouble(),
                one.path("var_a").asDouble()),
            Sample.plain(
                one.path("n_b").asLong(),
                one.path("mean_b").asDouble(),
                one.path("var_b").asDouble()),
            one.path("relative").asBoolean() ? Scale.RELATIVE : Scale.ABSOLUTE);
    assertThat(contrast.variance()).isCloseTo(expected(one, "v"), tolerance(one));
  }

  private static double relative(double a, double b) {
    return Contrast.of(Sample.plain(10, a, 1), Sample.plain(10, b, 1), Scale.RELATIVE).estimate();
  }

  private static Scale scale(JsonNode one) {
    return one.path("difference").asString().equals("relative") ? Scale.RELATIVE : Scale.ABSOLUTE;
  }

  private static Sample sample(JsonNode arm) {
    return arm.path("type").asString().equals("proportion")
        ? Sample.proportion(arm.path("n").asLong(), arm.path("sum").asLong())
        : Sample.mean(
            arm.path("n").asLong(), arm.path("sum").asDouble(), arm.path("sum_squares").asDouble());
  }

  private static Columns before(JsonNode arm) {
    double product = arm.path("post_pre_sum_of_products").asDouble();
    return new Columns(
        arm.path("n").asLong(),
        new double[] {sum(arm, "post"), sum(arm, "pre")},
        new double[][] {{squares(arm, "post"), product}, {product, squares(arm, "pre")}});
  }

  private static Columns ratio(JsonNode arm) {
    String[] names = {"m_post", "d_post", "m_pre", "d_pre"};
    double[] sums = new double[4];
    double[][] products = new double[4][4];
    for (int i = 0; i < 4; i++) {
      sums[i] = sum(arm, names[i]);
      for (int j = 0; j < 4; j++) {
        products[i][j] =
            i == j
                ? squares(arm, names[i])
                : arm.path(names[i] + "_" + names[j])
                    .asDouble(arm.path(names[j] + "_" + names[i]).asDouble(Double.NaN));
      }
    }
    return new Columns(arm.path("n").asLong(), sums, products);
  }

  private static Columns pairs(JsonNode arm) {
    double[] post = doubles(arm.path("post"));
    double[] pre = doubles(arm.path("pre"));
    double[][] units = new double[post.length][];
    for (int i = 0; i < units.length; i++) {
      units[i] = new double[] {post[i], pre[i]};
    }
    return Columns.of(units);
  }

  private static double sum(JsonNode arm, String column) {
    return arm.path(column).path("sum").asDouble();
  }

  private static double squares(JsonNode arm, String column) {
    return arm.path(column).path("sum_squares").asDouble();
  }

  private static Power.Plan plan(JsonNode one) {
    return Power.Plan.ofMean(
        one.path("mean").asDouble(),
        Math.sqrt(one.path("var").asDouble()),
        one.path("arms").asInt(),
        Scale.RELATIVE,
        one.path("alpha").asDouble());
  }

  private static double total(JsonNode one) {
    return one.path("n_total").asDouble();
  }

  private static double expected(JsonNode one, String name) {
    return one.path("expected").path(name).asDouble();
  }

  private static Offset<Double> tolerance(JsonNode one) {
    return within(one.path("tol").asDouble(1e-5));
  }

  private static double[] doubles(JsonNode list) {
    return list.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }

  private static long[] longs(JsonNode list) {
    return list.valueStream().mapToLong(JsonNode::asLong).toArray();
  }

  /** One case has a weight without a count: that arm had nobody. */
  private static double[] weights(JsonNode one) {
    double[] weights = doubles(one.path("weights"));
    return java.util.Arrays.copyOf(weights, one.path("observed").size());
  }
}
