package io.liana.rule;

import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Cursor;
import io.liana.kernel.Given;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.member.ActorRef;
import io.liana.member.Names;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** House rules over HTTP. */
@RestController
@RequestMapping("/api/v1/communities/{community}/rules")
class RuleController {
  private static final int LONGEST_NOTE = 2_000;

  private final RuleBook book;
  private final Names names;

  RuleController(RuleBook book, Names names) {
    this.book = book;
    this.names = names;
  }

  record VersionAnswer(
      int version,
      Instant publishedAt,
      ActorRef publishedBy,
      @Nullable String note,
      JsonNode rules) {}

  record DraftAnswer(JsonNode rules, Instant savedAt, ActorRef savedBy, int over) {}

  record RulesAnswer(
      @Nullable VersionAnswer live, @Nullable DraftAnswer draft, JsonNode suggested) {}

  record Publishing(@Nullable String note, @Nullable Integer over) {}

  @GetMapping
  @Permission("rule:read")
  RulesAnswer get(@PathVariable String community, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    JsonNode suggested = book.suggested(id);
    return new RulesAnswer(
        book.live(id).map(this::version).orElse(null),
        book.draft(id).map(this::draft).orElse(null),
        suggested);
  }

  @PutMapping("/draft")
  @Permission("rule:write")
  RulesAnswer save(@PathVariable String community, @RequestBody JsonNode rules, Caller caller) {
    book.saveDraft(CommunityId.parse(community), rules, caller);
    return get(community, caller);
  }

  @DeleteMapping("/draft")
  @Permission("rule:write")
  RulesAnswer discard(@PathVariable String community, Caller caller) {
    book.discardDraft(CommunityId.parse(community), caller);
    return get(community, caller);
  }

  @PostMapping("/publish")
  @Permission("rule:write")
  RulesAnswer publish(
      @PathVariable String community, @RequestBody Publishing given, Caller caller) {
    String note = given.note();
    book.publish(
        CommunityId.parse(community),
        note == null || note.isBlank() ? null : Given.text("note", note, 1, LONGEST_NOTE),
        given.over(),
        caller);
    return get(community, caller);
  }

  @GetMapping("/versions")
  @Permission("rule:read")
  Page<VersionAnswer> versions(@PathVariable String community, Paging paging, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    book.suggested(id); // 404 for a community that is not there
    Cursor after = paging.after();
    int before = after == null ? Integer.MAX_VALUE : (int) after.number(0);
    Page<RuleStore.Version> page =
        Page.of(
            book.versions(id, before, paging.size() + 1),
            paging.size(),
            version -> Cursor.after(version.version()));
    Map<String, ActorRef> actors =
        names.actors(page.items().stream().map(RuleStore.Version::publishedBy).toList());
    return new Page<>(
        page.items().stream().map(version -> version(version, actors)).toList(), page.nextCursor());
  }

  private VersionAnswer version(RuleStore.Version version) {
    return version(version, names.actors(List.of(version.publishedBy())));
  }

  private static VersionAnswer version(RuleStore.Version version, Map<String, ActorRef> actors) {
    return new VersionAnswer(
        version.version(),
        version.publishedAt(),
        Objects.requireNonNull(actors.get(version.publishedBy())),
        version.note(),
        version.rules());
  }

  private DraftAnswer draft(RuleStore.Draft draft) {
    ActorRef by = names.actors(List.of(draft.savedBy())).get(draft.savedBy());
    return new DraftAnswer(
        draft.rules(), draft.savedAt(), Objects.requireNonNull(by), draft.over());
  }
}
