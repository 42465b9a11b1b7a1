package io.liana.channel.wecom;

import io.liana.channel.account.Accounts;
import io.liana.channel.wecom.Way.Kind;
import io.liana.channel.wecom.Way.Plan;
import io.liana.kernel.Caller;
import io.liana.kernel.Given;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Ways in over HTTP. They belong to the whole corporation: only for who sees all communities. */
@RestController
@RequestMapping("/api/v1/accounts/{account}/ways")
class WayController {
  private static final List<String> KINDS = List.of("group", "staff");

  private final Accounts accounts;
  private final Corps corps;
  private final Ways ways;
  private final WayStore store;
  private final WayListing listing;

  WayController(Accounts accounts, Corps corps, Ways ways, WayStore store, WayListing listing) {
    this.accounts = accounts;
    this.corps = corps;
    this.ways = ways;
    this.store = store;
    this.listing = listing;
  }

  record Wish(
      @Nullable String kind,
      @Nullable String name,
      @Nullable List<String> groups,
      @Nullable Boolean grows,
      @Nullable String baseName,
      @Nullable Integer baseNumber,
      @Nullable List<String> staff,
      @Nullable Boolean confirms) {
    Plan plan() {
      return new Plan(
          present("groups", groups),
          Boolean.TRUE.equals(grows),
          Objects.requireNonNullElse(baseName, ""),
          Objects.requireNonNullElse(baseNumber, 1),
          present("staff", staff),
          Boolean.TRUE.equals(confirms));
    }

    private static List<String> present(String field, @Nullable List<@Nullable String> given) {
      if (given == null) {
        return List.of();
      }
      if (given.stream().anyMatch(Objects::isNull)) {
        throw Given.wrong(field, "has a null in it");
      }
      return given.stream().map(Objects::requireNonNull).toList();
    }
  }

  record WayView(
      String id,
      String kind,
      String name,
      String code,
      String state,
      boolean fresh,
      @Nullable String picture,
      List<String> groups,
      boolean grows,
      String baseName,
      int baseNumber,
      List<String> staff,
      boolean confirms,
      @Nullable String evidence,
      Instant createdAt,
      int came,
      int here,
      int cameFirst,
      int cameLast) {}

  record Room(int used, int most) {}

  @GetMapping("/room")
  @Permission("account:read")
  Room room(@PathVariable String account, Caller caller) {
    return new Room(store.count(corp(account, caller).id()), Ways.MOST);
  }

  @GetMapping
  @Permission("account:read")
  Page<WayView> list(@PathVariable String account, Paging paging, Caller caller) {
    Page<WayListing.Row> page = listing.page(corp(account, caller).id(), paging);
    return new Page<>(page.items().stream().map(WayController::view).toList(), page.nextCursor());
  }

  @PostMapping
  @Permission("account:write")
  @ResponseStatus(HttpStatus.CREATED)
  WayView make(@PathVariable String account, @RequestBody Wish wish, Caller caller) {
    Corp corp = corp(account, caller);
    Kind kind = Kind.of(Given.oneOf("kind", wish.kind(), "group", KINDS));
    return view(
        ways.make(
            corp, kind, Objects.requireNonNullElse(wish.name(), ""), wish.plan(), caller.actor()));
  }

  @PutMapping("/{way}")
  @Permission("account:write")
  WayView change(
      @PathVariable String account,
      @PathVariable String way,
      @RequestBody Wish wish,
      Caller caller) {
    return view(
        ways.change(
            corp(account, caller),
            Problem.parseId(way),
            Objects.requireNonNullElse(wish.name(), ""),
            wish.plan(),
            caller.actor()));
  }

  @DeleteMapping("/{way}")
  @Permission("account:write")
  WayView close(@PathVariable String account, @PathVariable String way, Caller caller) {
    return view(ways.close(corp(account, caller), Problem.parseId(way), caller.actor()));
  }

  @PostMapping("/{way}/again")
  @Permission("account:write")
  WayView again(@PathVariable String account, @PathVariable String way, Caller caller) {
    return view(ways.again(corp(account, caller), Problem.parseId(way), caller.actor()));
  }

  private Corp corp(String account, Caller caller) {
    return corps.of(accounts.get(Problem.parseId(account)), caller);
  }

  private WayView view(Way way) {
    return view(listing.row(way));
  }

  private static WayView view(WayListing.Row row) {
    Way way = row.way();
    Plan plan = way.plan();
    return new WayView(
        Long.toString(way.id()),
        way.kind().code(),
        way.name(),
        way.code(),
        way.state().code(),
        way.fresh(),
        way.picture(),
        plan.groups(),
        plan.grows(),
        plan.baseName(),
        plan.baseNumber(),
        plan.staff(),
        plan.confirms(),
        way.evidence(),
        way.createdAt(),
        row.brought().came(),
        row.brought().here(),
        row.brought().first(),
        row.brought().last());
  }
}
