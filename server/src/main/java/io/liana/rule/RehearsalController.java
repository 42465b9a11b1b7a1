package io.liana.rule;

import io.liana.channel.Archive;
import io.liana.channel.SettledEvent;
import io.liana.community.GroupView;
import io.liana.community.Groups;
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
import io.liana.member.MemberRef;
import io.liana.member.Names;
import io.liana.moderation.Sanction;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Rehearsals over HTTP. */
@RestController
@RequestMapping("/api/v1/communities/{community}/rules/rehearsals")
class RehearsalController {
  private static final List<String> CHANGES =
      Arrays.stream(Rehearsal.Change.values()).map(Rehearsal.Change::code).toList();
  private static final List<String> SANCTIONS =
      Arrays.stream(Sanction.values()).map(Sanction::code).toList();

  private final RehearsalStore store;
  private final RehearsalWorker worker;
  private final RuleBook book;
  private final Groups groups;
  private final Archive archive;
  private final Names names;
  private final Clock clock;

  RehearsalController(
      RehearsalStore store,
      RehearsalWorker worker,
      RuleBook book,
      Groups groups,
      Archive archive,
      Names names,
      Clock clock) {
    this.store = store;
    this.worker = worker;
    this.book = book;
    this.groups = groups;
    this.archive = archive;
    this.names = names;
    this.clock = clock;
  }

  record Wish(
      @Nullable String groupId,
      @Nullable String from,
      @Nullable String to,
      @Nullable JsonNode draft) {}

  record ProgressAnswer(long read, long total) {}

  record RehearsalAnswer(
      String id,
      String state,
      Ref group,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      Instant createdAt,
      @Nullable Instant finishedAt,
      ProgressAnswer progress,
      @Nullable RehearsalCounts draft,
      @Nullable RehearsalCounts present,
      @Nullable Integer presentVersion,
      Map<String, Integer> changes,
      @Nullable String problem) {}

  record RuleAnswer(String key, String name) {}

  record WhyAnswer(String trigger, Map<String, Object> params) {}

  record ActAnswer(
      Instant at,
      String eventId,
      @Nullable String text,
      RuleAnswer rule,
      String effect,
      boolean audit,
      WhyAnswer why) {}

  record SideAnswer(String worst, List<ActAnswer> acts) {}

  record MemberAnswer(MemberRef member, String change, SideAnswer draft, SideAnswer present) {}

  @GetMapping
  @Permission("rule:read")
  Page<RehearsalAnswer> list(@PathVariable String community, Paging paging, Caller caller) {
    CommunityId id = seen(community, caller);
    Cursor after = paging.after();
    Page<Rehearsal> page =
        Page.of(
            store.list(id, after == null ? Long.MAX_VALUE : after.number(0), paging.size() + 1),
            paging.size(),
            rehearsal -> Cursor.after(rehearsal.id()));
    return new Page<>(page.items().stream().map(this::answer).toList(), page.nextCursor());
  }

  @PostMapping
  @Permission("rule:write")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RehearsalAnswer start(@PathVariable String community, @RequestBody Wish wish, Caller caller) {
    CommunityId id = seen(community, caller);
    if (wish.groupId() == null) {
      throw Given.wrong("group_id", "is missing");
    }
    GroupView group = groups.get(GroupId.parse(wish.groupId()), caller);
    if (!group.community().equals(id)) {
      throw Problem.missing("group", wish.groupId());
    }
    JsonNode draft = wish.draft() == null || wish.draft().isNull() ? draft(id) : wish.draft();
    RuleReader.read(draft);
    long number =
        store.insert(
            id,
            group.id(),
            Given.day("from", wish.from()),
            Given.day("to", wish.to()),
            draft,
            book.live(id).map(RuleStore.Version::version).orElse(null),
            caller.actor().code(),
            clock.instant());
    worker.wake();
    return get(community, Long.toString(number), caller);
  }

  private JsonNode draft(CommunityId id) {
    return book.draft(id)
        .map(RuleStore.Draft::rules)
        .orElseThrow(() -> Problem.conflict("no_draft", "There is no draft to rehearse."));
  }

