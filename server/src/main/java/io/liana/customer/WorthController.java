package io.liana.customer;

import io.liana.customer.Asked.Question;
import io.liana.customer.Lifetime.Point;
import io.liana.customer.Lifetime.Worth;
import io.liana.kernel.Caller;
import io.liana.kernel.Given;
import io.liana.kernel.Permission;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What customers are worth, over HTTP. */
@RestController
@RequestMapping("/api/v1/communities/{community}/customers")
class WorthController {
  private static final int MOST_SHOWN = 100;
  private static final int TENTHS = 10;

  private final Asked asked;

  WorthController(Asked asked) {
    this.asked = asked;
  }

  record BuyingAnswer(double r, double alpha, double a, double b, double logLikelihood) {}

  record SpendingAnswer(double p, double q, double v, double logLikelihood) {}

  record WorthAnswer(
      String id,
      @Nullable String memberId,
      int repeats,
      double lastWeek,
      double ageWeeks,
      @Nullable Double alive,
      double purchases,
      @Nullable Long value) {}

  record SideAnswer(boolean members, int customers, double purchases, @Nullable Double value) {}

  /**
   * @param alive customers by tenths of the chance that they are still active
   * @param unknown customers who bought once: nothing is known of their chance
   * @param expected purchases of all within the weeks
   * @param observed the same as they came to be; null while the weeks are not over
   */
  record LifetimeAnswer(
      List<String> currencies,
      String currency,
      LocalDate until,
      LocalDate last,
      int weeks,
      int customers,
      int repeaters,
      BuyingAnswer buying,
      @Nullable SpendingAnswer spending,
      int[] alive,
      int unknown,
      double expected,
      @Nullable Long observed,
      List<Point> curve,
      List<SideAnswer> sides,
      List<WorthAnswer> best) {}

  @GetMapping("/lifetime")
  @Permission("customer:read")
  LifetimeAnswer lifetime(
      @PathVariable String community,
      @RequestParam(required = false) @Nullable String currency,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(defaultValue = "52") int weeks,
      Caller caller) {
    within("weeks", weeks, 1, 260);
    Question question = asked.about(community, currency, until, caller);
    LocalDate last = question.currency().last();
    Lifetime found = Lifetime.of(question.books(), question.until(), last, weeks, question.units());
    List<Worth> all = found.customers();
    int[] alive = new int[TENTHS];
    all.stream()
        .map(Worth::alive)
        .filter(Objects::nonNull)
        .forEach(one -> alive[Math.min(TENTHS - 1, (int) (one * TENTHS))]++);
    return new LifetimeAnswer(
        question.codes(),
        question.currency().code(),
        question.until(),
        last,
        weeks,
        all.size(),
        (int) all.stream().filter(one -> one.history().repeats() > 0).count(),
        answer(found.buying()),
        found.spending() == null ? null : answer(found.spending()),
        alive,
        (int) all.stream().filter(one -> one.alive() == null).count(),
        all.stream().mapToDouble(Worth::purchases).sum(),
        found.observed(),
        found.curve(),
        Stream.of(true, false).map(side -> side(all, side)).toList(),
        all.stream()
            .sorted(Comparator.comparingDouble(WorthController::rank).reversed())
            .limit(MOST_SHOWN)
            .map(WorthController::answer)
            .toList());
  }

  private static BuyingAnswer answer(io.liana.statistics.BgNbd.Fit fit) {
    return new BuyingAnswer(
        fit.model().r(),
        fit.model().alpha(),
        fit.model().a(),
        fit.model().b(),
        fit.logLikelihood());
  }

  private static SpendingAnswer answer(io.liana.statistics.GammaGamma.Fit fit) {
    return new SpendingAnswer(
        fit.model().p(), fit.model().q(), fit.model().v(), fit.logLikelihood());
  }

  private static double rank(Worth one) {
    return one.value() == null ? one.purchases() : one.value();
  }

  private static SideAnswer side(List<Worth> all, boolean members) {
    List<Worth> some = all.stream().filter(one -> members == (one.member() != null)).toList();
    boolean valued = !some.isEmpty() && some.stream().allMatch(one -> one.value() != null);
    return new SideAnswer(
        members,
        some.size(),
        some.stream().mapToDouble(Worth::purchases).average().orElse(0),
        valued
            ? some.stream()
                .map(Worth::value)
                .filter(Objects::nonNull)
                .mapToDouble(v -> v)
                .average()
                .orElse(0)
            : null);
  }

  private static WorthAnswer answer(Worth one) {
    return new WorthAnswer(
        Long.toString(one.id()),
        one.member() == null ? null : one.member().toString(),
        one.history().repeats(),
        one.history().last(),
        one.history().age(),
        one.alive(),
        one.purchases(),
        one.value() == null ? null : Math.round(one.value()));
  }

  static void within(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw Given.wrong(field, "must be %d to %d".formatted(least, most));
    }
  }
}
