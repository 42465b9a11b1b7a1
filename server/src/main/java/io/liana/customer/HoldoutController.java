package io.liana.customer;

import io.liana.community.Communities;
import io.liana.content.Csv;
import io.liana.customer.Holdout.Stop;
import io.liana.customer.HoldoutListing.Outcome;
import io.liana.customer.HoldoutListing.Rehearsal;
import io.liana.customer.HoldoutRead.Joiners;
import io.liana.customer.HoldoutRead.Result;
import io.liana.customer.HoldoutRead.Window;
import io.liana.customer.UserTable.Said;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Studies by delayed invitation over HTTP. */
@RestController
@RequestMapping("/api/v1/communities/{community}/holdouts")
class HoldoutController {
  private static final int MOST_DAYS = 366;

  private final Holdouts holdouts;
  private final HoldoutStore store;
  private final HoldoutListing listing;
  private final Communities communities;

  HoldoutController(
      Holdouts holdouts, HoldoutStore store, HoldoutListing listing, Communities communities) {
    this.holdouts = holdouts;
    this.store = store;
    this.listing = listing;
    this.communities = communities;
  }

  record Draft(
      @Nullable String name,
      @Nullable Integer share,
      @Nullable Integer delayDays,
      @Nullable Integer days) {}

  /**
   * @param outcomeUntil the last day of the outcome that counts; null where none does
   * @param lockedUntil the last day of the delay, as planned
   */
  record HoldoutAnswer(
      String id,
      String name,
      int share,
      int delayDays,
      int days,
      String currency,
      String state,
      @Nullable LocalDate startedOn,
      @Nullable LocalDate outcomeUntil,
      @Nullable LocalDate lockedUntil,
      @Nullable LocalDate stoppedOn,
      @Nullable String stoppedWhy,
      int dealtNow,
      int dealtLater) {}

  record ListAnswer(List<HoldoutAnswer> items) {}

  record ArmAnswer(
      int people,
      int joined,
      @Nullable Integer buyers,
      @Nullable Double meanOrders,
      @Nullable Double meanSpend) {
    static ArmAnswer of(HoldoutRead.Arm arm) {
      HoldoutRead.Did did = arm.did();
      return did == null
          ? new ArmAnswer(arm.people(), arm.joined(), null, null, null)
          : new ArmAnswer(
              arm.people(), arm.joined(), did.buyers(), did.meanOrders(), did.meanSpend());
    }
  }

  record JoinersAnswer(
      double more,
      @Nullable Double f,
      @Nullable String refused,
      HoldoutRead.@Nullable Estimate buyers,
      HoldoutRead.@Nullable Estimate orders,
      HoldoutRead.@Nullable Estimate spend) {
    static JoinersAnswer of(Joiners joiners) {
      return new JoinersAnswer(
          joiners.more(),
          joiners.f(),
          joiners.refused() == null ? null : joiners.refused().name().toLowerCase(Locale.ROOT),
          joiners.buyers(),
          joiners.orders(),
          joiners.spend());
    }
  }

  record ResultAnswer(
      ArmAnswer now,
      ArmAnswer later,
      double ratio,
      boolean alarm,
      HoldoutRead.@Nullable Estimate buyers,
      HoldoutRead.@Nullable Estimate orders,
      HoldoutRead.@Nullable Estimate spend,
      @Nullable JoinersAnswer joiners,
      @Nullable LocalDate ordersUntil,
      String conclusion) {
    static ResultAnswer of(Outcome outcome) {
      Result result = outcome.result();
      return new ResultAnswer(
          ArmAnswer.of(result.now()),
          ArmAnswer.of(result.later()),
          result.ratio(),
          result.alarm(),
          result.buyers(),
          result.orders(),
          result.spend(),
          result.joiners() == null ? null : JoinersAnswer.of(result.joiners()),
          outcome.ordersUntil(),
          result.conclusion().code());
    }
  }

  record DetailAnswer(
      HoldoutAnswer holdout, @Nullable Rehearsal rehearsal, @Nullable ResultAnswer result) {}

