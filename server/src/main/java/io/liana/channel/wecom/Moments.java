package io.liana.channel.wecom;

import io.liana.channel.account.Accounts;
import io.liana.channel.wecom.Moment.State;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Moments of customers (客户朋友圈) over HTTP; for who sees all communities. */
@RestController
@RequestMapping("/api/v1/accounts/{account}/moments")
class Moments {
  static final int MOST_A_MONTH = 100; // of a corporation
  static final int MOST_SEEN = 4; // by one customer in a month; WeCom shows no more
  private static final int MOST_PICTURES = 9;
  private static final int LONGEST_TEXT = 2_000;
  private static final int MOST_NAMES = 1_000;
  private static final int LONGEST_KEY = 64;

  private final Accounts accounts;
  private final Corps corps;
  private final Api api;
  private final Attaching attaching;
  private final MomentStore store;
  private final AccountTasks tasks;
  private final ErrandStore errands;
  private final Journal journal;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Moments(
      Accounts accounts,
      Corps corps,
      Api api,
      Attaching attaching,
      MomentStore store,
      AccountTasks tasks,
      ErrandStore errands,
      Journal journal,
      TransactionTemplate transaction,
      Clock clock) {
    this.accounts = accounts;
    this.corps = corps;
    this.api = api;
    this.attaching = attaching;
    this.store = store;
    this.tasks = tasks;
    this.errands = errands;
    this.journal = journal;
    this.transaction = transaction;
    this.clock = clock;
  }

  record Wish(
      @Nullable String key,
      @Nullable String text,
      @Nullable List<@Nullable Attachment> attachments,
      @Nullable List<String> staff,
      @Nullable List<String> tags) {}

  record MomentView(
      String id,
      String text,
      List<Attachment> attachments,
      List<String> staff,
      List<String> tags,
      String state,
      @Nullable String evidence,
      @Nullable Instant readAt,
      Instant createdAt,
      List<Moment.Hand> hands) {}

  record Room(int used, int most, int mostSeen) {}

  @GetMapping("/room")
  @Permission("delivery:read")
  Room room(@PathVariable String account, Caller caller) {
    return new Room(used(corp(account, caller)), MOST_A_MONTH, MOST_SEEN);
  }

  @GetMapping
  @Permission("delivery:read")
  Page<MomentView> list(@PathVariable String account, Paging paging, Caller caller) {
    Corp corp = corp(account, caller);
    Cursor after = paging.after();
    List<Moment> found =
        store.before(
            corp.id(), after == null ? Long.MAX_VALUE : after.number(0), paging.size() + 1);
    Page<Moment> page = Page.of(found, paging.size(), one -> Cursor.after(one.id()));
    return new Page<>(
        page.items().stream().map(one -> view(corp, one)).toList(), page.nextCursor());
  }

  /** Written down first; WeCom is asked after the commit. The same key is the one there is. */
  @PostMapping
  @Permission("delivery:write")
  @ResponseStatus(HttpStatus.CREATED)
  MomentView make(@PathVariable String account, @RequestBody Wish wish, Caller caller) {
    Corp corp = corp(account, caller);
    String key = Given.text("key", wish.key(), 1, LONGEST_KEY);
    String text = Given.text("text", wish.text(), 1, LONGEST_TEXT);
    List<Attachment> attachments = attaching.checked(corp, wish.attachments(), MOST_PICTURES);
    mustGoTogether(attachments);
    List<String> staff = names("staff", wish.staff());
    List<String> tags = names("tags", wish.tags());
    if (store.byKey(corp.id(), key).isEmpty() && used(corp) >= MOST_A_MONTH) {
      throw new Problem(
          409,
          "moments_used_up",
          "A corporation has a hundred moments in a month.",
          Map.of("most", MOST_A_MONTH));
    }
    transaction.executeWithoutResult(
        status ->
            store
                .insert(
                    corp.id(),
                    key,
                    text,
                    attachments,
                    staff,
                    tags,
                    caller.actor().code(),
                    clock.instant())
                .ifPresent(
                    id -> {
                      errands.wish(corp.id(), Errand.Kind.MOMENT, id.toString(), Map.of());
                      note(corp, id, "moment_made", caller.actor());
                    }));
    return view(corp, store.byKey(corp.id(), key).orElseThrow());
  }

