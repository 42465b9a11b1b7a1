package io.liana.channel.wecom;

import io.liana.channel.account.Accounts;
import io.liana.channel.wecom.MassSend.Kind;
import io.liana.kernel.Caller;
import io.liana.kernel.Cursor;
import io.liana.kernel.Given;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Hand-overs over HTTP; for who sees all communities. */
@RestController
@RequestMapping("/api/v1/accounts/{account}/transfers")
class TransferController {
  private static final List<String> KINDS = List.of("customers", "groups");

  private final Accounts accounts;
  private final Corps corps;
  private final Transfers transfers;
  private final TransferStore store;

  TransferController(Accounts accounts, Corps corps, Transfers transfers, TransferStore store) {
    this.accounts = accounts;
    this.corps = corps;
    this.transfers = transfers;
    this.store = store;
  }

  record Wish(
      @Nullable String key,
      @Nullable String kind,
      @Nullable String from,
      @Nullable String to,
      @Nullable Boolean resigned,
      @Nullable List<String> subjects) {}

  record ItemView(
      String id, String name, String state, @Nullable String evidence, @Nullable Instant endedAt) {}

  record TransferView(
      String id,
      String kind,
      boolean resigned,
      String from,
      String to,
      Instant createdAt,
      List<ItemView> items) {}

  @GetMapping
  @Permission("account:read")
  Page<TransferView> list(@PathVariable String account, Paging paging, Caller caller) {
    Corp corp = corp(account, caller);
    Cursor after = paging.after();
    List<Transfer> found =
        store.page(corp.id(), after == null ? Long.MAX_VALUE : after.number(0), paging.size() + 1);
    Page<Transfer> page = Page.of(found, paging.size(), one -> Cursor.after(one.id()));
    return new Page<>(page.items().stream().map(this::view).toList(), page.nextCursor());
  }

  @PostMapping
  @Permission("account:write")
  @ResponseStatus(HttpStatus.CREATED)
  TransferView make(@PathVariable String account, @RequestBody Wish wish, Caller caller) {
    Corp corp = corp(account, caller);
    String from = Given.text("from", wish.from(), 1, 64);
    String to = Given.text("to", wish.to(), 1, 64);
    if (from.equals(to)) {
      throw Given.wrong("to", "must be somebody else");
    }
    Kind kind = Kind.of(Given.oneOf("kind", wish.kind(), "groups", KINDS));
    List<String> subjects = wish.subjects() == null ? List.of() : wish.subjects();
    var what =
        new MassWish(
            Objects.requireNonNullElse(wish.key(), ""),
            kind,
            "-", // nothing is said
            List.of(),
            from,
            kind == Kind.CUSTOMERS ? subjects : List.of(),
            List.of(),
            kind == Kind.GROUPS ? subjects : List.of(),
            List.of());
    boolean resigned = Boolean.TRUE.equals(wish.resigned());
    long made = transfers.make(corp, what, from, to, resigned, caller.actor());
    return view(store.find(corp.id(), made).orElseThrow());
  }

  @GetMapping("/left")
  @Permission("account:read")
  Page<Transfers.Left> left(@PathVariable String account, Caller caller) {
    List<Transfers.Left> found = new ArrayList<>();
    transfers.left(corp(account, caller), found).mustBeOk();
    return new Page<>(found, null);
  }

  private Corp corp(String account, Caller caller) {
    return corps.of(accounts.get(Problem.parseId(account)), caller);
  }

  private TransferView view(Transfer transfer) {
    return new TransferView(
        Long.toString(transfer.id()),
        transfer.kind().code(),
        transfer.resigned(),
        transfer.from(),
        transfer.to(),
        transfer.createdAt(),
        store.items(transfer.id()).stream()
            .map(
                item ->
                    new ItemView(
                        item.subject(), item.name(), item.state(), item.evidence(), item.endedAt()))
            .toList());
  }
}
