package io.liana.delivery;

import io.liana.community.Communities;
import io.liana.community.Groups;
import io.liana.delivery.DeliveryListing.Row;
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
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The outbox over HTTP, and its stop button. */
@RestController
@RequestMapping("/api/v1")
class DeliveryController {
  private static final int LONGEST_REASON = 2_000;

  private final DeliveryListing listing;
  private final Doubts doubts;
  private final SendingAccountListing accounts;
  private final Halts halts;
  private final Communities communities;
  private final Groups groups;
  private final Names names;

  DeliveryController(
      DeliveryListing listing,
      Doubts doubts,
      SendingAccountListing accounts,
      Halts halts,
      Communities communities,
      Groups groups,
      Names names) {
    this.listing = listing;
    this.doubts = doubts;
    this.accounts = accounts;
    this.halts = halts;
    this.communities = communities;
    this.groups = groups;
    this.names = names;
  }

  record Answer(
      String id,
      String state,
      String command,
      @Nullable String text,
      Ref group,
      @Nullable MemberRef member,
      Instant createdAt,
      Instant dueAt,
      @Nullable Instant settledAt,
      int attempts,
      @Nullable String waitingFor,
      @Nullable String outcome,
      @Nullable String caseId) {}

  record HaltAnswer(Instant at, @Nullable ActorRef by, String reason) {}

  record SummaryAnswer(
      Map<String, Integer> counts,
      int groupsWaiting,
      int droppedLate,
      @Nullable HaltAnswer halted) {}

  record LimitAnswer(
      String code,
      String scope,
      int count,
      double windowSeconds,
      int used,
      int targets,
      int full,
      @Nullable Instant freeAt) {}

  record AccountAnswer(
      String platform,
      String account,
      boolean reachable,
      int waiting,
      int underWay,
      int atOnce,
      int failures,
      @Nullable Instant restsUntil,
      List<LimitAnswer> limits) {}

  record Filter(
      @Nullable String community,
      @Nullable String group,
      @Nullable String member,
      @Nullable String state,
      @Nullable String outcome) {}

  record HaltWish(@Nullable String reason) {}

  record ResumeWish(@Nullable Boolean dropWaiting) {}

  @GetMapping("/deliveries")
  @Permission("delivery:read")
  Page<Answer> list(Filter filter, Paging paging, Caller caller) {
    CommunityId community =
        filter.community() == null ? null : CommunityId.parse(filter.community());
    if (community != null) {
      caller.mustSee(community);
    }
    GroupId group = filter.group() == null ? null : GroupId.parse(filter.group());
    if (group != null) {
      groups.get(group, caller);
    }
    var search =
        new DeliveryListing.Search(
            caller.scope(),
            community,
            group,
            filter.member() == null ? null : MemberId.parse(filter.member()),
            Given.oneOf("state", filter.state(), DeliveryListing.STATES),
            filter.outcome());
    Page<Row> page = listing.page(search, paging);
    return new Page<>(answers(page.items()), page.nextCursor());
  }

  @PostMapping("/deliveries/{delivery}/arrived")
  @Permission("delivery:write")
  Answer arrived(@PathVariable String delivery, Caller caller) {
    return settle(delivery, DoubtSettled.How.ARRIVED, caller);
  }

  @PostMapping("/deliveries/{delivery}/again")
  @Permission("delivery:write")
  Answer again(@PathVariable String delivery, Caller caller) {
    return settle(delivery, DoubtSettled.How.SENT_AGAIN, caller);
  }

  @PostMapping("/deliveries/{delivery}/let-be")
  @Permission("delivery:write")
  Answer letBe(@PathVariable String delivery, Caller caller) {
    return settle(delivery, DoubtSettled.How.LET_BE, caller);
  }

  private Answer settle(String delivery, DoubtSettled.How how, Caller caller) {
    long id = Problem.parseId(delivery);
    doubts.settle(id, how, caller);
    return answers(List.of(listing.find(id, caller.scope()).orElseThrow())).getFirst();
  }

  @GetMapping("/communities/{community}/deliveries/accounts")
  @Permission("delivery:read")
  Page<AccountAnswer> accounts(@PathVariable String community, Caller caller) {
    return new Page<>(
        accounts.of(groups.of(List.of(seen(community, caller)))).stream()
            .map(DeliveryController::answer)
            .toList(),
        null);
  }

  private static AccountAnswer answer(SendingAccountListing.Row row) {
    return new AccountAnswer(
        row.account().platform(),
        row.account().account(),
        row.reachable(),
        row.waiting(),
        row.underWay(),
        row.atOnce(),
        row.failures(),
        row.restsUntil(),
        row.limits().stream()
            .map(
                use ->
                    new LimitAnswer(
                        use.limit().code(),
                        use.limit().scope().name().toLowerCase(Locale.ROOT),
                        use.limit().count(),
                        use.limit().window().toMillis() / 1000.0,
                        use.used(),
                        use.targets(),
                        use.full(),
                        use.freeAt()))
            .toList());
  }

  @GetMapping("/communities/{community}/deliveries")
  @Permission("delivery:read")
  SummaryAnswer summary(@PathVariable String community, Caller caller) {
    return summary(seen(community, caller));
  }

  @PostMapping("/communities/{community}/deliveries/halt")
  @Permission("delivery:write")
  SummaryAnswer halt(@PathVariable String community, @RequestBody HaltWish wish, Caller caller) {
    CommunityId id = seen(community, caller);
    halts.halt(id, Given.text("reason", wish.reason(), 1, LONGEST_REASON), caller);
    return summary(id);
  }

  @PostMapping("/communities/{community}/deliveries/resume")
  @Permission("delivery:write")
  SummaryAnswer resume(
      @PathVariable String community, @RequestBody ResumeWish wish, Caller caller) {
    CommunityId id = seen(community, caller);
    halts.resume(id, Boolean.TRUE.equals(wish.dropWaiting()), caller);
    return summary(id);
  }

  private CommunityId seen(String community, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    return communities.get(id).id();
  }

  private SummaryAnswer summary(CommunityId community) {
    DeliveryListing.Summary summary = listing.summary(community);
    HaltAnswer halted =
        halts
            .find(community)
            .map(
                halt ->
                    new HaltAnswer(
                        halt.at(), names.actors(List.of(halt.by())).get(halt.by()), halt.reason()))
            .orElse(null);
    return new SummaryAnswer(
        summary.counts(), summary.groupsWaiting(), summary.droppedLate(), halted);
  }

  private List<Answer> answers(List<Row> rows) {
    Map<GroupId, Ref> groupNames = groups.names(rows.stream().map(Row::group).distinct().toList());
    Map<MemberId, MemberRef> members =
        names.members(
            rows.stream().flatMap(row -> Stream.ofNullable(row.member())).distinct().toList());
    return rows.stream()
        .map(
            row ->
                new Answer(
                    Long.toString(row.id()),
                    row.state(),
                    row.command().act(),
                    row.command().words(),
                    groupNames.getOrDefault(
                        row.group(), new Ref(row.group().toString(), "#" + row.group())),
                    row.member() == null ? null : members.get(row.member()),
                    row.createdAt(),
                    row.dueAt(),
                    row.settledAt(),
                    row.attempts(),
                    row.waitingFor(),
                    row.outcome(),
                    row.caseId() == null ? null : row.caseId().toString()))
        .toList();
  }
}
