package io.liana.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.liana.kit.SharedData;
import io.liana.statistics.Uplift.Doubt;
import io.liana.statistics.Uplift.Estimate;
import io.liana.statistics.Uplift.Headline;
import io.liana.statistics.Uplift.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A job programme whose effect is known by lot (+1,794), and the same people beside a survey. */
class UpliftTest {
  private static final List<String> EIGHT =
      List.of("age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75");

  /** In the order of the file, from treat to re78. */
  private record Person(double[] cell) {
    double of(String name) {
      return switch (name) {
        case "age2" -> of("age") * of("age");
        case "age3" -> of("age") * of("age") * of("age");
        case "educ2" -> of("educ") * of("educ");
        case "no74" -> of("re74") == 0 ? 1 : 0;
        case "no75" -> of("re75") == 0 ? 1 : 0;
        case "educ_re74" -> of("educ") * of("re74");
        case "treat" -> cell[0];
        case "re78" -> cell[9];
        default -> cell[1 + EIGHT.indexOf(name)];
      };
    }
  }

  @Test
  void the_lottery_is_reproduced() throws IOException {
    JsonNode expected = cases().path("nsw_experimental").path("expected");
    Study study = study(nsw(), EIGHT);
    Uplift uplift = Uplift.of(study);
    near(uplift, Method.NAIVE, expected.path("diff_in_means"), 1e-3);
    assertThat(of(uplift, Method.NAIVE).error())
        .isCloseTo(expected.path("se_unequal_variance").asDouble(), within(1e-3));
    near(uplift, Method.REGRESSION, expected.path("ols_all_covariates"), 1e-2);
    assertThat(of(uplift, Method.REGRESSION).error())
        .isCloseTo(expected.path("ols_se").asDouble(), within(1e-2));
    near(uplift, Method.DIFFERENCE_IN_DIFFERENCES, expected.path("did_re78_minus_re75"), 1e-2);
    // By lot everybody is comparable: a headline, and 0 is outside.
    assertThat(uplift.headline()).isInstanceOf(Headline.Said.class);
    Headline.Said said = (Headline.Said) uplift.headline();
    assertThat(said.estimate().interval().contains(0)).isFalse();
    assertThat(said.estimate().interval().contains(1794)).isTrue();
    assertThat(said.eValue()).isGreaterThan(said.eValueOfInterval());
    assertThat(said.eValueOfInterval()).isGreaterThan(1);
  }

  @Test
  void what_was_earned_before_takes_a_little_noise_off_the_lottery() throws IOException {
    JsonNode expected = cases().path("nsw_experimental").path("expected");
    Cuped.Adjusted both = Cuped.mean(List.of(earnings(0), earnings(1)));
    assertThat(both.theta()).isCloseTo(expected.path("cuped_re75_theta").asDouble(), within(1e-6));
    assertThat(both.treatment().mean() - both.control().mean())
        .isCloseTo(expected.path("cuped_estimate").asDouble(), within(1e-2));
  }

  @Test
  void a_survey_misleads_and_weighting_recovers_the_truth() throws IOException {
    JsonNode expected = cases().path("cps_15992").path("expected");
    List<Person> people = cps();
    assertThat(people).hasSize(16_177);
    List<String> more = new ArrayList<>(EIGHT);
    more.add("age2");
    Uplift plain = Uplift.of(study(people, more));
    near(plain, Method.NAIVE, expected.path("naive_diff_in_means"), 1e-2);
    near(plain, Method.REGRESSION, expected.path("ols_with_controls"), 1);
    assertThat(of(plain, Method.REGRESSION).error())
        .isCloseTo(expected.path("ols_se").asDouble(), within(1.0));
    near(plain, Method.DIFFERENCE_IN_DIFFERENCES, expected.path("did_re75_to_re78"), 1e-2);
    assertThat(of(Uplift.of(study(people, EIGHT)), Method.REGRESSION).effect())
        .isCloseTo(699.13, within(1.0));

    more.addAll(List.of("age3", "educ2", "no74", "no75", "educ_re74"));
    Uplift rich = Uplift.of(study(people, more));
    near(rich, Method.WEIGHTING, expected.path("ipw_att_hajek_rich_logit"), 1);
    // The same, computed apart from this code with numpy; see ADR 35.
    assertThat(of(rich, Method.DOUBLY_ROBUST).effect()).isCloseTo(1584.53, within(1.0));
    assertThat(of(rich, Method.DOUBLY_ROBUST).interval().contains(1794)).isTrue();
    assertThat(of(rich, Method.MATCHING).effect()).isPositive();
    // Seventy effective people of sixteen thousand: said, and doubted aloud.
    assertThat(rich.overlap().effective()).isCloseTo(70.15, within(0.1));
    assertThat(rich.doubts()).contains(Doubt.FEW_EFFECTIVE);
    Balance before = rich.balance().get(EIGHT.indexOf("re75"));
    assertThat(before.before()).isLessThan(-3);
    assertThat(Math.abs(before.weighted())).isLessThan(0.1);
  }