  @GetMapping("/{rehearsal}")
  @Permission("rule:read")
  RehearsalAnswer get(
      @PathVariable String community, @PathVariable String rehearsal, Caller caller) {
    return answer(find(community, rehearsal, caller));
  }

  @DeleteMapping("/{rehearsal}")
  @Permission("rule:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void cancel(@PathVariable String community, @PathVariable String rehearsal, Caller caller) {
    store.cancel(find(community, rehearsal, caller).id(), clock.instant());
  }

  record Filter(@Nullable String change, @Nullable String worst) {}

  @GetMapping("/{rehearsal}/members")
  @Permission("rule:read")
  Page<MemberAnswer> members(
      @PathVariable String community,
      @PathVariable String rehearsal,
      Filter filter,
      Paging paging,
      Caller caller) {
    Cursor after = paging.after();
    Page<Rehearsal.Row> page =
        Page.of(
            store.members(
                find(community, rehearsal, caller).id(),
                Given.oneOf("change", filter.change(), CHANGES),
                Given.oneOf("worst", filter.worst(), SANCTIONS),
                after == null ? null : (int) after.number(0),
                after == null ? 0 : after.number(1),
                paging.size() + 1),
            paging.size(),
            row -> Cursor.after(row.gravity(), row.member()));
    List<Rehearsal.Row> rows = page.items();
    Map<MemberId, MemberRef> people =
        names.members(rows.stream().map(Rehearsal.Row::member).toList());
    Map<Long, SettledEvent> said =
        archive.asSaid(
            rows.stream()
                .flatMap(row -> Stream.concat(row.draftActs().stream(), row.presentActs().stream()))
                .map(RehearsedAct::event)
                .distinct()
                .toList());
    return new Page<>(
        rows.stream()
            .map(
                row ->
                    new MemberAnswer(
                        Objects.requireNonNull(people.get(row.member())),
                        row.change(),
                        side(row.draftWorst(), row.draftActs(), said),
                        side(row.presentWorst(), row.presentActs(), said)))
            .toList(),
        page.nextCursor());
  }

  private static SideAnswer side(
      String worst, List<RehearsedAct> acts, Map<Long, SettledEvent> said) {
    return new SideAnswer(worst, acts.stream().map(act -> act(act, said)).toList());
  }

  private static ActAnswer act(RehearsedAct act, Map<Long, SettledEvent> said) {
    SettledEvent event = said.get(act.event());
    String text = event == null || event.text().isEmpty() ? null : event.text();
    Map<String, Object> params = new LinkedHashMap<>(act.params());
    if (text != null && act.start() >= 0 && act.end() <= text.length()) {
      params.put("matched", text.substring(act.start(), act.end()));
    }
    return new ActAnswer(
        act.at(),
        Long.toString(act.event()),
        text,
        new RuleAnswer(act.ruleKey(), act.ruleName()),
        act.effect(),
        act.audit(),
        new WhyAnswer(act.trigger(), params));
  }

  private CommunityId seen(String community, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    book.suggested(id); // 404 for a community that is not there
    return id;
  }

  private Rehearsal find(String community, String rehearsal, Caller caller) {
    return store
        .find(seen(community, caller), MemberId.parse(rehearsal).value())
        .orElseThrow(() -> Problem.missing("rehearsal", rehearsal));
  }

  private RehearsalAnswer answer(Rehearsal rehearsal) {
    Rehearsal.Result result = rehearsal.result();
    GroupView group = groups.get(rehearsal.group());
    return new RehearsalAnswer(
        Long.toString(rehearsal.id()),
        rehearsal.state().code(),
        new Ref(group.id().toString(), group.name()),
        rehearsal.from(),
        rehearsal.to(),
        rehearsal.createdAt(),
        rehearsal.finishedAt(),
        new ProgressAnswer(rehearsal.read(), rehearsal.total()),
        result == null ? null : result.draft(),
        result == null ? null : result.present(),
        rehearsal.presentVersion(),
        result == null ? Map.of() : result.changes(),
        rehearsal.problem());
  }
}
