package io.liana.payment;

import io.liana.community.Communities;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Cursor;
import io.liana.kernel.Given;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import io.liana.ledger.Ledger;
import io.liana.ledger.PostedEntry;
import io.liana.ledger.Unit;
import io.liana.member.ActorRef;
import io.liana.member.Names;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Payments over HTTP: who paid what for which, asking for one, giving it back. */
@RestController
@RequestMapping("/api/v1")
class PaymentController {
  private static final int MOST_HOURS = 24 * 30;
  private static final List<String> STATES =
      List.of(
          "asked",
          "paying",
          "in_doubt",
          "paid",
          "closed",
          "disputed",
          "refund_asked",
          "refunded",
          "refund_failed");

  private final Payments payments;
  private final PaymentStore store;
  private final OrderStore orders;
  private final RefundStore refunds;
  private final Checkout checkout;
  private final Ledger ledger;
  private final Communities communities;
  private final Names names;
  private final PaymentWorker worker;
  private final Clock clock;

  PaymentController(
      Payments payments,
      PaymentStore store,
      OrderStore orders,
      RefundStore refunds,
      Checkout checkout,
      Ledger ledger,
      Communities communities,
      Names names,
      PaymentWorker worker,
      Clock clock) {
    this.payments = payments;
    this.store = store;
    this.orders = orders;
    this.refunds = refunds;
    this.checkout = checkout;
    this.ledger = ledger;
    this.communities = communities;
    this.names = names;
    this.worker = worker;
    this.clock = clock;
  }

  record Wish(
      @Nullable String purpose,
      @Nullable Long amount,
      @Nullable String description,
      @Nullable Integer hours) {}

  /**
   * @param amount typed again by who asks, in 分: another payment's button is not pressed by mistake
   */
  record RefundWish(@Nullable Long amount, @Nullable String reason) {}

  record Filter(@Nullable String state) {}

  record PaymentView(
      String id,
      String purpose,
      long amount,
      String description,
      String state,
      Instant stateAt,
      String why,
      Instant dueAt,
      Instant createdAt,
      boolean imaginary) {}

  record Asked(PaymentView payment, String page) {}

  record OrderView(
      String number,
      String way,
      String state,
      @Nullable String transactionNo,
      @Nullable Long paid,
      String evidence,
      Instant createdAt,
      @Nullable Instant settledAt) {}

  record RefundView(
      String number,
      String state,
      long amount,
      String reason,
      @Nullable ActorRef askedBy,
      String evidence,
      Instant createdAt,
      @Nullable Instant settledAt) {}

  record PostingView(String account, long amount) {}

  record EntryView(Instant at, String kind, List<PostingView> postings) {}

  record PaymentStory(
      PaymentView payment,
      List<OrderView> orders,
      List<RefundView> refunds,
      List<EntryView> entries) {}

  record BalanceView(String account, long balance) {}

  record Balances(List<BalanceView> items) {}

  @GetMapping("/communities/{community}/payments")
  @Permission("payment:read")
  Page<PaymentView> list(
      @PathVariable String community, Filter filter, Paging paging, Caller caller) {
    CommunityId id = seen(community, caller);
    Cursor after = paging.after();
    Page<Payment> page =
        Page.of(
            store.page(
                id,
                Given.oneOf("state", filter.state(), STATES),
                after == null ? Long.MAX_VALUE : after.number(0),
                paging.size() + 1),
            paging.size(),
            payment -> Cursor.after(payment.id()));
    List<PaymentId> ids = page.items().stream().map(Payment::id).toList();
    List<PaymentId> imaginary =
        orders.of(ids).stream()
            .filter(order -> order.way() == Way.TEST)
            .map(Order::payment)
            .toList();
    return new Page<>(
        page.items().stream().map(each -> view(each, imaginary.contains(each.id()))).toList(),
        page.nextCursor());
  }

  @GetMapping("/communities/{community}/balances")
  @Permission("payment:read")
  Balances balances(@PathVariable String community, Caller caller) {
    CommunityId id = seen(community, caller);
    return new Balances(
        ledger.balances(id, Unit.FEN).entrySet().stream()
            .map(each -> new BalanceView(each.getKey(), each.getValue()))
            .toList());
  }