  /**
   * Data of R's package MatchIt, which is not among the shared data; the test runs where somebody
   * put it there (docs/adr/0035 says how).
   */
  @Test
  void a_small_survey_flips_its_sign_and_matching_is_warned_of() throws IOException {
    JsonNode expected = cases().path("matchit_psid_614");
    List<String> columns = new ArrayList<>(EIGHT);
    Uplift uplift = Uplift.of(study(matchIt(), columns));
    JsonNode values = expected.path("expected");
    near(uplift, Method.NAIVE, values.path("naive_diff_in_means"), 1e-2);
    near(uplift, Method.REGRESSION, values.path("ols_adjusted"), 1);
    assertThat(of(uplift, Method.REGRESSION).error())
        .isCloseTo(values.path("ols_adjusted_se").asDouble(), within(1.0));
    near(uplift, Method.WEIGHTING, values.path("ipw_att_hajek"), 1);
    near(uplift, Method.DOUBLY_ROBUST, values.path("aipw_att_hajek"), 1);
    near(uplift, Method.DIFFERENCE_IN_DIFFERENCES, values.path("did_re75_to_re78"), 1);
    JsonNode range = expected.path("nn_tie_range");
    assertThat(of(uplift, Method.MATCHING).effect())
        .isBetween(range.get(0).asDouble() - 1e-3, range.get(1).asDouble() + 1e-3);
    Balance black = uplift.balance().get(EIGHT.indexOf("black"));
    JsonNode after = expected.path("balance_smd_after_nn");
    Balance re74 = uplift.balance().get(EIGHT.indexOf("re74"));
    assertThat(black.matched()).isGreaterThan(0.1);
    assertThat(re74.before())
        .isCloseTo(expected.path("balance_smd_before").path("re74").asDouble(), within(1e-3));
    assertThat(re74.matched()).isCloseTo(after.path("re74").asDouble(), within(1e-3));
    assertThat(uplift.doubts()).contains(Doubt.UNBALANCED);
  }

  private static List<Person> matchIt() throws IOException {
    return Files.readAllLines(SharedData.path("data/lalonde-nsw/lalonde_matchit.csv")).stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .map(
            cell ->
                new Person(
                    new double[] {
                      Double.parseDouble(cell[0]),
                      Double.parseDouble(cell[1]),
                      Double.parseDouble(cell[2]),
                      cell[3].equals("black") ? 1 : 0,
                      cell[3].equals("hispan") ? 1 : 0,
                      Double.parseDouble(cell[4]),
                      Double.parseDouble(cell[5]),
                      Double.parseDouble(cell[6]),
                      Double.parseDouble(cell[7]),
                      Double.parseDouble(cell[8])
                    }))
        .toList();
  }

  @Test
  void where_nobody_is_comparable_there_is_no_headline() {
    Random chance = new Random(5);
    // Members are all rich and others all poor: nothing to compare.
    Uplift apart = Uplift.of(study(200, chance, member -> (member ? 10 : 0) + chance.nextDouble()));
    assertThat(apart.headline())
        .isEqualTo(new Headline.Refused(java.util.Set.of(Doubt.NO_OVERLAP)));
    assertThat(apart.estimates()).isEmpty(); // a plain difference is never shown alone
    // Hardly any of the others is like a member.
    Uplift thin =
        Uplift.of(study(200, chance, member -> (member ? 4.5 : 0) + chance.nextGaussian()));
    assertThat(thin.headline()).isInstanceOf(Headline.Refused.class);
    assertThat(thin.overlap().effective()).isLessThan(30);
  }

