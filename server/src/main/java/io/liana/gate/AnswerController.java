package io.liana.gate;

import io.liana.channel.Download;
import io.liana.gate.AnswerListing.Upload;
import io.liana.gate.AnswerListing.Who;
import io.liana.gate.AnswerStore.Answer;
import io.liana.kernel.Caller;
import io.liana.kernel.Cursor;
import io.liana.kernel.Given;
import io.liana.kernel.MemberId;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import io.liana.member.ActorRef;
import io.liana.member.MemberRef;
import io.liana.member.Names;
import io.liana.payment.PaymentId;
import io.liana.payment.Payments;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What visitors answered, over HTTP. */
@RestController
@RequestMapping("/api/v1")
class AnswerController {
  private static final int LONGEST_WORDS = 200;
  private static final int PART = 1_000;

  private final AnswerListing listing;
  private final Decisions decisions;
  private final Pages pages;
  private final PageStore store;
  private final Payments payments;
  private final Names names;

  AnswerController(
      AnswerListing listing,
      Decisions decisions,
      Pages pages,
      PageStore store,
      Payments payments,
      Names names) {
    this.listing = listing;
    this.decisions = decisions;
    this.pages = pages;
    this.store = store;
    this.payments = payments;
    this.names = names;
  }

  /**
   * @param label of the version that was answered
   */
  record Said(String key, String label, List<String> values) {}

  record UploadView(String id, String question, String name, String type, int size) {}

  record DoubleView(String answerId, String by) {}

  /**
   * @param payment the state of a fee; null where nothing was paid
   */
  record AnswerView(
      String id,
      String gate,
      String kind,
      String title,
      int version,
      String code,
      @Nullable MemberRef member,
      List<Said> said,
      List<UploadView> uploads,
      @Nullable DoubleView doubled,
      String state,
      @Nullable String payment,
      Instant submittedAt,
      @Nullable Instant decidedAt,
      @Nullable ActorRef decidedBy,
      @Nullable String words) {}

  record Filter(@Nullable String gate, @Nullable String state, @Nullable String q) {}

  record Words(@Nullable String words) {}

  @GetMapping("/pages/{page}/answers")
  @Permission("gate:read")
  io.liana.kernel.Page<AnswerView> list(
      @PathVariable String page, Filter filter, Paging paging, Caller caller) {
    Page found = pages.get(Problem.parseId(page), caller);
    Cursor after = paging.after();
    var answers =
        io.liana.kernel.Page.of(
            find(
                found, filter, after == null ? Long.MAX_VALUE : after.number(0), paging.size() + 1),
            paging.size(),
            answer -> Cursor.after(answer.id()));
    return new io.liana.kernel.Page<>(views(found, answers.items()), answers.nextCursor());
  }

  /** For a spreadsheet; nothing in it is ever a formula. */
  @GetMapping(value = "/pages/{page}/answers.csv", produces = "text/csv")
  @Permission("gate:read")
  ResponseEntity<byte[]> export(@PathVariable String page, Filter filter, Caller caller) {
    Page found = pages.get(Problem.parseId(page), caller);
    var sheet = new AnswerSheet(found.document());
    long before = Long.MAX_VALUE;
    List<Answer> part;
    do {
      part = find(found, filter, before, PART);
      views(found, part).forEach(sheet::add);
      before = part.isEmpty() ? 0 : part.getLast().id();
    } while (part.size() == PART);
    return ResponseEntity.ok()
        .headers(Download.headers("answers-%s.csv".formatted(page), "text/csv;charset=utf-8"))
        .body(sheet.text().getBytes(StandardCharsets.UTF_8));
  }

  @PostMapping("/answers/{answer}/approve")
  @Permission("gate:write")
  AnswerView approve(@PathVariable String answer, @RequestBody Words words, Caller caller) {
    return view(decisions.decide(Problem.parseId(answer), true, clean(words), caller), caller);
  }

  @PostMapping("/answers/{answer}/refuse")
  @Permission("gate:write")
  AnswerView refuse(@PathVariable String answer, @RequestBody Words words, Caller caller) {
    return view(decisions.decide(Problem.parseId(answer), false, clean(words), caller), caller);
  }

