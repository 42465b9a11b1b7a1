package io.liana.review;

import io.liana.community.Communities;
import io.liana.community.Community;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import io.liana.review.Review.Decision;
import io.liana.review.Review.Links;
import io.liana.review.Review.Plan;
import io.liana.review.ReviewAnswers.DecisionSeen;
import io.liana.review.ReviewAnswers.Seen;
import io.liana.review.ReviewAnswers.SeenAll;
import io.liana.review.ReviewAnswers.SendsSeen;
import io.liana.review.ReviewAnswers.Whole;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Reviews over HTTP. */
@RestController
@RequestMapping("/api/v1")
class ReviewController {
  private static final int MOST_LINKS = 20; // of a kind
  private static final List<String> GOALS = Arrays.stream(Goal.values()).map(Goal::code).toList();

  private final Reviews reviews;
  private final Communities communities;
  private final Reading reading;
  private final Doing doing;

  ReviewController(Reviews reviews, Communities communities, Reading reading, Doing doing) {
    this.doing = doing;
    this.reviews = reviews;
    this.communities = communities;
    this.reading = reading;
  }

  record Wish(
      @Nullable String name,
      @Nullable String goal,
      @Nullable String from,
      @Nullable String until,
      @Nullable String hypothesis,
      @Nullable Map<String, @Nullable Double> targets,
      @Nullable List<String> experiments,
      @Nullable List<String> playbooks,
      @Nullable List<String> sends,
      @Nullable Integer version) {}

  record DecisionWish(
      @Nullable String what,
      @Nullable String owner,
      @Nullable String due,
      @Nullable String changes) {}

  @GetMapping("/communities/{community}/reviews")
  @Permission("review:read")
  SeenAll list(@PathVariable String community, Caller caller) {
    Community known = community(community, caller);
    LocalDate today = reviews.today(known);
    return new SeenAll(
        reviews.of(known.id()).stream().map(one -> ReviewAnswers.seen(one, today)).toList());
  }

  @PostMapping("/communities/{community}/reviews")
  @Permission("review:write")
  @ResponseStatus(HttpStatus.CREATED)
  Seen make(@PathVariable String community, @RequestBody Wish wish, Caller caller) {
    Community known = community(community, caller);
    return ReviewAnswers.seen(reviews.make(known.id(), plan(wish), caller), reviews.today(known));
  }

  @GetMapping("/communities/{community}/sends")
  @Permission("review:read")
  SendsSeen sends(
      @PathVariable String community,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String until,
      Caller caller) {
    Community known = community(community, caller);
    return new SendsSeen(
        doing.sends(known, span(from, until)).stream()
            .map(one -> ReviewAnswers.send(one, List.of()))
            .toList());
  }

  @GetMapping("/reviews/{review}")
  @Permission("review:read")
  Whole get(
      @PathVariable String review,
      @RequestParam(required = false) @Nullable String against,
      Caller caller) {
    return reading.read(review, against, caller).whole();
  }

  @PutMapping("/reviews/{review}")
  @Permission("review:write")
  Seen change(@PathVariable String review, @RequestBody Wish wish, Caller caller) {
    if (wish.version() == null) {
      throw Given.wrong("version", "is missing");
    }
    Review changed = reviews.change(Problem.parseId(review), wish.version(), plan(wish), caller);
    return ReviewAnswers.seen(changed, reviews.today(communities.get(changed.community())));
  }

  @DeleteMapping("/reviews/{review}")
  @Permission("review:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void drop(@PathVariable String review, Caller caller) {
    reviews.drop(Problem.parseId(review), caller);
  }

  @PostMapping("/reviews/{review}/decisions")
  @Permission("review:write")
  @ResponseStatus(HttpStatus.CREATED)
  DecisionSeen decide(@PathVariable String review, @RequestBody DecisionWish wish, Caller caller) {
    Decision made =
        reviews.decide(
            Problem.parseId(review),
            Given.text("what", wish.what(), 1, 500),
            Given.text("owner", Objects.requireNonNullElse(wish.owner(), ""), 0, 100),
            day("due", wish.due()),
            wish.changes() == null
                ? null
                : Changed.of(Given.oneOf("changes", wish.changes(), "", Changed.CODES)),
            caller);
    return ReviewAnswers.decision(made, reviews.states(List.of(made)), null);
  }

  private Community community(String given, Caller caller) {
    CommunityId id = CommunityId.parse(given);
    caller.mustSee(id);
    return communities.get(id);
  }

  private static Plan plan(Wish wish) {
    return new Plan(
        Given.text("name", wish.name(), 1, 100),
        Goal.of(Given.oneOf("goal", wish.goal(), "activity", GOALS)),
        span(wish.from(), wish.until()),
        Given.text("hypothesis", Objects.requireNonNullElse(wish.hypothesis(), ""), 0, 2000),
        targets(Objects.requireNonNullElse(wish.targets(), Map.of())),
        new Links(
            links("experiments", wish.experiments()),
            links("playbooks", wish.playbooks()),
            links("sends", wish.sends())));
  }

  private static Span span(@Nullable String from, @Nullable String until) {
    Span span = new Span(day("from", from), day("until", until));
    if (!span.fits()) {
      throw Given.wrong("until", "must be a day of the year that begins with 'from'");
    }
    return span;
  }

  private static List<Long> links(String field, @Nullable List<String> given) {
    List<String> ids = Objects.requireNonNullElse(given, List.of());
    if (ids.size() > MOST_LINKS) {
      throw Given.wrong(field, "are twenty at most");
    }
    return ids.stream().map(Problem::parseId).distinct().toList();
  }

  private static Map<Ratio, Double> targets(Map<String, @Nullable Double> given) {
    Map<Ratio, Double> targets = new EnumMap<>(Ratio.class);
    given.forEach(
        (code, target) -> {
          Ratio ratio =
              Arrays.stream(Ratio.values())
                  .filter(one -> one.code().equals(code))
                  .findFirst()
                  .orElseThrow(() -> Given.wrong("targets", "name a ratio nobody knows"));
          if (target == null) {
            return;
          }
          targets.put(ratio, ratio.target("targets." + code, target));
        });
    return targets;
  }

  private static LocalDate day(String field, @Nullable String given) {
    LocalDate day = Given.day(field, given);
    if (day == null) {
      throw Given.wrong(field, "is missing");
    }
    return day;
  }
}
