package io.liana.acquisition;

import io.liana.acquisition.ScanListing.Counts;
import io.liana.content.QrCode;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Cursor;
import io.liana.kernel.Given;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Live codes over HTTP. */
@RestController
@RequestMapping("/api/v1")
class CodeController {
  private final Codes codes;
  private final CodeStore store;
  private final ScanListing scans;
  private final Clock clock;

  CodeController(Codes codes, CodeStore store, ScanListing scans, Clock clock) {
    this.codes = codes;
    this.store = store;
    this.scans = scans;
    this.clock = clock;
  }

  record Wanted(@Nullable String label, @Nullable String channelId) {}

  record Draft(
      @Nullable String planId, @Nullable Instant expiresAt, @Nullable List<Wanted> codes) {}

  record Change(@Nullable String label, @Nullable String planId, @Nullable Boolean disabled) {}

  record CodeView(
      String slug,
      String url,
      String label,
      @Nullable String channelId,
      String planId,
      boolean disabled,
      @Nullable Instant expiresAt,
      Counts counts) {}

  record Made(List<CodeView> items) {}

  record Filter(@Nullable String channel, @Nullable String plan) {}

  @GetMapping("/communities/{community}/codes")
  @Permission("acquisition:read")
  Page<CodeView> list(@PathVariable String community, Filter filter, Paging paging, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    Cursor after = paging.after();
    Page<LiveCode> page =
        Page.of(
            store.page(
                id,
                parse(filter.channel()),
                parse(filter.plan()),
                after == null ? Long.MAX_VALUE : after.number(0),
                paging.size() + 1),
            paging.size(),
            code -> Cursor.after(code.id()));
    return new Page<>(views(page.items()), page.nextCursor());
  }

  @PostMapping("/communities/{community}/codes")
  @Permission("acquisition:write")
  @ResponseStatus(HttpStatus.CREATED)
  Made make(@PathVariable String community, @RequestBody Draft draft, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    if (draft.expiresAt() != null && !draft.expiresAt().isAfter(clock.instant())) {
      throw Given.wrong("expires_at", "is over already");
    }
    List<Codes.Draft> drafts =
        (draft.codes() == null ? List.<Wanted>of() : draft.codes())
            .stream()
                .map(
                    wanted ->
                        new Codes.Draft(
                            Given.text("label", wanted.label(), 1, Codes.LONGEST_LABEL),
                            parse(wanted.channelId())))
                .toList();
    return new Made(
        views(codes.create(id, plan(draft.planId()), drafts, draft.expiresAt(), caller.actor())));
  }

  /** What is absent stays as it is. */
  @PatchMapping("/codes/{slug}")
  @Permission("acquisition:write")
  CodeView change(@PathVariable String slug, @RequestBody Change change, Caller caller) {
    LiveCode before = codes.get(slug, caller);
    LiveCode after =
        new LiveCode(
            before.id(),
            before.slug(),
            before.community(),
            before.channel(),
            change.planId() == null ? before.plan() : plan(change.planId()),
            change.label() == null
                ? before.label()
                : Given.text("label", change.label(), 1, Codes.LONGEST_LABEL),
            change.disabled() == null ? before.disabled() : change.disabled(),
            before.expiresAt());
    return views(List.of(codes.change(after, caller))).getFirst();
  }

  @GetMapping("/codes/{slug}/qr.svg")
  @Permission("acquisition:read")
  ResponseEntity<String> picture(@PathVariable String slug, Caller caller) {
    LiveCode code = codes.get(slug, caller);
    return ResponseEntity.ok()
        .contentType(MediaType.valueOf("image/svg+xml"))
        .body(QrCode.svg(url(code), code.label()));
  }

  private static long plan(@Nullable String given) {
    if (given == null) {
      throw Given.wrong("plan_id", "is missing");
    }
    return Problem.parseId(given);
  }

  private static @Nullable Long parse(@Nullable String id) {
    return id == null || id.isEmpty() ? null : Problem.parseId(id);
  }

  private List<CodeView> views(List<LiveCode> some) {
    Map<Long, Counts> counts = scans.byCode(some.stream().map(LiveCode::id).toList());
    return some.stream()
        .map(
            code ->
                new CodeView(
                    Slug.text(code.slug()),
                    url(code),
                    code.label(),
                    code.channel() == null ? null : Long.toString(code.channel()),
                    Long.toString(code.plan()),
                    code.disabled(),
                    code.expiresAt(),
                    counts.getOrDefault(code.id(), Counts.NONE)))
        .toList();
  }

  /** At the address the operator sees us by: what they reach, their visitors are meant to. */
  private static String url(LiveCode code) {
    return ServletUriComponentsBuilder.fromCurrentContextPath()
        .path("/c/")
        .path(Slug.text(code.slug()))
        .toUriString();
  }
}
