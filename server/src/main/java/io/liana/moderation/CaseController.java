package io.liana.moderation;

import io.liana.channel.Archive;
import io.liana.channel.EventKind;
import io.liana.channel.SettledEvent;
import io.liana.community.Groups;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import io.liana.kernel.Ref;
import io.liana.member.ActorRef;
import io.liana.member.MemberRef;
import io.liana.member.Names;
import io.liana.moderation.CaseListing.AppealRow;
import io.liana.moderation.CaseListing.EvidenceRow;
import io.liana.moderation.CaseListing.Row;
import io.liana.moderation.CaseListing.StepRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Cases over HTTP. */
@RestController
class CaseController {
  private static final List<String> STATES =
      Arrays.stream(CaseState.values()).map(CaseState::code).toList();
  private static final int LONGEST_KIND = 40;
  private static final int LONGEST_TEXT = 2_000;

  private final CaseListing listing;
  private final Cases cases;
  private final Archive archive;
  private final Groups groups;
  private final Names names;

  CaseController(CaseListing listing, Cases cases, Archive archive, Groups groups, Names names) {
    this.listing = listing;
    this.cases = cases;
    this.archive = archive;
    this.groups = groups;
    this.names = names;
  }

  record SummaryAnswer(
      String id,
      String communityId,
      Ref group,
      MemberRef member,
      String kind,
      String state,
      boolean audit,
      RuleRef rule,
      Instant openedAt,
      String worst,
      @Nullable String text) {}

  record FindingAnswer(
      String source,
      @Nullable String detail,
      @Nullable String matched,
      @Nullable Integer start,
      @Nullable Integer end,
      @Nullable Double score,
      @Nullable Double threshold) {}

  record EvidenceAnswer(
      String eventId,
      Instant at,
      @Nullable String text,
      boolean edited,
      RuleRef rule,
      List<FindingAnswer> findings,
      int counterBefore,
      int counterAfter,
      @Nullable Integer withinDays,
      @Nullable Integer withinMinutes) {}

  record StepAnswer(
      Instant at,
      String act,
      String state,
      ActorRef by,
      @Nullable String note,
      @Nullable String outcome,
      @Nullable RuleRef rule,
      @Nullable ActorRef doneBy) {}

  record DecisionAnswer(Instant at, ActorRef by, boolean granted, String reason) {}

  record AppealAnswer(
      Instant at, String text, @Nullable ActorRef by, @Nullable DecisionAnswer decision) {}

  record CaseAnswer(
      String id,
      String communityId,
      Ref group,
      MemberRef member,
      String kind,
      String state,
      boolean audit,
      RuleRef rule,
      Instant openedAt,
      String worst,
      List<EvidenceAnswer> evidence,
      List<StepAnswer> steps,
      @Nullable AppealAnswer appeal) {}

  record Filter(
      @Nullable String state,
      @Nullable String community,
      @Nullable String group,
      @Nullable String member,
      @Nullable String kind) {}

  record ReasonGiven(@Nullable String reason) {}

  record AppealGiven(@Nullable String text) {}

  record DecisionGiven(@Nullable Boolean granted, @Nullable String reason) {}

  @GetMapping("/api/v1/cases")
  @Permission("case:read")
  Page<SummaryAnswer> list(Filter filter, Paging paging, Caller caller) {
    String kind = filter.kind();
    Page<Row> page =
        listing.page(
            new CaseListing.Search(
                caller.scope(),
                filter.community() == null ? null : CommunityId.parse(filter.community()).value(),
                filter.group() == null ? null : GroupId.parse(filter.group()).value(),
                filter.member() == null ? null : MemberId.parse(filter.member()).value(),
                Given.oneOf("state", filter.state(), STATES),
                kind == null || kind.isEmpty() ? null : Given.text("kind", kind, 1, LONGEST_KIND)),
            paging);
    List<Row> rows = page.items();
    Map<MemberId, MemberRef> members = names.members(rows.stream().map(Row::member).toList());
    Map<GroupId, Ref> places = groups.names(rows.stream().map(Row::group).distinct().toList());
    Map<Long, SettledEvent> said = archive.asSaid(rows.stream().map(Row::eventId).toList());
    return new Page<>(
        rows.stream()
            .map(
                row ->
                    new SummaryAnswer(
                        Long.toString(row.id()),
                        row.community(),
                        place(places, row),
                        Objects.requireNonNull(members.get(row.member())),
                        row.kind(),
                        row.state(),
                        row.audit(),
                        row.rule(),
                        row.openedAt(),
                        row.worst(),
                        text(said.get(row.eventId()))))
            .toList(),
        page.nextCursor());
  }

