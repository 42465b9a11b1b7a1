package io.liana.admission;

import io.liana.channel.Archive;
import io.liana.channel.Connector;
import io.liana.channel.SettledEvent;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.delivery.DeliveryListing;
import io.liana.delivery.DeliveryListing.Handed;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Cursor;
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
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who asks to be let in, over HTTP. */
@RestController
@RequestMapping("/api/v1")
class JoinRequestController {
  private static final int LONGEST_REASON = 200;

  private final JoinRequests requests;
  private final JoinRequestStore store;
  private final DeliveryListing deliveries;
  private final Archive archive;
  private final Groups groups;
  private final Names names;
  private final List<Connector> connectors;

  JoinRequestController(
      JoinRequests requests,
      JoinRequestStore store,
      DeliveryListing deliveries,
      Archive archive,
      Groups groups,
      Names names,
      List<Connector> connectors) {
    this.requests = requests;
    this.store = store;
    this.deliveries = deliveries;
    this.archive = archive;
    this.groups = groups;
    this.names = names;
    this.connectors = connectors;
  }

  /**
   * @param text what they wrote; null once forgotten
   * @param times how often they have asked, this time included
   */
  record Answer(
      String id,
      String eventId,
      Ref group,
      String platform,
      MemberRef member,
      @Nullable String text,
      @Nullable String via,
      @Nullable String viaName,
      int times,
      @Nullable Instant accountSince,
      Instant askedAt,
      String state,
      @Nullable Instant decidedAt,
      @Nullable ActorRef decidedBy,
      @Nullable Instant closedAt,
      @Nullable DeliveryAnswer delivery) {}

  record DeliveryAnswer(String id, String state) {}

  record Filter(@Nullable String group, @Nullable String state) {}

  record Refusal(@Nullable String reason) {}

  @GetMapping("/communities/{community}/join-requests")
  @Permission("admission:read")
  Page<Answer> list(@PathVariable String community, Filter filter, Paging paging, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    GroupId group = filter.group() == null ? null : GroupId.parse(filter.group());
    String state = Given.oneOf("state", filter.state(), List.of("open", "closed"));
    Boolean open = state == null ? null : state.equals("open");
    Cursor after = paging.after();
    List<JoinRequest> found =
        store.page(
            id, group, open, after == null ? Long.MAX_VALUE : after.number(0), paging.size() + 1);
    Page<JoinRequest> page = Page.of(found, paging.size(), request -> Cursor.after(request.id()));
    return new Page<>(answers(page.items()), page.nextCursor());
  }

  @PostMapping("/join-requests/{request}/approve")
  @Permission("admission:decide")
  Answer approve(@PathVariable String request, Caller caller) {
    return answer(Problem.parseId(request), true, null, caller);
  }

  @PostMapping("/join-requests/{request}/refuse")
  @Permission("admission:decide")
  Answer refuse(@PathVariable String request, @RequestBody Refusal refusal, Caller caller) {
    String reason =
        refusal.reason() == null ? "" : Given.text("reason", refusal.reason(), 0, LONGEST_REASON);
    return answer(Problem.parseId(request), false, reason.isEmpty() ? null : reason, caller);
  }

  private @Nullable String wayName(JoinRequest request, String via) {
    GroupView group = groups.get(request.group());
    return connectors.stream()
        .filter(connector -> connector.platform().equals(group.platform()))
        .findFirst()
        .map(connector -> connector.wayNames(group.account(), List.of(via)).get(via))
        .orElse(null);
  }

  private Answer answer(long id, boolean approve, @Nullable String reason, Caller caller) {
    requests.answer(id, approve, reason, caller);
    return answers(List.of(store.find(caller.scope(), id).orElseThrow())).getFirst();
  }

  private List<Answer> answers(List<JoinRequest> requests) {
    Map<GroupId, Ref> groupNames =
        groups.names(requests.stream().map(JoinRequest::group).distinct().toList());
    Map<MemberId, MemberRef> members =
        names.members(requests.stream().map(JoinRequest::member).distinct().toList());
    Map<String, ActorRef> actors =
        names.actors(requests.stream().map(JoinRequest::decidedBy).toList());
    Map<String, Handed> handed =
        deliveries.handed(
            requests.stream().flatMap(one -> Stream.ofNullable(one.outboxKey())).toList());
    Map<Long, SettledEvent> asked =
        archive.asSaid(requests.stream().map(JoinRequest::event).toList());
    Map<Long, Integer> times = archive.timesAsked(List.copyOf(asked.values()));
    return requests.stream()
        .map(
            one -> {
              SettledEvent event = asked.get(one.event());
              Handed answer = one.outboxKey() == null ? null : handed.get(one.outboxKey());
              return new Answer(
                  Long.toString(one.id()),
                  Long.toString(one.event()),
                  Objects.requireNonNull(groupNames.get(one.group())),
                  groups.get(one.group()).platform(),
                  Objects.requireNonNull(members.get(one.member())),
                  event == null || event.text().isEmpty() ? null : event.text(),
                  event == null ? null : event.via(),
                  event == null || event.via() == null ? null : wayName(one, event.via()),
                  times.getOrDefault(one.event(), 1),
                  one.accountSince(),
                  one.askedAt(),
                  one.state().code(),
                  one.decidedAt(),
                  one.decidedBy() == null ? null : actors.get(one.decidedBy()),
                  one.closedAt(),
                  answer == null
                      ? null
                      : new DeliveryAnswer(Long.toString(answer.id()), answer.state()));
            })
        .toList();
  }
}