  @Test
  void a_known_effect_is_found_where_joining_depends_on_wealth() {
    Random chance = new Random(11);
    int n = 4000;
    double[][] wealth = new double[n][1];
    boolean[] member = new boolean[n];
    double[] bought = new double[n];
    for (int i = 0; i < n; i++) {
      wealth[i][0] = chance.nextGaussian();
      member[i] = chance.nextDouble() < 1 / (1 + Math.exp(-wealth[i][0]));
      bought[i] = 10 + 3 * wealth[i][0] + (member[i] ? 2 : 0) + chance.nextGaussian();
    }
    Uplift uplift = Uplift.of(new Study(List.of("wealth"), wealth, member, bought, null));
    assertThat(of(uplift, Method.NAIVE).effect()).isGreaterThan(4);
    for (Method method : List.of(Method.REGRESSION, Method.WEIGHTING, Method.DOUBLY_ROBUST)) {
      assertThat(of(uplift, method).effect()).as(method.name()).isCloseTo(2, within(0.25));
    }
    assertThat(uplift.estimates().stream().map(Estimate::method))
        .doesNotContain(Method.DIFFERENCE_IN_DIFFERENCES);
    assertThat(uplift.doubts()).isEmpty();
  }

  @Test
  void what_cannot_be_compared_is_refused_with_the_reason() {
    Random chance = new Random(5);
    assertThat(Uplift.of(study(20, chance, member -> chance.nextDouble())).headline())
        .isEqualTo(new Headline.Refused(java.util.Set.of(Doubt.TOO_FEW)));
    assertThat(Uplift.of(study(100, chance, member -> 1)).headline())
        .isEqualTo(new Headline.Refused(java.util.Set.of(Doubt.COLLINEAR)));
    assertThatThrownBy(() -> study(100, chance, member -> Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_sensitivity_is_that_of_the_paper() {
    // VanderWeele and Ding 2017: a risk ratio of 3.9 has the E-value 7.26.
    assertThat(Uplift.eValue(Math.log(3.9) / 0.91)).isCloseTo(7.26, within(0.005));
    assertThat(Uplift.eValue(0)).isEqualTo(1);
  }

  private interface Covariate {
    double of(boolean member);
  }

  private static Study study(int each, Random chance, Covariate covariate) {
    double[][] rows = new double[2 * each][];
    boolean[] member = new boolean[2 * each];
    for (int i = 0; i < rows.length; i++) {
      member[i] = i % 2 == 0;
      rows[i] = new double[] {covariate.of(member[i])};
    }
    double[] outcome = chance.doubles(2L * each).toArray();
    return new Study(List.of("wealth"), rows, member, outcome, null);
  }

  private static Study study(List<Person> people, List<String> columns) {
    boolean[] member = new boolean[people.size()];
    IntStream.range(0, member.length).forEach(i -> member[i] = people.get(i).of("treat") == 1);
    return new Study(
        columns,
        people.stream()
            .map(one -> columns.stream().mapToDouble(one::of).toArray())
            .toArray(double[][]::new),
        member,
        people.stream().mapToDouble(one -> one.of("re78")).toArray(),
        people.stream().mapToDouble(one -> one.of("re75")).toArray());
  }

  private static Columns earnings(int arm) throws IOException {
    return Columns.of(
        nsw().stream()
            .filter(one -> one.of("treat") == arm)
            .map(one -> new double[] {one.of("re78"), one.of("re75")})
            .toArray(double[][]::new));
  }

  private static Estimate of(Uplift uplift, Method method) {
    return uplift.estimates().stream()
        .filter(one -> one.method() == method)
        .findFirst()
        .orElseThrow();
  }

  private static void near(Uplift uplift, Method method, JsonNode expected, double tolerance) {
    assertThat(of(uplift, method).effect())
        .as(method.name())
        .isCloseTo(expected.asDouble(), within(tolerance));
  }

  private static JsonNode cases() {
    return JsonMapper.shared().readTree(SharedData.path("cases/causal_nsw.json"));
  }

  private static List<Person> nsw() throws IOException {
    return read("nsw_mixtape.csv");
  }

  private static List<Person> cps() throws IOException {
    List<Person> people = new ArrayList<>(nsw());
    people.removeIf(one -> one.of("treat") == 0);
    people.addAll(read("cps_mixtape.csv"));
    return people;
  }

  private static List<Person> read(String file) throws IOException {
    return Files.readAllLines(SharedData.path("data/lalonde-nsw").resolve(file)).stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .map(cell -> Arrays.stream(cell).skip(2).mapToDouble(Double::parseDouble).toArray())
        .map(Person::new)
        .toList();
  }
}
