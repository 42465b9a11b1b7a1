package io.liana.onboarding;

import io.liana.channel.Capability;
import io.liana.channel.Connector;
import io.liana.community.Communities;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Ref;
import io.liana.member.ActorRef;
import io.liana.member.MemberRef;
import io.liana.member.Names;
import io.liana.onboarding.FirstWeekRehearsal.Result;
import io.liana.onboarding.FirstWeekStore.Live;
import io.liana.onboarding.FirstWeekStore.Version;
import io.liana.onboarding.NewcomerListing.Counts;
import io.liana.onboarding.NewcomerListing.Row;
import io.liana.onboarding.NewcomerListing.StepRow;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The first week over HTTP: what is done, what it would have meant, and how far everybody is. */
@RestController
@RequestMapping("/api/v1/communities/{community}")
class OnboardingController {
  /** What steps need of a platform. */
  private static final List<Capability> NEEDED =
      List.of(
          Capability.MEMBER_EVENTS,
          Capability.SEND,
          Capability.SEND_DIRECT,
          Capability.RECALL_OTHERS,
          Capability.REMOVE);

  private static final List<String> STATES = List.of("running", "done", "left", "stopped");

  private final FirstWeeks weeks;
  private final FirstWeekReading reading;
  private final SuggestedWeek suggested;
  private final FirstWeekRehearsal rehearsal;
  private final NewcomerListing listing;
  private final Communities communities;
  private final Groups groups;
  private final Names names;
  private final List<Connector> connectors;
  private final Clock clock;

  OnboardingController(
      FirstWeeks weeks,
      FirstWeekReading reading,
      SuggestedWeek suggested,
      FirstWeekRehearsal rehearsal,
      NewcomerListing listing,
      Communities communities,
      Groups groups,
      Names names,
      List<Connector> connectors,
      Clock clock) {
    this.weeks = weeks;
    this.reading = reading;
    this.suggested = suggested;
    this.rehearsal = rehearsal;
    this.listing = listing;
    this.communities = communities;
    this.groups = groups;
    this.names = names;
    this.connectors = connectors;
    this.clock = clock;
  }

  record Draft(@Nullable JsonNode document, @Nullable Boolean running, @Nullable Integer over) {}

  record GroupAnswer(String id, String name, String platform, List<String> able) {}

  /**
   * @param version 0 while nobody published one
   */
  record Answer(
      int version,
      boolean running,
      @Nullable Instant publishedAt,
      @Nullable ActorRef publishedBy,
      @Nullable JsonNode document,
      JsonNode suggested,
      List<MemberRef> helpers,
      List<GroupAnswer> groups) {}

  record StepAnswer(String step, Instant at, String outcome, @Nullable String why) {}

  record NewcomerAnswer(
      MemberRef member,
      Ref group,
      String kind,
      Instant joinedAt,
      String state,
      @Nullable Instant spokeAt,
      @Nullable Instant acknowledgedAt,
      @Nullable MemberRef buddy,
      @Nullable Instant nextAt,
      List<StepAnswer> steps) {}

  record NewcomersAnswer(Counts counts, List<NewcomerAnswer> items, @Nullable String nextCursor) {}

  record SampleAnswer(
      MemberRef member,
      Ref group,
      Instant joinedAt,
      String kind,
      List<FirstWeekRehearsal.Line> lines) {}

  record RehearsalAnswer(
      int newcomers,
      boolean all,
      int again,
      int without,
      List<FirstWeekRehearsal.KindResult> kinds,
      List<SampleAnswer> samples) {}

  @GetMapping("/onboarding")
  @Permission("onboarding:read")
  Answer get(@PathVariable String community, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    JsonNode suggestion = reading.tree(suggested.suggestedFor(communities.get(id)));
    Live live = weeks.live(List.of(id)).get(id);
    Version version = weeks.version(id).orElse(null);
    List<GroupAnswer> places = groups.of(List.of(id)).stream().map(this::group).toList();
    if (live == null || version == null) {
      return new Answer(0, false, null, null, null, suggestion, List.of(), places);
    }
    return new Answer(
        live.version(),
        live.on(),
        version.publishedAt(),
        names.actors(List.of(version.publishedBy())).get(version.publishedBy()),
        reading.tree(version.week()),
        suggestion,
        names.members(version.week().helpers()).values().stream()
            .sorted(java.util.Comparator.comparing(MemberRef::id))
            .toList(),
        places);
  }

