package io.liana.channel.wecom;

import io.liana.channel.account.Accounts;
import io.liana.channel.wecom.MassSend.LeftOut;
import io.liana.channel.wecom.MassSend.Part;
import io.liana.kernel.Caller;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Mass sends over HTTP. They reach the whole corporation: only for who sees all communities. */
@RestController
@RequestMapping("/api/v1/accounts/{account}/mass-sends")
class MassSendController {
  private static final int SHOWN = 50;
  private static final List<String> KINDS = List.of("customers", "groups");
  private static final List<String> TARGET_STATES =
      List.of("waiting", "sent", "not_friend", "over_quota", "not_sent", "stopped", "left_out");

  private final Accounts accounts;
  private final Corps corps;
  private final MassSends sends;
  private final MassAudience audience;
  private final MassListing listing;
  private final Attaching attaching;
  private final Clock clock;

  MassSendController(
      Accounts accounts,
      Corps corps,
      MassSends sends,
      MassAudience audience,
      MassListing listing,
      Attaching attaching,
      Clock clock) {
    this.accounts = accounts;
    this.corps = corps;
    this.sends = sends;
    this.audience = audience;
    this.listing = listing;
    this.attaching = attaching;
    this.clock = clock;
  }

  record Wish(
      @Nullable String key,
      @Nullable String kind,
      @Nullable String text,
      @Nullable List<Attachment> attachments,
      @Nullable String sender,
      @Nullable List<String> people,
      @Nullable List<List<String>> tags,
      @Nullable List<String> groups,
      @Nullable List<VariantWish> variants) {}

  record VariantWish(
      @Nullable List<String> arms,
      @Nullable Boolean nothing,
      @Nullable String text,
      @Nullable List<Attachment> attachments) {}

  record Someone(String id, String name) {}

  record LeftOutView(String reason, int count, List<Someone> first) {}

  record SenderView(@Nullable String sender, int targets) {}

  record QuotaView(String rule, int most) {}

  record ContentView(List<String> arms, boolean nothing, int reached) {}

  record ReachView(
      int reached,
      List<Someone> first,
      List<SenderView> senders,
      List<LeftOutView> leftOut,
      List<ContentView> contents,
      QuotaView quota) {}

  record ChoicesView(
      List<MassAudience.Staff> staff,
      List<MassAudience.Tag> tags,
      List<MassAudience.Group> groups,
      QuotaView quota) {}

  record PartView(
      String id,
      @Nullable String sender,
      String state,
      int targets,
      @Nullable Instant askedAt,
      @Nullable Instant readAt,
      @Nullable String evidence,
      int remindersLeft) {}

  record MassView(
      String id,
      String kind,
      String text,
      List<Attachment> attachments,
      boolean byRule,
      Instant createdAt,
      Map<String, Integer> counts,
      List<PartView> parts,
      List<String> arms,
      List<OtherView> others) {}

  record OtherView(String id, List<String> arms) {}

  @GetMapping("/choices")
  @Permission("delivery:read")
  ChoicesView choices(@PathVariable String account, Caller caller) {
    Corp corp = corp(account, caller);
    return new ChoicesView(
        audience.staff(corp.id()),
        audience.tags(corp.id()),
        audience.groups(corp.id()),
        quota(corp));
  }

  @PostMapping("/preview")
  @Permission("delivery:read")
  ReachView preview(@PathVariable String account, @RequestBody Wish wish, Caller caller) {
    Corp corp = corp(account, caller);
    MassSends.Look look = sends.preview(corp, read(corp, wish));
    List<MassSend.Target> reached = look.split().reached();
    return new ReachView(
        reached.size(),
        reached.stream().limit(SHOWN).map(t -> new Someone(t.id(), t.name())).toList(),
        MassSends.bySender(reached).entrySet().stream()
            .map(each -> new SenderView(each.getKey().orElse(null), each.getValue().size()))
            .toList(),
        leftOut(look.leftOut()),
        contents(look.split()),
        quota(corp));
  }

  @GetMapping
  @Permission("delivery:read")
  Page<MassView> list(@PathVariable String account, Paging paging, Caller caller) {
    Page<MassListing.Row> page = listing.page(corp(account, caller).id(), paging);
    return new Page<>(page.items().stream().map(this::view).toList(), page.nextCursor());
  }

  @PostMapping
  @Permission("delivery:write")
  @ResponseStatus(HttpStatus.CREATED)
  MassView make(@PathVariable String account, @RequestBody Wish wish, Caller caller) {
    Corp corp = corp(account, caller);
    MassWish read = read(corp, wish);
    long made =
        sends
            .make(corp, read, null, caller.actor())
            .orElseThrow(
                () ->
                    new Problem(
                        409,
                        "nobody_reached",
                        "It would reach nobody.",
                        Map.of("left_out", sends.preview(corp, read).leftOut().size())));
    return one(corp, made);
  }

  @GetMapping("/{mass}")
  @Permission("delivery:read")
  MassView one(@PathVariable String account, @PathVariable String mass, Caller caller) {
    return one(corp(account, caller), Problem.parseId(mass));
  }

