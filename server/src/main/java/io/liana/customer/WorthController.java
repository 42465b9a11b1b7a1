package io.liana.customer;

import io.liana.content.Csv;
import io.liana.customer.Asked.Question;
import io.liana.customer.Belonging.Known;
import io.liana.customer.Books.Basis;
import io.liana.customer.Lifetime.Point;
import io.liana.customer.Lifetime.Worth;
import io.liana.customer.Slices.Distribution;
import io.liana.customer.Slices.Part;
import io.liana.customer.Slices.Slice;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Permission;
import io.liana.kernel.Ref;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
  private final Belonging belonging;

  WorthController(Asked asked, Belonging belonging) {
    this.asked = asked;
    this.belonging = belonging;
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

  record SliceAnswer(
      String kind,
      @Nullable Ref of,
      int customers,
      int unknown,
      double purchases,
      @Nullable Long total,
      @Nullable Long mean,
      @Nullable Long median) {}

  /**
   * @param spent so far, net, null where nothing was
   * @param worth within the weeks, null without a model of spending
   */
  record LorenzAnswer(@Nullable Lorenz spent, @Nullable Lorenz worth) {}

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
      List<SliceAnswer> channels,
      List<SliceAnswer> groups,
      @Nullable Distribution distribution,
      LorenzAnswer lorenz,
      List<WorthAnswer> best) {}

  @GetMapping("/lifetime")
  @Permission("customer:read")
  LifetimeAnswer lifetime(
      @PathVariable String community,
      @RequestParam(required = false) @Nullable String currency,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(defaultValue = "52") int weeks,
      Caller caller) {
    Question question = asked.about(community, currency, until, caller);
    LocalDate last = question.currency().last();
    Lifetime found = found(question, weeks);
    Known known = belonging.now(CommunityId.parse(community), caller);
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
        Slices.by(all, known::channel).stream().map(one -> answer(one, known)).toList(),
        Slices.by(all, known::groups).stream().map(one -> answer(one, known)).toList(),
        Slices.distribution(all),
        lorenz(question, all),
        all.stream()
            .sorted(Comparator.comparingDouble(WorthController::rank).reversed())
            .limit(MOST_SHOWN)
            .map(WorthController::answer)
            .toList());
  }

  /** One line a customer; whether who bought once is still active stays unknown. */
  @GetMapping("/lifetime.csv")
  @Permission("customer:read")
  ResponseEntity<byte[]> table(
      @PathVariable String community,
      @RequestParam(required = false) @Nullable String currency,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(defaultValue = "52") int weeks,
      Caller caller) {
    Question question = asked.about(community, currency, until, caller);
    Lifetime found = found(question, weeks);
    Known known = belonging.now(CommunityId.parse(community), caller);
    var text =
        new StringBuilder(Csv.MARK)
            .append(
                "customer,member,channel,groups,orders,active,purchases,value,currency,weeks\r\n");
    for (Worth one : found.customers()) {
      text.append(
              Csv.row(
                  Arrays.asList(
                      one.id(),
                      one.member(),
                      words(known.channel(one), known),
                      words(known.groups(one), known),
                      one.history().repeats() + 1,
                      one.alive() == null ? "unknown" : one.alive(),
                      one.purchases(),
                      one.value() == null ? null : Math.round(one.value()),
                      question.currency().code(),
                      weeks)))
          .append("\r\n");
    }
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header(
            "Content-Disposition",
            "attachment; filename=\"lifetime-%s.csv\"".formatted(question.until()))
        .body(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Lifetime found(Question question, int weeks) {
    within("weeks", weeks, 1, 260);
    return Lifetime.of(
        question.books(), question.until(), question.currency().last(), weeks, question.units());
  }

  private static LorenzAnswer lorenz(Question question, List<Worth> all) {
    Set<Long> these = all.stream().map(Worth::id).collect(Collectors.toSet());
    return new LorenzAnswer(
        Lorenz.of(
            question.books().customers().stream()
                .filter(one -> these.contains(one.id()))
                .mapToDouble(one -> Books.money(one, question.until(), Basis.NET))
                .toArray()),
        Slices.lorenz(all));
  }

  private static String words(List<Part> parts, Known known) {
    return parts.stream()
        .map(
            part -> {
              Ref name = known.name(part);
              return name == null ? part.kind().code() : name.name();
            })
        .collect(Collectors.joining("; "));
  }

  private static SliceAnswer answer(Slice one, Known known) {
    return new SliceAnswer(
        one.part().kind().code(),
        known.name(one.part()),
        one.customers(),
        one.unknown(),
        one.purchases(),
        one.total(),
        one.mean(),
        one.median());
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
