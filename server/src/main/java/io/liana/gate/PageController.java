package io.liana.gate;

import io.liana.community.Communities;
import io.liana.gate.PageHtml.Shown;
import io.liana.gate.PageListing.Conversion;
import io.liana.gate.PageListing.Counts;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Cursor;
import io.liana.kernel.Given;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Pages over HTTP. */
@RestController
@RequestMapping("/api/v1")
class PageController {
  private final Pages pages;
  private final PageStore store;
  private final PageListing listing;
  private final PageReading reading;
  private final Memberships memberships;
  private final Communities communities;

  PageController(
      Pages pages,
      PageStore store,
      PageListing listing,
      PageReading reading,
      Memberships memberships,
      Communities communities) {
    this.pages = pages;
    this.store = store;
    this.listing = listing;
    this.reading = reading;
    this.memberships = memberships;
    this.communities = communities;
  }

  record Draft(@Nullable String name, @Nullable Boolean closed, @Nullable JsonNode document) {}

  /**
   * @param arms of the visitor who is imagined
   */
  record Wish(@Nullable JsonNode document, @Nullable String language, @Nullable Set<String> arms) {}

  record Preview(String html) {}

  record PictureView(String hash) {}

  record PageView(
      String id,
      String name,
      int version,
      boolean closed,
      Instant changedAt,
      JsonNode document,
      Counts counts) {}

  record GateView(String gate, String kind, String title, Conversion counts) {}

  record ConversionView(Counts counts, List<GateView> gates) {}

  record CodesWish(
      @Nullable String gate,
      @Nullable String label,
      @Nullable Integer count,
      @Nullable Integer uses) {}

  record Codes(List<String> codes) {}

  record Batches(List<Memberships.Batch> batches) {}

  @GetMapping("/communities/{community}/pages")
  @Permission("gate:read")
  io.liana.kernel.Page<PageView> list(
      @PathVariable String community, Paging paging, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    Cursor after = paging.after();
    long before = after == null ? Long.MAX_VALUE : after.number(0);
    var found =
        io.liana.kernel.Page.of(
            store.page(id, before, paging.size() + 1),
            paging.size(),
            page -> Cursor.after(page.id()));
    Map<Long, Counts> counts = listing.counts(found.items().stream().map(Page::id).toList());
    return new io.liana.kernel.Page<>(
        found.items().stream()
            .map(page -> view(page, counts.getOrDefault(page.id(), Counts.NONE)))
            .toList(),
        found.nextCursor());
  }

  @PostMapping("/communities/{community}/pages")
  @Permission("gate:write")
  @ResponseStatus(HttpStatus.CREATED)
  PageView make(@PathVariable String community, @RequestBody Draft draft, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    communities.get(id);
    return view(pages.create(id, draft.name(), read(draft.document()), caller), Counts.NONE);
  }

  @GetMapping("/pages/{page}")
  @Permission("gate:read")
  PageView get(@PathVariable String page, Caller caller) {
    return view(pages.get(Problem.parseId(page), caller));
  }

  /** Another document is another version; visitors see it at once. */
  @PutMapping("/pages/{page}")
  @Permission("gate:write")
  PageView change(@PathVariable String page, @RequestBody Draft draft, Caller caller) {
    return view(
        pages.change(
            Problem.parseId(page),
            draft.name(),
            Boolean.TRUE.equals(draft.closed()),
            read(draft.document()),
            caller));
  }

  @GetMapping("/pages/{page}/conversion")
  @Permission("gate:read")
  ConversionView conversion(@PathVariable String page, Caller caller) {
    Page found = pages.get(Problem.parseId(page), caller);
    Map<String, Conversion> counts = new HashMap<>();
    listing.conversion(found.id()).forEach(one -> counts.put(one.gate(), one));
    return new ConversionView(
        counts(found),
        found.document().gates().stream()
            .map(
                gate ->
                    new GateView(
                        gate.key(),
                        gate.kind(),
                        gate.title(),
                        counts.getOrDefault(
                            gate.key(), new Conversion(gate.key(), 0, 0, 0, 0, 0, null))))
            .toList());
  }

  /** The page as a visitor would see it who has done nothing yet; nothing is written. */
  @PostMapping("/communities/{community}/pages/preview")
  @Permission("gate:read")
  Preview preview(@PathVariable String community, @RequestBody Wish wish, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    if (wish.arms() != null) {
      PageReading.checkArms("arms", wish.arms());
    }
    PageDocument document = read(wish.document()).as(Arms.given(wish.arms()));
    var nobody = new Visit(0, 0, 0, "", null, false, null, Set.of());
    var standing = new Standing(nobody, Map.of(), Map.of(), 0, false);
    boolean chinese =
        Given.oneOf("language", wish.language(), "zh", List.of("zh", "en")).equals("zh");
    String link = "https://…";
    return new Preview(
        new PageHtml(chinese)
            .page(new Shown(0, 0, document, standing, "", link, true, null, null, null, null)));
  }

  /** The body is the picture itself. */
  @PostMapping("/communities/{community}/page-pictures")
  @Permission("gate:write")
  @ResponseStatus(HttpStatus.CREATED)
  PictureView keep(@PathVariable String community, HttpServletRequest request, Caller caller)
      throws IOException {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    return new PictureView(pages.keepPicture(id, request.getInputStream()));
  }

  @GetMapping("/pages/{page}/membership-codes")
  @Permission("gate:read")
  Batches codes(@PathVariable String page, Caller caller) {
    return new Batches(memberships.of(pages.get(Problem.parseId(page), caller).id()));
  }

  /** The answer is the only place the codes ever stand. */
  @PostMapping("/pages/{page}/membership-codes")
  @Permission("gate:write")
  @ResponseStatus(HttpStatus.CREATED)
  Codes makeCodes(@PathVariable String page, @RequestBody CodesWish wish, Caller caller) {
    Page found = pages.get(Problem.parseId(page), caller);
    String gate = Given.text("gate", wish.gate(), 1, 20);
    if (!(found.document().gate(gate).orElse(null) instanceof Gate.Membership)) {
      throw Given.wrong("gate", "is no gate of this page that takes codes");
    }
    return new Codes(
        memberships.make(
            found,
            gate,
            Given.text("label", wish.label(), 1, 100),
            Objects.requireNonNullElse(wish.count(), 0),
            Objects.requireNonNullElse(wish.uses(), 1)));
  }

  private PageDocument read(@Nullable JsonNode document) {
    if (document == null) {
      throw Given.wrong("document", "is missing");
    }
    return reading.read(document);
  }

  private PageView view(Page page) {
    return view(page, counts(page));
  }

  private Counts counts(Page page) {
    return listing.counts(List.of(page.id())).getOrDefault(page.id(), Counts.NONE);
  }

  private PageView view(Page page, Counts counts) {
    return new PageView(
        Long.toString(page.id()),
        page.name(),
        page.version(),
        page.closed(),
        page.changedAt(),
        reading.tree(page.document()),
        counts);
  }
}
