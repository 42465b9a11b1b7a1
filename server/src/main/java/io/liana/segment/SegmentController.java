package io.liana.segment;

import io.liana.community.Communities;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.MemberId;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import io.liana.kernel.Ref;
import io.liana.member.Members;
import io.liana.segment.Asking.Counted;
import io.liana.segment.SegmentStore.Snapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
import tools.jackson.databind.JsonNode;

/** Segments over HTTP. */
@RestController
@RequestMapping("/api/v1")
class SegmentController {
  private static final int PAGE = 100;

  private final Segments segments;
  private final Communities communities;
  private final Members members;

  SegmentController(Segments segments, Communities communities, Members members) {
    this.segments = segments;
    this.communities = communities;
    this.members = members;
  }

  record Asked(@Nullable JsonNode condition, @Nullable String member) {}

  record Wish(@Nullable String name, @Nullable JsonNode condition, @Nullable Integer version) {}

  record Live(@Nullable Boolean live) {}

  /**
   * @param people of a live one, once they were found
   */
  record Seen(
      String id,
      String name,
      Written condition,
      int version,
      boolean live,
      @Nullable Long people,
      Instant changedAt) {}

  record MoveSeen(Ref member, Instant at, boolean entered, String cause) {}

  record MovesSeen(List<MoveSeen> items) {}

  record SeenAll(List<Seen> items) {}

  record CountSeen(long people, long of, List<Ref> some) {}

  /**
   * @param seen the value that decided
   * @param parts in the order of the condition's
   */
  record Why(boolean holds, @Nullable Object seen, @Nullable Instant turnsAt, List<Why> parts) {}

  record SnapshotSeen(String id, int version, Instant takenAt, int people) {}

  record SnapshotsSeen(List<SnapshotSeen> items) {}

  record PeopleSeen(List<Ref> items, @Nullable String nextAfter) {}

  @GetMapping("/communities/{community}/segments")
  @Permission("segment:read")
  SeenAll list(@PathVariable String community, Caller caller) {
    List<Segment> all = segments.of(community(community, caller));
    Map<Long, Long> people = segments.people(all);
    return new SeenAll(all.stream().map(one -> seen(one, people.get(one.id()))).toList());
  }

  @PostMapping("/communities/{community}/segments")
  @Permission("segment:write")
  @ResponseStatus(HttpStatus.CREATED)
  Seen make(@PathVariable String community, @RequestBody Wish wish, Caller caller) {
    CommunityId id = community(community, caller);
    communities.get(id);
    return seen(segments.make(id, name(wish), read(wish.condition()), caller));
  }

  @PostMapping("/communities/{community}/segments/count")
  @Permission("segment:read")
  CountSeen count(@PathVariable String community, @RequestBody Asked asked, Caller caller) {
    CommunityId id = community(community, caller);
    Counted counted = segments.count(id, read(asked.condition()));
    return new CountSeen(counted.people(), counted.of(), named(counted.some()));
  }

  @PostMapping("/communities/{community}/segments/explain")
  @Permission("segment:read")
  Why explain(@PathVariable String community, @RequestBody Asked asked, Caller caller) {
    CommunityId id = community(community, caller);
    MemberId member = new MemberId(Problem.parseId(Given.text("member", asked.member(), 1, 19)));
    return why(segments.explain(id, read(asked.condition()), member));
  }

  @GetMapping("/segments/{segment}")
  @Permission("segment:read")
  Seen get(@PathVariable String segment, Caller caller) {
    return seen(segments.get(Problem.parseId(segment), caller));
  }

  @PutMapping("/segments/{segment}")
  @Permission("segment:write")
  Seen change(@PathVariable String segment, @RequestBody Wish wish, Caller caller) {
    if (wish.version() == null) {
      throw Given.wrong("version", "is missing");
    }
    return seen(
        segments.change(
            Problem.parseId(segment), wish.version(), name(wish), read(wish.condition()), caller));
  }