  /** Pictures, or one video, or one link: WeCom never mixes them. */
  private static void mustGoTogether(List<Attachment> attachments) {
    boolean pictures = attachments.stream().allMatch(Attachment.Picture.class::isInstance);
    boolean one =
        attachments.size() == 1
            && (attachments.getFirst() instanceof Attachment.Video
                || attachments.getFirst() instanceof Attachment.Link);
    if (!pictures && !one) {
      throw Given.wrong("attachments", "are up to nine pictures, or one video, or one link");
    }
  }

  private static List<String> names(String field, @Nullable List<String> given) {
    return given == null
        ? List.of()
        : given.stream().limit(MOST_NAMES).map(id -> Given.text(field, id, 1, 64)).toList();
  }

  private int used(Corp corp) {
    return store.since(corp.id(), MassQuota.MONTH.since(clock.instant()));
  }

  /** What nobody published yet ends; what stands in moments stays. */
  @PostMapping("/{moment}/stop")
  @Permission("delivery:write")
  MomentView stop(@PathVariable String account, @PathVariable String moment, Caller caller) {
    Corp corp = corp(account, caller);
    Moment found = get(corp, moment);
    boolean due = store.move(found, State.DUE, State.STOPPED, null);
    if (!due && found.state() != State.WAITING) {
      throw Problem.conflict("nothing_waits", "Nothing of it waits for a tap.");
    }
    if (!due) {
      api.post(
              corp,
              "/externalcontact/cancel_moment_task",
              Map.of("moment_id", Objects.requireNonNull(found.moment())))
          .mustBeOk();
      transaction.executeWithoutResult(
          status -> {
            store.move(found, State.WAITING, State.STOPPED, null);
            tasks.end(corp, found.task(), false, null);
          });
    }
    note(corp, found.id(), "moment_stopped", caller.actor());
    return view(corp, get(corp, moment));
  }

  /** A person looked: WeCom has no such moment. */
  @PostMapping("/{moment}/again")
  @Permission("delivery:write")
  MomentView again(@PathVariable String account, @PathVariable String moment, Caller caller) {
    Corp corp = corp(account, caller);
    Moment found = get(corp, moment);
    if (!store.move(found, State.ABSENT, State.DUE, null)) {
      throw Problem.conflict("not_absent", "Only what WeCom does not list is asked again.");
    }
    errands.wish(corp.id(), Errand.Kind.MOMENT, Long.toString(found.id()), Map.of());
    note(corp, found.id(), "moment_asked_again", caller.actor());
    return view(corp, get(corp, moment));
  }

  private Moment get(Corp corp, String moment) {
    return store
        .find(corp.id(), Problem.parseId(moment))
        .orElseThrow(() -> Problem.missing("moment", moment));
  }

  private Corp corp(String account, Caller caller) {
    return corps.of(accounts.get(Problem.parseId(account)), caller);
  }

  private MomentView view(Corp corp, Moment moment) {
    return new MomentView(
        Long.toString(moment.id()),
        moment.text(),
        moment.attachments(),
        moment.staff(),
        moment.tags(),
        moment.state().code(),
        moment.evidence(),
        moment.readAt(),
        moment.createdAt(),
        store.hands(corp.id(), moment.id()));
  }

  private void note(Corp corp, long id, String kind, Actor by) {
    journal.append(
        new JournalEntry(
            clock.instant(),
            by,
            kind,
            null,
            null,
            null,
            null,
            Map.of("platform", Corps.PLATFORM, "account", corp.id(), "moment", Long.toString(id))));
  }
}
