package io.liana.onboarding;

import io.liana.channel.Archive;
import io.liana.channel.Archive.Stay;
import io.liana.channel.SettledEvent;
import io.liana.community.Communities;
import io.liana.community.Groups;
import io.liana.identity.OperatorNames;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.OperatorId;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import io.liana.kernel.Ref;
import io.liana.member.ActorRef;
import io.liana.member.MemberRef;
import io.liana.member.Names;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whom to talk to today, over HTTP. */
@RestController
@RequestMapping("/api/v1")
class CareController {
  private static final int LONGEST_NOTE = 2_000;
  private static final int LAST_MESSAGES = 3;
  private static final int MOST_CLOSED = 100;
  private static final int LONGEST_SNOOZE = 90; // days

  private final CareStore store;
  private final Archive archive;
  private final Communities communities;
  private final Groups groups;
  private final Names names;
  private final OperatorNames operators;
  private final Journal journal;
  private final Clock clock;

  CareController(
      CareStore store,
      Archive archive,
      Communities communities,
      Groups groups,
      Names names,
      OperatorNames operators,
      Journal journal,
      Clock clock) {
    this.store = store;
    this.archive = archive;
    this.communities = communities;
    this.groups = groups;
    this.names = names;
    this.operators = operators;
    this.journal = journal;
    this.clock = clock;
  }

  record Said(Instant at, String text) {}

  record Answer(
      String id,
      MemberRef member,
      Ref group,
      String reason,
      Instant since,
      int messages,
      Instant foundAt,
      String state,
      @Nullable Instant hiddenUntil,
      @Nullable String assignedTo,
      List<Said> last,
      @Nullable Instant closedAt,
      @Nullable ActorRef closedBy,
      @Nullable String note) {}

  /**
   * @param people who may be given one
   * @param hidden how many are put off
   */
  record ListAnswer(List<Answer> items, List<Ref> people, int hidden) {}

  record Done(@Nullable String note) {}

  record Snooze(@Nullable Integer days) {}

  record Assignment(@Nullable String to) {}

  @GetMapping("/communities/{community}/care")
  @Permission("onboarding:read")
  ListAnswer list(@PathVariable String community, @Nullable String state, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    communities.get(id);
    Instant now = clock.instant();
    boolean open = Given.oneOf("state", state, "open", List.of("open", "closed")).equals("open");
    List<Care> all = open ? store.open(id) : store.closed(id, MOST_CLOSED);
    List<Care> shown =
        all.stream()
            .filter(one -> !open || one.hiddenUntil() == null || !one.hiddenUntil().isAfter(now))
            .toList();
    return new ListAnswer(answers(shown), people(id), all.size() - shown.size());
  }

  /** They were talked to; it comes back only for a new reason. */
  @PostMapping("/care/{care}/done")
  @Permission("desk:write")
  @Transactional
  Answer done(@PathVariable String care, @RequestBody Done done, Caller caller) {
    Care found = get(care, caller);
    String note = done.note() == null ? "" : Given.text("note", done.note(), 0, LONGEST_NOTE);
    Instant now = clock.instant();
    mustBeOpen(store.done(found.id(), note.isEmpty() ? null : note, caller.actor().code(), now));
    journal.append(
        new JournalEntry(
            now,
            caller.actor(),
            "care_done",
            found.community(),
            found.group(),
            found.member(),
            null,
            Map.of("reason", found.reason().code())));
    return answers(List.of(get(care, caller))).getFirst();
  }

  @PostMapping("/care/{care}/snooze")
  @Permission("desk:write")
  @Transactional
  Answer snooze(@PathVariable String care, @RequestBody Snooze snooze, Caller caller) {
    Care found = get(care, caller);
    Integer days = snooze.days();
    if (days == null || days < 1 || days > LONGEST_SNOOZE) {
      throw Given.wrong("days", "must be 1 to 90");
    }
    mustBeOpen(store.hide(found.id(), clock.instant().plus(Duration.ofDays(days))));
    return answers(List.of(get(care, caller))).getFirst();
  }

  @PostMapping("/care/{care}/assign")
  @Permission("desk:write")
  @Transactional
  Answer assign(@PathVariable String care, @RequestBody Assignment assignment, Caller caller) {
    Care found = get(care, caller);
    OperatorId to =
        assignment.to() == null ? null : new OperatorId(Problem.parseId(assignment.to()));
    if (to != null && !operators.allowed("desk:write", found.community()).contains(to)) {
      throw Given.wrong("to", "may not do this here");
    }
    mustBeOpen(store.assign(found.id(), to));
    return answers(List.of(get(care, caller))).getFirst();
  }

  private Care get(String care, Caller caller) {
    return store
        .find(Problem.parseId(care), caller)
        .orElseThrow(() -> Problem.missing("care", care));
  }

  private static void mustBeOpen(boolean was) {
    if (!was) {
      throw Problem.conflict("care_closed", "This is closed already.");
    }
  }

  private List<Ref> people(CommunityId community) {
    return operators.of(operators.allowed("desk:write", community)).entrySet().stream()
        .map(one -> new Ref(one.getKey().toString(), one.getValue()))
        .sorted(java.util.Comparator.comparing(Ref::name))
        .toList();
  }

  private List<Answer> answers(List<Care> all) {
    Map<MemberId, MemberRef> people =
        names.members(all.stream().map(Care::member).distinct().toList());
    Map<GroupId, Ref> places = groups.names(all.stream().map(Care::group).distinct().toList());
    Map<String, ActorRef> actors = names.actors(all.stream().map(Care::closedBy).toList());
    Instant now = clock.instant();
    Map<MemberId, List<SettledEvent>> last =
        archive
            .lastSaid(
                all.stream()
                    .map(one -> new Stay(one.group(), one.member(), Instant.EPOCH, now))
                    .distinct()
                    .toList(),
                LAST_MESSAGES)
            .stream()
            .collect(Collectors.groupingBy(event -> Objects.requireNonNull(event.by())));
    return all.stream()
        .map(
            one ->
                new Answer(
                    Long.toString(one.id()),
                    Objects.requireNonNull(people.get(one.member())),
                    Objects.requireNonNull(places.get(one.group())),
                    one.reason().code(),
                    one.since(),
                    one.messages(),
                    one.foundAt(),
                    one.state().code(),
                    one.hiddenUntil(),
                    one.assignedTo() == null ? null : one.assignedTo().toString(),
                    last.getOrDefault(one.member(), List.of()).stream()
                        .map(event -> new Said(event.at(), event.text()))
                        .toList(),
                    one.closedAt(),
                    one.closedBy() == null ? null : actors.get(one.closedBy()),
                    one.note()))
        .toList();
  }
}