  @PutMapping("/onboarding")
  @Permission("onboarding:write")
  Answer publish(@PathVariable String community, @RequestBody Draft draft, Caller caller) {
    if (draft.running() == null || draft.over() == null) {
      throw Given.wrong(draft.running() == null ? "running" : "over", "is missing");
    }
    weeks.publish(
        CommunityId.parse(community),
        reading.read(draft.document()),
        draft.running(),
        draft.over(),
        caller);
    return get(community, caller);
  }

  /** Over those who came in within the last 30 days; touches nothing. */
  @PostMapping("/onboarding/rehearsal")
  @Permission("onboarding:read")
  RehearsalAnswer rehearse(
      @PathVariable String community, @RequestBody Draft draft, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    Result result = rehearsal.rehearse(id, reading.read(draft.document()));
    Map<MemberId, MemberRef> people =
        names.members(
            result.samples().stream().map(FirstWeekRehearsal.Sample::member).distinct().toList());
    Map<GroupId, Ref> places =
        groups.names(
            result.samples().stream().map(FirstWeekRehearsal.Sample::group).distinct().toList());
    return new RehearsalAnswer(
        result.newcomers(),
        result.all(),
        result.again(),
        result.without(),
        result.kinds(),
        result.samples().stream()
            .map(
                sample ->
                    new SampleAnswer(
                        Objects.requireNonNull(people.get(sample.member())),
                        Objects.requireNonNull(places.get(sample.group())),
                        sample.joinedAt(),
                        sample.kind(),
                        sample.lines()))
            .toList());
  }

  @GetMapping("/newcomers")
  @Permission("onboarding:read")
  NewcomersAnswer newcomers(
      @PathVariable String community, @Nullable String state, Paging paging, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    communities.get(id);
    Page<Row> page = listing.page(id, Given.oneOf("state", state, STATES), paging);
    Map<Long, List<StepRow>> steps = listing.steps(page.items());
    Map<MemberId, MemberRef> people =
        names.members(
            page.items().stream()
                .flatMap(
                    row -> Stream.concat(Stream.of(row.member()), Stream.ofNullable(row.buddy())))
                .collect(Collectors.toSet()));
    Map<GroupId, Ref> places =
        groups.names(page.items().stream().map(Row::group).distinct().toList());
    return new NewcomersAnswer(
        listing.counts(id, clock.instant().minus(FirstWeekRehearsal.PERIOD)),
        page.items().stream()
            .map(row -> answer(row, steps.getOrDefault(row.event(), List.of()), people, places))
            .toList(),
        page.nextCursor());
  }

  private static NewcomerAnswer answer(
      Row row, List<StepRow> steps, Map<MemberId, MemberRef> people, Map<GroupId, Ref> places) {
    return new NewcomerAnswer(
        Objects.requireNonNull(people.get(row.member())),
        Objects.requireNonNull(places.get(row.group())),
        row.kind(),
        row.joinedAt(),
        row.state(),
        row.spokeAt(),
        row.acknowledgedAt(),
        row.buddy() == null ? null : people.get(row.buddy()),
        row.nextAt(),
        steps.stream()
            .filter(step -> step.member().equals(row.member()))
            .map(
                step ->
                    new StepAnswer(
                        step.step().replaceFirst(":.*", ""), step.at(), step.outcome(), step.why()))
            .toList());
  }

  private GroupAnswer group(GroupView group) {
    Set<Capability> able =
        connectors.stream()
            .filter(connector -> connector.platform().equals(group.platform()))
            .findFirst()
            .map(connector -> connector.capabilities(group.account(), group.externalId()))
            .orElse(Set.of());
    return new GroupAnswer(
        group.id().toString(),
        group.name(),
        group.platform(),
        NEEDED.stream().filter(able::contains).map(Capability::code).toList());
  }
}