  @GetMapping("/{mass}/targets")
  @Permission("delivery:read")
  Page<MassListing.TargetRow> targets(
      @PathVariable String account,
      @PathVariable String mass,
      @RequestParam @Nullable String state,
      Paging paging,
      Caller caller) {
    long id = known(corp(account, caller), mass);
    return listing.targets(id, Given.oneOf("state", state, TARGET_STATES), paging);
  }

  @PostMapping("/{mass}/remind")
  @Permission("delivery:write")
  MassView remind(@PathVariable String account, @PathVariable String mass, Caller caller) {
    Corp corp = corp(account, caller);
    long id = known(corp, mass);
    sends.remind(corp, id, caller.actor());
    return one(corp, id);
  }

  @PostMapping("/{mass}/stop")
  @Permission("delivery:write")
  MassView stop(@PathVariable String account, @PathVariable String mass, Caller caller) {
    Corp corp = corp(account, caller);
    long id = known(corp, mass);
    sends.stop(corp, id, caller.actor());
    return one(corp, id);
  }

  @PostMapping("/{mass}/parts/{part}/again")
  @Permission("delivery:write")
  MassView again(
      @PathVariable String account,
      @PathVariable String mass,
      @PathVariable String part,
      Caller caller) {
    Corp corp = corp(account, caller);
    long id = known(corp, mass);
    sends.askAgain(corp, id, Problem.parseId(part), caller.actor());
    return one(corp, id);
  }

  private Corp corp(String account, Caller caller) {
    return corps.of(accounts.get(Problem.parseId(account)), caller);
  }

  private long known(Corp corp, String mass) {
    return listing
        .find(corp.id(), Problem.parseId(mass))
        .orElseThrow(() -> Problem.missing("mass_send", mass))
        .mass()
        .id();
  }

  private MassView one(Corp corp, long id) {
    return view(listing.find(corp.id(), id).orElseThrow(() -> Problem.missing("mass_send", id)));
  }

  private QuotaView quota(Corp corp) {
    MassQuota quota = sends.quota(corp);
    return new QuotaView(quota.code(), quota.most(clock.instant()));
  }

  private MassWish read(Corp corp, Wish wish) {
    return new MassWish(
        Objects.requireNonNullElse(wish.key(), ""),
        MassSend.Kind.of(Given.oneOf("kind", wish.kind(), "customers", KINDS)),
        Objects.requireNonNullElse(wish.text(), ""),
        attaching.checked(corp, wish.attachments(), Attaching.MOST),
        wish.sender(),
        orNone(wish.people()).toList(),
        orNone(wish.tags()).toList(),
        orNone(wish.groups()).toList(),
        orNone(wish.variants()).map(one -> read(corp, one)).toList());
  }

  private MassVariant read(Corp corp, VariantWish wish) {
    return new MassVariant(
        orNone(wish.arms()).collect(Collectors.toSet()),
        Boolean.TRUE.equals(wish.nothing()),
        Objects.requireNonNullElse(wish.text(), ""),
        attaching.checked(corp, wish.attachments(), Attaching.MOST));
  }

  /** Nothing to choose from where nothing is tried. */
  private static List<ContentView> contents(MassContents.Split split) {
    return split.contents().size() == 1
        ? List.of()
        : split.contents().stream()
            .map(
                one ->
                    new ContentView(
                        one.variant().arms().stream().sorted().toList(),
                        one.variant().nothing(),
                        one.targets().size()))
            .toList();
  }

  private static <T> Stream<T> orNone(@Nullable List<T> given) {
    return given == null ? Stream.empty() : given.stream().filter(Objects::nonNull);
  }

  private static List<LeftOutView> leftOut(List<LeftOut> leftOut) {
    return MassSends.byReason(leftOut).entrySet().stream()
        .map(
            each ->
                new LeftOutView(
                    each.getKey().code(),
                    each.getValue().size(),
                    each.getValue().stream()
                        .limit(SHOWN)
                        .map(one -> new Someone(one.id(), one.name()))
                        .toList()))
        .toList();
  }

  private MassView view(MassListing.Row row) {
    MassSend mass = row.mass();
    return new MassView(
        Long.toString(mass.id()),
        mass.kind().code(),
        mass.text(),
        mass.attachments(),
        mass.command() != null,
        mass.createdAt(),
        TARGET_STATES.stream()
            .collect(Collectors.toMap(Function.identity(), s -> row.counts().getOrDefault(s, 0))),
        row.parts().stream().map(part -> view(part, row.sizes())).toList(),
        mass.arms(),
        row.others().stream()
            .map(one -> new OtherView(Long.toString(one.id()), one.arms()))
            .toList());
  }

  private PartView view(Part part, Map<Long, Integer> sizes) {
    return new PartView(
        Long.toString(part.id()),
        part.sender(),
        part.state().code(),
        sizes.getOrDefault(part.id(), 0),
        part.askedAt(),
        part.readAt(),
        part.evidence(),
        MassSends.remindersLeft(part, clock.instant()));
  }
}