  @GetMapping
  @Permission("customer:read")
  ListAnswer list(@PathVariable String community, Caller caller) {
    CommunityId id = visible(community, caller);
    LocalDate today = holdouts.today(id);
    return new ListAnswer(store.of(id).stream().map(one -> answer(one, today)).toList());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Permission("customer:write")
  DetailAnswer plan(@PathVariable String community, @RequestBody Draft draft, Caller caller) {
    CommunityId id = visible(community, caller);
    String name = Given.text("name", draft.name(), 1, 60);
    int share = draft.share() == null ? 50 : draft.share();
    if (share < 1 || share > 99) {
      throw Given.wrong("share", "must be 1 to 99: with 0 or 100 there is nobody to compare with");
    }
    int delay = given("delay_days", draft.delayDays(), MOST_DAYS);
    int days = given("days", draft.days(), delay);
    var plan =
        new Holdout(0, id, name, share, delay, days, holdouts.currency(id), null, null, 0, 0);
    return detail(holdouts.get(id, holdouts.plan(plan, caller)));
  }

  @GetMapping("/{holdout}")
  @Permission("customer:read")
  DetailAnswer one(@PathVariable String community, @PathVariable String holdout, Caller caller) {
    return detail(holdouts.get(visible(community, caller), Problem.parseId(holdout)));
  }

  @PostMapping("/{holdout}/start")
  @Permission("customer:write")
  DetailAnswer start(@PathVariable String community, @PathVariable String holdout, Caller caller) {
    CommunityId id = visible(community, caller);
    holdouts.start(id, Problem.parseId(holdout), caller);
    return detail(holdouts.get(id, Problem.parseId(holdout)));
  }

  record Stopping(@Nullable String why) {}

  @PostMapping("/{holdout}/stop")
  @Permission("customer:write")
  DetailAnswer stop(
      @PathVariable String community,
      @PathVariable String holdout,
      @RequestBody Stopping stopping,
      Caller caller) {
    CommunityId id = visible(community, caller);
    String why = Given.text("why", stopping.why(), 1, 500);
    holdouts.stop(id, Problem.parseId(holdout), why, caller);
    return detail(holdouts.get(id, Problem.parseId(holdout)));
  }

  @DeleteMapping("/{holdout}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Permission("customer:write")
  void remove(@PathVariable String community, @PathVariable String holdout, Caller caller) {
    holdouts.remove(visible(community, caller), Problem.parseId(holdout), caller);
  }

  /** Nothing of the table is kept. */
  @PostMapping(path = "/{holdout}/list", consumes = "text/csv")
  @Permission("customer:write")
  ResponseEntity<byte[]> invitations(
      @PathVariable String community,
      @PathVariable String holdout,
      @RequestParam String arm,
      @RequestParam(defaultValue = "UTF-8") String encoding,
      InputStream file,
      Caller caller) {
    CommunityId id = visible(community, caller);
    Holdout study = holdouts.get(id, Problem.parseId(holdout));
    boolean now = Given.oneOf("arm", arm, "now", List.of("now", "later")).equals("now");
    Charset charset =
        Charset.forName(Given.oneOf("encoding", encoding, "UTF-8", ImportController.ENCODINGS));
    Said said = UserTable.read(file, charset, holdouts.today(id));
    if (!said.missing().isEmpty()) {
      throw Given.wrong("file", "has no column " + String.join(", ", said.missing()));
    }
    String text =
        holdouts.list(study, now, said.users(), caller).stream()
            .map(user -> Csv.row(List.of(user)) + "\r\n")
            .collect(Collectors.joining("", Csv.MARK + "user\r\n", ""));
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header("Content-Disposition", "attachment; filename=\"invite.csv\"")
        .body(text.getBytes(StandardCharsets.UTF_8));
  }

  private static int given(String field, @Nullable Integer value, int most) {
    if (value == null) {
      throw Given.wrong(field, "is missing");
    }
    WorthController.within(field, value, 1, most);
    return value;
  }

  private DetailAnswer detail(Holdout study) {
    LocalDate today = holdouts.today(study.community());
    Outcome outcome = listing.outcome(study, today);
    return new DetailAnswer(
        answer(study, today),
        study.startedOn() == null ? listing.rehearse(study, today) : null,
        outcome == null ? null : ResultAnswer.of(outcome));
  }

  private static HoldoutAnswer answer(Holdout one, LocalDate today) {
    LocalDate start = one.startedOn();
    Stop stopped = one.stopped();
    return new HoldoutAnswer(
        Long.toString(one.id()),
        one.name(),
        one.share(),
        one.delayDays(),
        one.days(),
        one.currency(),
        one.state(today).code(),
        start,
        one.window(today) == Window.EMPTY ? null : one.outcomeUntil(),
        start == null ? null : start.plusDays(one.delayDays()),
        stopped == null ? null : stopped.on(),
        stopped == null ? null : stopped.why(),
        one.dealtNow(),
        one.dealtLater());
  }

  private CommunityId visible(String community, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    communities.get(id);
    return id;
  }
}