  @DeleteMapping("/segments/{segment}")
  @Permission("segment:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void drop(@PathVariable String segment, Caller caller) {
    segments.drop(Problem.parseId(segment), caller);
  }

  @PutMapping("/segments/{segment}/live")
  @Permission("segment:write")
  Seen live(@PathVariable String segment, @RequestBody Live live, Caller caller) {
    if (live.live() == null) {
      throw Given.wrong("live", "is missing");
    }
    return seen(segments.setLive(Problem.parseId(segment), live.live(), caller));
  }

  @GetMapping("/segments/{segment}/moves")
  @Permission("segment:read")
  MovesSeen moves(@PathVariable String segment, Caller caller) {
    List<LiveStore.Moved> moves = segments.moves(segments.get(Problem.parseId(segment), caller));
    Map<MemberId, String> names =
        members.names(moves.stream().map(LiveStore.Moved::member).distinct().toList());
    return new MovesSeen(
        moves.stream()
            .map(
                one ->
                    new MoveSeen(
                        new Ref(
                            one.member().toString(),
                            names.getOrDefault(one.member(), "#" + one.member())),
                        one.at(),
                        one.entered(),
                        one.cause()))
            .toList());
  }

  @GetMapping("/segments/{segment}/snapshots")
  @Permission("segment:read")
  SnapshotsSeen snapshots(@PathVariable String segment, Caller caller) {
    return new SnapshotsSeen(
        segments.snapshots(segments.get(Problem.parseId(segment), caller)).stream()
            .map(SegmentController::seen)
            .toList());
  }

  @PostMapping("/segments/{segment}/snapshots")
  @Permission("segment:write")
  @ResponseStatus(HttpStatus.CREATED)
  SnapshotSeen take(@PathVariable String segment, Caller caller) {
    return seen(segments.take(Problem.parseId(segment), caller));
  }

  @GetMapping("/segments/{segment}/snapshots/{snapshot}/people")
  @Permission("segment:read")
  PeopleSeen people(
      @PathVariable String segment,
      @PathVariable String snapshot,
      @RequestParam(required = false) @Nullable String after,
      Caller caller) {
    Segment known = segments.get(Problem.parseId(segment), caller);
    List<Long> some =
        segments
            .members(known, Problem.parseId(snapshot))
            .after(after == null ? -1 : Problem.parseId(after), PAGE + 1);
    List<Long> page = some.subList(0, Math.min(PAGE, some.size()));
    return new PeopleSeen(
        named(page.stream().map(MemberId::new).toList()),
        some.size() > PAGE ? Long.toString(page.getLast()) : null);
  }

  private static CommunityId community(String given, Caller caller) {
    CommunityId id = CommunityId.parse(given);
    caller.mustSee(id);
    return id;
  }

  private static String name(Wish wish) {
    return Given.text("name", wish.name(), 1, 100);
  }

  private static Condition read(@Nullable JsonNode condition) {
    return ConditionReading.read(condition, Known.FIELDS);
  }

  private List<Ref> named(Collection<MemberId> some) {
    Map<MemberId, String> names = members.names(some);
    return some.stream()
        .map(one -> new Ref(one.toString(), names.getOrDefault(one, "#" + one)))
        .toList();
  }

  private Seen seen(Segment one) {
    return seen(one, segments.people(List.of(one)).get(one.id()));
  }

  private static Seen seen(Segment one, @Nullable Long people) {
    return new Seen(
        Long.toString(one.id()),
        one.name(),
        Written.of(one.condition()),
        one.version(),
        one.live(),
        people,
        one.changedAt());
  }

  private static SnapshotSeen seen(Snapshot one) {
    return new SnapshotSeen(Long.toString(one.id()), one.version(), one.takenAt(), one.people());
  }

  private static Why why(Evaluation evaluation) {
    Value value = evaluation.seen();
    return new Why(
        evaluation.holds(),
        value == null ? null : value.plain(),
        evaluation.turns(),
        evaluation.parts().stream().map(SegmentController::why).toList());
  }
}
