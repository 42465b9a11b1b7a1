package io.liana.member;

import io.liana.channel.ArchiveListing;
import io.liana.channel.MessageCount;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.Caller;
import io.liana.kernel.Cursor;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import io.liana.member.MemberListing.InGroup;
import io.liana.member.MemberListing.Wanted;
import io.liana.member.MemberOrder.Place;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The members of a group over HTTP. */
@RestController
@RequestMapping("/api/v1/groups/{group}/members")
class GroupMemberController {
  private static final List<String> ROLES = List.of("owner", "admin", "member");

  private final Groups groups;
  private final Members members;
  private final MemberListing listing;
  private final ArchiveListing archive;
  private final Standing standing;

  GroupMemberController(
      Groups groups,
      Members members,
      MemberListing listing,
      ArchiveListing archive,
      Standing standing) {
    this.groups = groups;
    this.members = members;
    this.listing = listing;
    this.archive = archive;
    this.standing = standing;
  }

  record Filter(
      @Nullable String q,
      @Nullable String role,
      @Nullable String presence,
      @Nullable String whitelisted,
      @Nullable String sort) {

    Wanted wanted() {
      String asked = Given.oneOf("role", role, ROLES);
      String listed = Given.oneOf("whitelisted", whitelisted, List.of("true", "false"));
      return new Wanted(
          Given.words("q", q),
          asked == null ? null : MemberListing.role(asked),
          switch (Given.oneOf("presence", presence, "all", List.of("in", "left", "all"))) {
            case "in" -> true;
            case "left" -> false;
            default -> null;
          },
          listed == null ? null : Boolean.valueOf(listed),
          null);
    }

    MemberOrder order() {
      return MemberOrder.of(
          Given.oneOf("sort", sort, MemberOrder.MESSAGES.code(), MemberOrder.CODES));
    }
  }

  record Answer(
      String id,
      String name,
      boolean bot,
      String role,
      boolean whitelisted,
      @Nullable Instant joinedAt,
      @Nullable Instant leftAt,
      int messages,
      int activeDays,
      @Nullable Instant firstMessageAt,
      @Nullable Instant lastMessageAt,
      int openCases,
      boolean blacklisted) {}

  record Answers(List<Answer> items, @Nullable String nextCursor, int total) {}

  record Change(@Nullable Boolean whitelisted, @Nullable String role) {}

  @GetMapping
  @Permission("member:read")
  Answers list(@PathVariable String group, Filter filter, Paging paging, Caller caller) {
    GroupView in = groups.get(GroupId.parse(group), caller);
    List<InGroup> wanted = listing.inGroup(in, filter.wanted());
    Page<Placed> page = page(in, wanted, filter.order(), paging);
    List<Answer> answers = answers(in, page.items().stream().map(Placed::who).toList());
    return new Answers(answers, page.nextCursor(), wanted.size());
  }

  private record Placed(InGroup who, Place place) {}

  /**
   * Put in order here: what members said is counted by another module, and a group has some ten
   * thousand members at most.
   */
  private Page<Placed> page(GroupView in, List<InGroup> wanted, MemberOrder order, Paging paging) {
    Map<MemberId, MessageCount> said = order.needsMessages() ? archive.totals(in.id()) : Map.of();
    Cursor cursor = paging.after();
    Place after = cursor == null ? null : Place.read(cursor);
    List<Placed> rest =
        wanted.stream()
            .map(one -> new Placed(one, order.place(one, count(said, one))))
            .filter(placed -> after == null || placed.place().compareTo(after) > 0)
            .sorted(Comparator.comparing(Placed::place))
            .limit(paging.size() + 1L)
            .toList();
    return Page.of(rest, paging.size(), placed -> placed.place().cursor());
  }

  private static MessageCount count(Map<MemberId, MessageCount> said, InGroup member) {
    return said.getOrDefault(member.member(), MessageCount.NONE);
  }

  @PatchMapping("/{member}")
  @Permission("member:write")
  Answer change(
      @PathVariable String group,
      @PathVariable String member,
      @RequestBody Change wish,
      Caller caller) {
    GroupView in = groups.get(GroupId.parse(group), caller);
    MemberId who = MemberId.parse(member);
    String role = Given.oneOf("role", wish.role(), ROLES);
    members.change(
        in,
        who,
        role == null ? null : MemberListing.role(role),
        wish.whitelisted(),
        caller.actor());
    return answers(in, listing.inGroup(in, Wanted.just(who))).stream()
        .findFirst()
        .orElseThrow(() -> Problem.missing("member", who));
  }

  private List<Answer> answers(GroupView in, List<InGroup> people) {
    List<MemberId> ids = people.stream().map(InGroup::member).toList();
    Map<MemberId, MessageCount> said = archive.counts(in.id(), ids, in.zone());
    Map<MemberId, Standing.Record> records = standing.of(in.community(), ids);
    return people.stream()
        .map(
            one -> {
              MessageCount count = count(said, one);
              Standing.Record record = records.getOrDefault(one.member(), Standing.Record.CLEAN);
              return new Answer(
                  one.member().toString(),
                  one.name(),
                  one.bot(),
                  MemberListing.code(one.role()),
                  one.whitelisted(),
                  one.joinedAt(),
                  one.leftAt(),
                  count.messages(),
                  count.activeDays(),
                  count.first(),
                  count.last(),
                  record.openCases(),
                  record.blacklisted());
            })
        .toList();
  }
}
