package io.liana.member;

import io.liana.channel.ArchiveListing;
import io.liana.channel.ArchivedEvent;
import io.liana.channel.MessageCount;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.Caller;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import io.liana.kernel.Ref;
import io.liana.member.MemberListing.KnownAs;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One person over HTTP: who they are and what they said, as far as the caller sees. */
@RestController
@RequestMapping("/api/v1/members/{member}")
class MemberController {
  private final Groups groups;
  private final MemberListing listing;
  private final ArchiveListing archive;
  private final Names names;
  private final MessageMedias medias;
  private final Standing standing;
  private final Tags tags;
  private final Birthdays birthdays;
  private final Erasures erasures;

  MemberController(
      Groups groups,
      MemberListing listing,
      ArchiveListing archive,
      Names names,
      MessageMedias medias,
      Standing standing,
      Tags tags,
      Birthdays birthdays,
      Erasures erasures) {
    this.groups = groups;
    this.listing = listing;
    this.archive = archive;
    this.names = names;
    this.medias = medias;
    this.standing = standing;
    this.tags = tags;
    this.birthdays = birthdays;
    this.erasures = erasures;
  }

  record AccountAnswer(String platform, String externalId, String name) {}

  record MembershipAnswer(
      Ref group,
      String communityId,
      String role,
      boolean whitelisted,
      @Nullable Instant joinedAt,
      @Nullable Instant leftAt,
      int messages,
      @Nullable Instant lastMessageAt,
      boolean blacklisted) {}

  record Answer(
      String id,
      String name,
      boolean bot,
      Instant createdAt,
      List<AccountAnswer> accounts,
      List<MembershipAnswer> memberships,
      List<String> tags,
      @Nullable String birthday,
      @Nullable ErasureAnswer erasure) {}

  record ErasureAnswer(String state, Instant askedAt, @Nullable Instant doneAt) {
    static ErasureAnswer of(Erasure erasure) {
      return new ErasureAnswer(erasure.state(), erasure.askedAt(), erasure.doneAt());
    }
  }

  record BirthdayGiven(@Nullable String birthday) {
    @Nullable MonthDay day() {
      try {
        return birthday == null || birthday.isBlank() ? null : MonthDay.parse("--" + birthday);
      } catch (DateTimeException e) {
        throw Given.wrong("birthday", "must be a day like 05-17");
      }
    }
  }

  record EraseWish(@Nullable String name) {}

  /** A membership in a group the caller sees. */
  private record Seen(Membership membership, GroupView group) {}

  @GetMapping
  @Permission("member:read")
  Answer one(@PathVariable String member, Caller caller) {
    MemberId id = MemberId.parse(member);
    List<Seen> seen = seen(id, caller);
    Instant createdAt = listing.firstKnown(id).orElseThrow(() -> Problem.missing("member", id));
    Set<String> realms = seen.stream().map(in -> in.group().realm()).collect(Collectors.toSet());
    List<KnownAs> accounts =
        listing.accounts(id).stream()
            .filter(known -> caller.communities() == null || realms.contains(known.realm()))
            .toList();
    MemberRef ref = names.member(id);
    Map<GroupId, MessageCount> said = archive.counts(id);
    return new Answer(
        ref.id(),
        ref.name(),
        ref.bot(),
        createdAt,
        accounts.stream()
            .map(known -> new AccountAnswer(known.platform(), known.externalId(), known.name()))
            .toList(),
        seen.stream().map(in -> answer(in, said)).toList(),
        seen.stream()
            .map(in -> in.group().community())
            .distinct()
            .flatMap(community -> tags.of(community, id).stream())
            .distinct()
            .toList(),
        birthdays.find(id).map(MemberController::written).orElse(null),
        erasures.find(id).map(ErasureAnswer::of).orElse(null));
  }

  /** As people write it: 05-17. */
  private static String written(MonthDay day) {
    return day.toString().substring(2);
  }

  @PutMapping("/birthday")
  @Permission("member:write")
  Answer birthday(@PathVariable String member, @RequestBody BirthdayGiven given, Caller caller) {
    MemberId id = MemberId.parse(member);
    if (seen(id, caller).isEmpty()) {
      throw Problem.missing("member", id);
    }
    birthdays.set(id, given.day(), caller.actor());
    return one(member, caller);
  }

  /** Typing the name again keeps a slip of the hand from what cannot be undone. */
  @PostMapping("/erase")
  @Permission("member:erase")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ErasureAnswer erase(@PathVariable String member, @RequestBody EraseWish wish, Caller caller) {
    MemberId id = MemberId.parse(member);
    List<Seen> seen = seen(id, caller);
    if (listing.firstKnown(id).isEmpty()) {
      throw Problem.missing("member", id);
    }
    if (seen.size() < listing.memberships(id).size()) {
      throw new Problem(
          403,
          "erase_beyond_scope",
          "This person is in groups you do not see. Nothing was erased; ask an owner who sees all communities.",
          Map.of());
    }
    if (erasures.find(id).isEmpty() && !names.member(id).name().equals(wish.name())) {
      throw Problem.conflict(
          "erase_name_differs", "The name typed is not the name shown. Nothing was erased.");
    }
    return ErasureAnswer.of(erasures.ask(id, caller.actor()));
  }

  @GetMapping("/events")
  @Permission("member:read")
  Page<EventAnswer> events(
      @PathVariable String member,
      @RequestParam @Nullable String group,
      @RequestParam @Nullable String q,
      Paging paging,
      Caller caller) {
    MemberId id = MemberId.parse(member);
    List<GroupId> where =
        group == null
            ? seen(id, caller).stream().map(in -> in.group().id()).toList()
            : List.of(groups.get(GroupId.parse(group), caller).id());
    var search = new ArchiveListing.Search(where, id, null, Given.words("q", q), null, null, false);
    Page<ArchivedEvent> page = archive.page(search, paging);
    return new Page<>(EventAnswer.of(page.items(), names, medias), page.nextCursor());
  }

  /** Somebody who is in no group the caller sees does not exist for them. */
  private List<Seen> seen(MemberId member, Caller caller) {
    List<Seen> seen =
        listing.memberships(member).stream()
            .map(membership -> new Seen(membership, groups.get(membership.group())))
            .filter(in -> caller.sees(in.group().community()))
            .toList();
    if (seen.isEmpty() && caller.communities() != null) {
      throw Problem.missing("member", member);
    }
    return seen;
  }

  private MembershipAnswer answer(Seen in, Map<GroupId, MessageCount> said) {
    Membership membership = in.membership();
    MemberId member = membership.member();
    MessageCount count = said.getOrDefault(in.group().id(), MessageCount.NONE);
    Standing.Record record =
        standing
            .of(in.group().community(), List.of(member))
            .getOrDefault(member, Standing.Record.CLEAN);
    return new MembershipAnswer(
        new Ref(in.group().id().toString(), in.group().name()),
        in.group().community().toString(),
        MemberListing.code(membership.role()),
        membership.whitelisted(),
        membership.joinedAt(),
        membership.leftAt(),
        count.messages(),
        count.last(),
        record.blacklisted());
  }
}