  /** A payment somebody is sent the address of. */
  @PostMapping("/communities/{community}/payments")
  @Permission("payment:write")
  @ResponseStatus(HttpStatus.CREATED)
  Asked ask(@PathVariable String community, @RequestBody Wish wish, Caller caller) {
    CommunityId id = seen(community, caller);
    int hours = wish.hours() == null ? 24 : wish.hours();
    if (hours < 1 || hours > MOST_HOURS) {
      throw Given.wrong("hours", "must be 1 to 720");
    }
    if (wish.amount() == null) {
      throw Given.wrong("amount", "is missing");
    }
    Payment payment =
        payments.request(
            new PaymentWish(
                id,
                "console:" + Given.text("purpose", wish.purpose(), 1, 100),
                wish.amount(),
                Given.text("description", wish.description(), 1, 40),
                clock.instant().plus(Duration.ofHours(hours))));
    return new Asked(view(payment, false), payments.page(payment.id(), PageAddresses.DONE));
  }

  @GetMapping("/payments/{payment}")
  @Permission("payment:read")
  PaymentStory get(@PathVariable String payment, Caller caller) {
    return story(mine(payment, caller));
  }

  /** Asks the provider now instead of later. */
  @PostMapping("/payments/{payment}/look")
  @Permission("payment:write")
  PaymentStory look(@PathVariable String payment, Caller caller) {
    Payment found = mine(payment, caller);
    orders.of(List.of(found.id())).stream().filter(Order::live).forEach(checkout::look);
    Instant now = clock.instant();
    refunds.of(List.of(found.id())).forEach(refund -> refunds.lookNow(refund.id(), now));
    worker.ring();
    return story(payments.get(found.id()));
  }

  @PostMapping("/payments/{payment}/refund")
  @Permission("payment:refund")
  PaymentStory refund(@PathVariable String payment, @RequestBody RefundWish wish, Caller caller) {
    Payment found = mine(payment, caller);
    if (wish.amount() == null || wish.amount() != found.amount()) {
      throw Given.wrong("amount", "must be the amount of the payment, in fen");
    }
    Payment asked =
        payments.refund(
            found.id(),
            Given.text("reason", wish.reason(), 1, Refunds.LONGEST_REASON),
            caller.actor());
    worker.ring();
    return story(asked);
  }

  private PaymentStory story(Payment payment) {
    List<Order> tried = orders.of(List.of(payment.id()));
    List<Refund> back = refunds.of(List.of(payment.id()));
    Map<String, ActorRef> actors = names.actors(back.stream().map(Refund::askedBy).toList());
    List<String> keys =
        Stream.concat(
                tried.stream().map(order -> "payment:" + order.number()),
                back.stream().map(refund -> "refund:" + refund.number()))
            .toList();
    boolean imaginary = tried.stream().anyMatch(order -> order.way() == Way.TEST);
    return new PaymentStory(
        view(payment, imaginary),
        tried.stream().map(PaymentController::view).toList(),
        back.stream().map(refund -> view(refund, actors.get(refund.askedBy()))).toList(),
        ledger.entries(keys).stream().map(PaymentController::view).toList());
  }

  private Payment mine(String payment, Caller caller) {
    return store
        .find(PaymentId.parse(payment))
        .filter(found -> caller.sees(found.community()))
        .orElseThrow(() -> Problem.missing("payment", payment));
  }

  private CommunityId seen(String community, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    return communities.get(id).id();
  }

  private static PaymentView view(Payment payment, boolean imaginary) {
    return new PaymentView(
        payment.id().toString(),
        payment.purpose(),
        payment.amount(),
        payment.description(),
        payment.state().code(),
        payment.state().at(),
        payment.state().reason(),
        payment.due(),
        payment.createdAt(),
        imaginary);
  }

  private static OrderView view(Order order) {
    return new OrderView(
        order.number(),
        order.way().code(),
        order.state(),
        order.transactionNo(),
        order.paid(),
        order.evidence(),
        order.createdAt(),
        order.settledAt());
  }

  private static RefundView view(Refund refund, @Nullable ActorRef by) {
    return new RefundView(
        refund.number(),
        refund.state(),
        refund.amount(),
        refund.reason(),
        by,
        refund.evidence(),
        refund.createdAt(),
        refund.settledAt());
  }

  private static EntryView view(PostedEntry posted) {
    return new EntryView(
        posted.at(),
        posted.entry().kind(),
        posted.entry().postings().stream()
            .map(each -> new PostingView(each.account(), each.amount()))
            .toList());
  }
}