  @GetMapping("/api/v1/cases/{case}")
  @Permission("case:read")
  CaseAnswer get(@PathVariable("case") String id, Caller caller) {
    long number = number(id);
    Row row = listing.find(number, caller.scope()).orElseThrow(() -> Problem.missing("case", id));
    SettledEvent event = archive.asSaid(List.of(row.eventId())).get(row.eventId());
    List<StepRow> steps = listing.steps(number);
    AppealRow appeal = listing.appeal(number).orElse(null);
    List<@Nullable String> codes = new ArrayList<>();
    steps.forEach(
        step -> {
          codes.add(step.actor());
          codes.add(step.doneBy());
        });
    if (appeal != null) {
      codes.add(appeal.by());
      codes.add(appeal.decidedBy());
    }
    Map<String, ActorRef> actors = names.actors(codes);
    return new CaseAnswer(
        id,
        row.community(),
        place(groups.names(List.of(row.group())), row),
        names.member(row.member()),
        row.kind(),
        row.state(),
        row.audit(),
        row.rule(),
        row.openedAt(),
        row.worst(),
        listing.evidence(number).stream().map(one -> evidence(row, one, event)).toList(),
        steps.stream().map(step -> step(step, actors)).toList(),
        appeal == null ? null : appeal(appeal, actors));
  }

  @PostMapping("/api/v1/cases/{case}/pardon")
  @Permission("case:decide")
  CaseAnswer pardon(
      @PathVariable("case") String id, @RequestBody ReasonGiven given, Caller caller) {
    cases.pardon(number(id), reason(given.reason()), caller);
    return get(id, caller);
  }

  @PostMapping("/api/v1/cases/{case}/appeal")
  @Permission("case:decide")
  CaseAnswer appeal(
      @PathVariable("case") String id, @RequestBody AppealGiven given, Caller caller) {
    cases.appeal(number(id), Given.text("text", given.text(), 1, LONGEST_TEXT), caller);
    return get(id, caller);
  }

  @PostMapping("/api/v1/cases/{case}/appeal/decision")
  @Permission("case:decide")
  CaseAnswer decide(
      @PathVariable("case") String id, @RequestBody DecisionGiven given, Caller caller) {
    if (given.granted() == null) {
      throw Given.wrong("granted", "is missing");
    }
    cases.decide(number(id), given.granted(), reason(given.reason()), caller);
    return get(id, caller);
  }

  private static String reason(@Nullable String given) {
    return Given.text("reason", given, 1, LONGEST_TEXT);
  }

  private static long number(String id) {
    return MemberId.parse(id).value();
  }

  private static Ref place(Map<GroupId, Ref> places, Row row) {
    return places.getOrDefault(row.group(), new Ref(row.group().toString(), "#" + row.group()));
  }

  private static @Nullable String text(@Nullable SettledEvent event) {
    return event == null || event.text().isEmpty() ? null : event.text();
  }

  private static EvidenceAnswer evidence(Row row, EvidenceRow one, @Nullable SettledEvent event) {
    Evidence evidence = one.evidence();
    Integer minutes = evidence.withinMinutes();
    return new EvidenceAnswer(
        Long.toString(row.eventId()),
        event == null ? row.openedAt() : event.at(),
        text(event),
        event != null && event.kind() == EventKind.EDIT,
        one.rule(),
        evidence.findings().stream().map(found -> finding(found, text(event))).toList(),
        evidence.before(),
        evidence.after(),
        minutes == null ? null : Math.max(1, minutes / 1_440),
        minutes);
  }

  private static FindingAnswer finding(Evidence.Found found, @Nullable String text) {
    boolean placed = found.start() >= 0;
    String matched =
        placed && text != null && found.end() <= text.length()
            ? text.substring(found.start(), found.end())
            : null;
    return new FindingAnswer(
        found.source(),
        found.detail(),
        matched,
        placed ? found.start() : null,
        placed ? found.end() : null,
        found.score(),
        found.threshold());
  }

  private static StepAnswer step(StepRow step, Map<String, ActorRef> actors) {
    return new StepAnswer(
        step.at(),
        step.act(),
        step.state(),
        Objects.requireNonNull(actors.get(step.actor())),
        step.note(),
        step.outcome(),
        step.rule(),
        step.doneBy() == null ? null : actors.get(step.doneBy()));
  }

  private static AppealAnswer appeal(AppealRow appeal, Map<String, ActorRef> actors) {
    DecisionAnswer decision =
        appeal.granted() == null || appeal.decidedAt() == null || appeal.reason() == null
            ? null
            : new DecisionAnswer(
                appeal.decidedAt(),
                Objects.requireNonNull(actors.get(appeal.decidedBy())),
                appeal.granted(),
                appeal.reason());
    return new AppealAnswer(appeal.at(), appeal.text(), actors.get(appeal.by()), decision);
  }
}
