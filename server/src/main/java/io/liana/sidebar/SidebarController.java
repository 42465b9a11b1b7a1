package io.liana.sidebar;

import io.liana.channel.account.Accounts;
import io.liana.channel.account.ConnectedAccount;
import io.liana.channel.wecom.StaffSide;
import io.liana.channel.wecom.StaffSide.Relation;
import io.liana.identity.OperatorNames;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.Given;
import io.liana.kernel.OperatorId;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import io.liana.member.Account;
import io.liana.member.Members;
import io.liana.sidebar.SidebarStore.Link;
import io.liana.sidebar.SidebarStore.Reply;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the page shows, and what an administrator sets up for it. */
@RestController
@RequestMapping("/api/v1/accounts/{account}/sidebar")
class SidebarController {
  private static final int MOST_LINKS = 1_000;
  private static final int MOST_REPLIES = 100;
  private static final int LONGEST_TITLE = 40;
  private static final int LONGEST_TEXT = 1_300;

  private final Accounts accounts;
  private final StaffSide staffSide;
  private final SidebarStore store;
  private final OperatorNames operators;
  private final Members members;
  private final Journal journal;
  private final TransactionTemplate transaction;
  private final Clock clock;

  SidebarController(
      Accounts accounts,
      StaffSide staffSide,
      SidebarStore store,
      OperatorNames operators,
      Members members,
      Journal journal,
      TransactionTemplate transaction,
      Clock clock) {
    this.accounts = accounts;
    this.staffSide = staffSide;
    this.store = store;
    this.operators = operators;
    this.members = members;
    this.journal = journal;
    this.transaction = transaction;
    this.clock = clock;
  }

  record LinkView(@Nullable String staff, @Nullable String operatorId) {}

  record Links(@Nullable List<LinkView> links) {}

  record ReplyView(@Nullable String title, @Nullable String text) {}

  record Replies(@Nullable List<ReplyView> replies) {}

  record SetUpView(@Nullable String entrance, List<LinkView> links, List<ReplyView> replies) {}

  record CustomerView(
      String external,
      @Nullable String name,
      @Nullable String memberId,
      List<Relation> relations,
      List<ReplyView> replies) {}

  @GetMapping
  @Permission("account:read")
  SetUpView setUp(@PathVariable String account) {
    ConnectedAccount found = find(account);
    String ours = StaffSide.publicUrl(found);
    return new SetUpView(
        ours.isEmpty() ? null : ours + "/sidebar/" + found.id(),
        store.links(found.account()).stream()
            .map(link -> new LinkView(link.staff(), link.operator().toString()))
            .toList(),
        replies(found));
  }

  @PutMapping("/links")
  @Permission("operator:write")
  SetUpView link(@PathVariable String account, @RequestBody Links wish, Caller caller) {
    ConnectedAccount found = find(account);
    mustSeeAll(caller);
    List<Link> links =
        given("links", wish.links(), MOST_LINKS).stream()
            .map(
                link ->
                    new Link(
                        Given.text("staff", link.staff(), 1, 64),
                        OperatorId.parse(Given.text("operator_id", link.operatorId(), 1, 20))))
            .toList();
    Set<String> staff = new HashSet<>();
    Set<OperatorId> known = operators.of(links.stream().map(Link::operator).toList()).keySet();
    for (Link link : links) {
      if (!staff.add(link.staff())) {
        throw Given.wrong("staff", "%s stands twice".formatted(link.staff()));
      }
      if (!known.contains(link.operator())) {
        throw Problem.missing("operator", link.operator());
      }
    }
    transaction.executeWithoutResult(
        status -> {
          store.replaceLinks(found.account(), links);
          note(found, "sidebar_linked", caller);
        });
    return setUp(account);
  }

  @PutMapping("/replies")
  @Permission("account:write")
  SetUpView reply(@PathVariable String account, @RequestBody Replies wish, Caller caller) {
    ConnectedAccount found = find(account);
    mustSeeAll(caller);
    List<Reply> replies =
        given("replies", wish.replies(), MOST_REPLIES).stream()
            .map(
                reply ->
                    new Reply(
                        Given.text("title", reply.title(), 1, LONGEST_TITLE),
                        Given.text("text", reply.text(), 1, LONGEST_TEXT)))
            .toList();
    transaction.executeWithoutResult(
        status -> {
          store.replaceReplies(found.account(), replies);
          note(found, "sidebar_replies_changed", caller);
        });
    return setUp(account);
  }

  @GetMapping("/signature")
  @Permission("member:read")
  StaffSide.Signature sign(@PathVariable String account, @RequestParam @Nullable String url) {
    return staffSide.sign(find(account), url);
  }

  /**
   * Own customers, or anybody's for who sees all communities; what else there is the member page
   * asks.
   */
  @GetMapping("/customer")
  @Permission("member:read")
  CustomerView customer(
      @PathVariable String account, @RequestParam @Nullable String external, Caller caller) {
    ConnectedAccount found = find(account);
    List<Relation> all = staffSide.relations(found, external);
    String id = Objects.requireNonNullElse(external, "");
    Set<String> own = own(found, caller);
    List<Relation> seen =
        caller.communities() == null
            ? all
            : all.stream().filter(relation -> own.contains(relation.staff())).toList();
    Account known = members.find("wecom", List.of(id)).get(id);
    return new CustomerView(
        id,
        seen.stream().map(Relation::name).filter(Objects::nonNull).findFirst().orElse(null),
        known == null ? null : known.member().toString(),
        seen,
        replies(found));
  }

  private Set<String> own(ConnectedAccount account, Caller caller) {
    return caller.actor() instanceof Actor.Operator operator
        ? Set.copyOf(store.staff(account.account(), operator.id()))
        : Set.of();
  }

  private List<ReplyView> replies(ConnectedAccount account) {
    return store.replies(account.account()).stream()
        .map(reply -> new ReplyView(reply.title(), reply.text()))
        .toList();
  }

  private ConnectedAccount find(String account) {
    ConnectedAccount found = accounts.get(Problem.parseId(account));
    if (!found.platform().equals("wecom")) {
      throw Problem.conflict("not_wecom", "This account is not one of WeCom.");
    }
    return found;
  }

  private static void mustSeeAll(Caller caller) {
    if (caller.communities() != null) {
      throw new Problem(
          403, "all_communities_needed", "This is for who sees all communities.", Map.of());
    }
  }

  private static <T> List<T> given(String field, @Nullable List<T> list, int most) {
    List<T> given = list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    if (given.size() > most) {
      throw Given.wrong(field, "has more than %d entries".formatted(most));
    }
    return given;
  }

  private void note(ConnectedAccount account, String kind, Caller by) {
    journal.append(
        new JournalEntry(
            clock.instant(),
            by.actor(),
            kind,
            null,
            null,
            null,
            null,
            Map.of("platform", account.platform(), "account", account.account())));
  }
}
