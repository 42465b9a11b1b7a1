package io.liana.customer;

import io.liana.community.Communities;
import io.liana.community.Groups;
import io.liana.customer.Asked.Question;
import io.liana.customer.MembershipStudy.Outcome;
import io.liana.customer.MembershipStudy.Window;
import io.liana.customer.UserStore.Known;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.MemberId;
import io.liana.kernel.Permission;
import io.liana.member.Members;
import io.liana.member.Membership;
import io.liana.statistics.Balance;
import io.liana.statistics.Overlap;
import io.liana.statistics.Uplift;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether membership makes people buy more, over HTTP. */
@RestController
@RequestMapping("/api/v1/communities/{community}/customers")
class UpliftController {
  private final Asked asked;
  private final UserStore users;
  private final Groups groups;
  private final Members members;
  private final Communities communities;

  UpliftController(
      Asked asked, UserStore users, Groups groups, Members members, Communities communities) {
    this.asked = asked;
    this.users = users;
    this.groups = groups;
    this.members = members;
    this.communities = communities;
  }

  record EstimateAnswer(String method, double effect, double error, double low, double high) {}

  /**
   * @param why codes; empty when there is a headline
   */
  record HeadlineAnswer(
      @Nullable EstimateAnswer estimate,
      @Nullable Double eValue,
      @Nullable Double eValueOfInterval,
      List<String> why) {}

  record UpliftAnswer(
      List<String> currencies,
      String currency,
      String among,
      List<String> offered,
      String outcome,
      LocalDate from,
      LocalDate start,
      LocalDate end,
      LocalDate last,
      int members,
      int others,
      int later,
      int before,
      int fresh,
      int incomplete,
      int invited,
      List<EstimateAnswer> estimates,
      List<Balance> balance,
      @Nullable Overlap overlap,
      HeadlineAnswer headline,
      List<String> doubts) {}

  @GetMapping("/uplift")
  @Permission("customer:read")
  UpliftAnswer uplift(
      @PathVariable String community,
      @RequestParam(required = false) @Nullable String currency,
      @RequestParam String from,
      @RequestParam(defaultValue = "30") int joining,
      @RequestParam(defaultValue = "60") int days,
      @RequestParam(defaultValue = "spend") String outcome,
      @RequestParam(defaultValue = "customers") String among,
      @RequestParam(required = false) @Nullable List<String> traits,
      Caller caller) {
    WorthController.within("joining", joining, 1, 366);
    WorthController.within("days", days, 1, 366);
    Question question = asked.about(community, currency, null, caller);
    LocalDate first = Objects.requireNonNull(Given.day("from", from), "a day was given");
    var window = new Window(first, joining, days);
    Outcome wanted =
        Outcome.valueOf(
            Given.oneOf("outcome", outcome, "spend", List.of("spend", "repurchase"))
                .toUpperCase(java.util.Locale.ROOT));
    CommunityId id = CommunityId.parse(community);
    boolean ofUsers =
        Given.oneOf("among", among, "customers", List.of("customers", "users")).equals("users");
    List<Known> known = users.of(id);
    Books books = question.books();
    MembershipStudy study =
        ofUsers
            ? MembershipStudy.among(
                known,
                UserTraits.of(known, traits),
                books,
                joined(id, known.stream().map(Known::member)),
                window,
                wanted,
                question.units())
            : MembershipStudy.of(
                books,
                joined(id, books.customers().stream().map(Books.Customer::member)),
                window,
                wanted,
                question.units());
    Uplift uplift = study.uplift();
    return new UpliftAnswer(
        question.codes(),
        question.currency().code(),
        ofUsers ? "users" : "customers",
        UserTraits.offered(known),
        MoneyController.code(wanted),
        first,
        window.start(),
        window.end(),
        question.currency().last(),
        study.members(),
        study.others(),
        study.later(),
        study.before(),
        study.fresh(),
        study.incomplete(),
        study.invited(),
        uplift.estimates().stream().map(UpliftController::answer).toList(),
        uplift.balance(),
        uplift.overlap(),
        headline(uplift.headline()),
        codes(uplift.doubts()));
  }

  private static EstimateAnswer answer(Uplift.Estimate one) {
    return new EstimateAnswer(
        MoneyController.code(one.method()),
        one.effect(),
        one.error(),
        one.interval().low(),
        one.interval().high());
  }

  private static HeadlineAnswer headline(Uplift.Headline headline) {
    return switch (headline) {
      case Uplift.Headline.Said said ->
          new HeadlineAnswer(
              answer(said.estimate()), said.eValue(), said.eValueOfInterval(), List.of());
      case Uplift.Headline.Refused refused ->
          new HeadlineAnswer(null, null, null, codes(refused.why()));
    };
  }

  private static List<String> codes(Set<Uplift.Doubt> doubts) {
    return doubts.stream().map(MoneyController::code).toList();
  }

  /** The first day each member was seen in any group of the community. */
  private Map<Long, LocalDate> joined(CommunityId community, Stream<@Nullable Long> numbers) {
    ZoneId zone = communities.get(community).zone();
    List<MemberId> known = numbers.filter(Objects::nonNull).distinct().map(MemberId::new).toList();
    Map<Long, LocalDate> joined = new HashMap<>();
    groups
        .of(List.of(community))
        .forEach(
            group ->
                members
                    .memberships(group.id(), known)
                    .forEach(
                        (member, membership) ->
                            joined.merge(
                                member.value(),
                                since(membership).atZone(zone).toLocalDate(),
                                (a, b) -> a.isBefore(b) ? a : b)));
    return joined;
  }

  private static Instant since(Membership membership) {
    Instant seen = membership.firstSeenAt();
    Instant joined = membership.joinedAt();
    return joined != null && joined.isBefore(seen) ? joined : seen;
  }
}