  @PostMapping("/answers/{answer}/refund")
  @Permission("payment:refund")
  AnswerView refund(@PathVariable String answer, Caller caller) {
    return view(decisions.refund(Problem.parseId(answer), caller), caller);
  }

  /** To be saved, never shown as a page of ours. */
  @GetMapping("/answers/{answer}/uploads/{upload}")
  @Permission("gate:read")
  ResponseEntity<byte[]> upload(
      @PathVariable String answer, @PathVariable String upload, Caller caller) {
    Answer found = decisions.get(Problem.parseId(answer), caller);
    long id = Problem.parseId(upload);
    Upload file =
        listing.uploads(List.of(found.id())).stream()
            .filter(one -> one.id() == id)
            .findFirst()
            .orElseThrow(() -> Problem.missing("upload", upload));
    return ResponseEntity.ok()
        .headers(Download.headers(file.name(), file.type()))
        .body(listing.bytes(id).orElseThrow(() -> Problem.missing("upload", upload)));
  }

  private List<Answer> find(Page page, Filter filter, long before, int limit) {
    return listing.page(
        page.id(),
        filter.gate() == null || filter.gate().isEmpty()
            ? null
            : Given.text("gate", filter.gate(), 1, 20),
        Given.oneOf("state", filter.state(), AnswerListing.STATES),
        Given.words("q", filter.q()),
        before,
        limit);
  }

  private static @Nullable String clean(Words words) {
    String clean =
        words.words() == null ? "" : Given.text("words", words.words(), 0, LONGEST_WORDS);
    return clean.isEmpty() ? null : clean;
  }

  private AnswerView view(Answer answer, Caller caller) {
    return views(pages.get(answer.page(), caller), List.of(answer)).getFirst();
  }

  private List<AnswerView> views(Page page, List<Answer> answers) {
    Map<Long, Who> who = listing.who(answers.stream().map(Answer::visit).toList());
    List<Upload> uploads = listing.uploads(answers.stream().map(Answer::id).toList());
    Map<MemberId, MemberRef> members =
        names.members(
            who.values().stream().flatMap(one -> Stream.ofNullable(one.member())).toList());
    Map<String, ActorRef> actors = names.actors(answers.stream().map(Answer::decidedBy).toList());
    var versions = new HashMap<Integer, PageDocument>();
    return answers.stream()
        .map(
            answer -> {
              PageDocument document =
                  versions.computeIfAbsent(
                      answer.version(),
                      number -> store.version(page.id(), number).orElse(page.document()));
              Who by = who.getOrDefault(answer.visit(), new Who("", null));
              Gate gate = document.gate(answer.gate()).orElse(null);
              return view(answer, gate, by, uploads, members, actors);
            })
        .toList();
  }

  private AnswerView view(
      Answer answer,
      @Nullable Gate gate,
      Who by,
      List<Upload> uploads,
      Map<MemberId, MemberRef> members,
      Map<String, ActorRef> actors) {
    List<Said> said =
        (gate == null ? List.<Question>of() : gate.asked())
            .stream()
                .filter(question -> answer.answers().containsKey(question.key()))
                .map(
                    question ->
                        new Said(
                            question.key(),
                            question.label(),
                            answer.answers().getOrDefault(question.key(), List.of())))
                .toList();
    List<UploadView> files =
        uploads.stream()
            .filter(one -> one.answer() == answer.id())
            .map(
                one ->
                    new UploadView(
                        Long.toString(one.id()),
                        one.question(),
                        one.name(),
                        one.type(),
                        one.size()))
            .toList();
    AnswerStore.Double doubled = answer.doubled();
    return new AnswerView(
        Long.toString(answer.id()),
        answer.gate(),
        gate == null ? "form" : gate.kind(),
        gate == null ? answer.gate() : gate.title(),
        answer.version(),
        by.code(),
        by.member() == null ? null : members.get(by.member()),
        said,
        files,
        doubled == null ? null : new DoubleView(Long.toString(doubled.answer()), doubled.by()),
        answer.state(),
        answer.payment() == null
            ? null
            : payments.get(new PaymentId(answer.payment())).state().code(),
        answer.submittedAt(),
        answer.decidedAt(),
        answer.decidedBy() == null ? null : actors.get(answer.decidedBy()),
        answer.words());
  }
}
