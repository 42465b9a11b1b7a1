package io.liana.intake;

import io.liana.channel.Parked;
import io.liana.channel.Parked.Place;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import io.liana.kernel.Ref;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Events that were set aside, over HTTP. */
@RestController
@RequestMapping("/api/v1/parked")
class ParkedController {
  private static final int LONGEST_REASON = 2_000;

  private final Parked parked;
  private final ParkedEvents events;
  private final Groups groups;

  ParkedController(Parked parked, ParkedEvents events, Groups groups) {
    this.parked = parked;
    this.events = events;
    this.groups = groups;
  }

  record Answer(
      String id,
      Instant parkedAt,
      Instant at,
      @Nullable Ref group,
      String platform,
      String error,
      String raw,
      int attempts,
      String state) {}

  record Discard(@Nullable String reason) {}

  @GetMapping
  @Permission("parked:read")
  Page<Answer> list(
      @RequestParam @Nullable String community,
      @RequestParam @Nullable String group,
      Paging paging,
      Caller caller) {
    Page<Parked.Row> page = parked.page(places(community, group, caller), paging);
    return new Page<>(page.items().stream().map(this::answer).toList(), page.nextCursor());
  }

  @PostMapping("/{parked}/retry")
  @Permission("parked:write")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Answer retry(@PathVariable("parked") String id, Caller caller) {
    return answer(events.retry(Problem.parseId(id), caller));
  }

  @PostMapping("/{parked}/discard")
  @Permission("parked:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void discard(@PathVariable("parked") String id, @RequestBody Discard wish, Caller caller) {
    String reason = Given.text("reason", wish.reason(), 1, LONGEST_REASON);
    events.discard(Problem.parseId(id), reason, caller);
  }

  /** Null for everything; an event of a group nobody knows is only for those who see all. */
  private @Nullable List<Place> places(
      @Nullable String community, @Nullable String group, Caller caller) {
    CommunityId of = community == null ? null : CommunityId.parse(community);
    if (of != null) {
      caller.mustSee(of);
    }
    if (group != null) {
      return List.of(place(groups.get(GroupId.parse(group), caller)));
    }
    if (of == null && caller.communities() == null) {
      return null;
    }
    return groups.visibleTo(caller, of).stream().map(ParkedController::place).toList();
  }

  private static Place place(GroupView group) {
    return new Place(group.platform(), group.account(), group.externalId());
  }

  private Answer answer(Parked.Row row) {
    return new Answer(
        Long.toString(row.id()),
        row.parkedAt(),
        row.at(),
        events.groupOf(row).map(g -> new Ref(g.id().toString(), g.name())).orElse(null),
        row.place().platform(),
        row.why(),
        row.body(),
        row.attempts(),
        row.queued() ? "queued" : "parked");
  }
}
