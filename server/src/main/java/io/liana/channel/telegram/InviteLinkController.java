package io.liana.channel.telegram;

import io.liana.channel.ArchiveListing;
import io.liana.channel.ArchiveListing.Brought;
import io.liana.channel.account.Accounts;
import io.liana.channel.account.ConnectedAccount;
import io.liana.channel.account.SeenGroup;
import io.liana.channel.account.SeenGroups;
import io.liana.channel.telegram.InviteLinks.Placed;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Invite links over HTTP. A bot is in groups of several communities: for who sees all of them. */
@RestController
@RequestMapping("/api/v1/accounts/{account}/invite-links")
class InviteLinkController {
  private static final int LONGEST_ID = 40;
  private static final int LONGEST_URL = 200;

  private final Accounts accounts;
  private final SeenGroups groups;
  private final InviteLinks links;
  private final ArchiveListing archive;
  private final Journal journal;
  private final Clock clock;

  InviteLinkController(
      Accounts accounts,
      SeenGroups groups,
      InviteLinks links,
      ArchiveListing archive,
      Journal journal,
      Clock clock) {
    this.accounts = accounts;
    this.groups = groups;
    this.links = links;
    this.archive = archive;
    this.journal = journal;
    this.clock = clock;
  }

  record Wish(
      @Nullable String group,
      @Nullable String name,
      @Nullable Instant expiresAt,
      @Nullable Integer most,
      @Nullable Boolean asks) {}

  record Revocation(@Nullable String url) {}

  record LinkView(
      String url,
      String name,
      String group,
      String groupName,
      @Nullable Instant expiresAt,
      @Nullable Integer most,
      boolean asks,
      Instant createdAt,
      @Nullable Instant revokedAt,
      int came,
      int here) {}

  @GetMapping
  @Permission("account:read")
  Page<LinkView> list(@PathVariable String account, Paging paging, Caller caller) {
    ConnectedAccount bot = bot(account, caller);
    Page<Placed> page = links.page(bot.account(), paging);
    return new Page<>(views(bot, page.items()), page.nextCursor());
  }

  @PostMapping
  @Permission("account:write")
  @ResponseStatus(HttpStatus.CREATED)
  LinkView make(@PathVariable String account, @RequestBody Wish wish, Caller caller) {
    ConnectedAccount bot = bot(account, caller);
    String group = Given.text("group", wish.group(), 1, LONGEST_ID);
    if (wish.expiresAt() != null && !wish.expiresAt().isAfter(clock.instant())) {
      throw Given.wrong("expires_at", "is over already");
    }
    InviteLink link =
        links.create(
            bot.account(),
            group,
            wish.name() == null ? "" : wish.name(),
            wish.expiresAt(),
            wish.most(),
            Boolean.TRUE.equals(wish.asks()));
    note("invite_link_made", link, bot, caller);
    return views(bot, List.of(new Placed(group, link))).getFirst();
  }

  @PostMapping("/revoke")
  @Permission("account:write")
  LinkView revoke(@PathVariable String account, @RequestBody Revocation which, Caller caller) {
    ConnectedAccount bot = bot(account, caller);
    Placed found = find(bot, Given.text("url", which.url(), 1, LONGEST_URL));
    if (found.link().revokedAt() == null) {
      links.revoke(bot.account(), found.group(), found.link().url());
      note("invite_link_revoked", found.link(), bot, caller);
    }
    return views(bot, List.of(find(bot, found.link().url()))).getFirst();
  }

  private Placed find(ConnectedAccount bot, String url) {
    return links.find(bot.account(), url).orElseThrow(() -> Problem.missing("link", url));
  }

  private ConnectedAccount bot(String account, Caller caller) {
    if (caller.communities() != null) {
      throw new Problem(
          403,
          "all_communities_needed",
          "A bot is in groups of several communities; this is for who sees all of them.",
          Map.of());
    }
    ConnectedAccount found = accounts.get(Problem.parseId(account));
    if (!found.platform().equals(TelegramConnector.PLATFORM)) {
      throw Problem.conflict("not_telegram", "This account is not one of Telegram.");
    }
    return found;
  }

  private void note(String kind, InviteLink link, ConnectedAccount bot, Caller caller) {
    journal.append(
        new JournalEntry(
            clock.instant(),
            caller.actor(),
            kind,
            null,
            null,
            null,
            null,
            Map.of("name", link.name(), "account", bot.name())));
  }

  private List<LinkView> views(ConnectedAccount bot, List<Placed> some) {
    Map<String, SeenGroup.Known> known =
        groups.of(bot.platform(), bot.account()).stream()
            .collect(Collectors.toMap(one -> one.group().externalId(), one -> one));
    Map<GroupId, Map<String, Brought>> brought = new HashMap<>();
    return some.stream()
        .map(
            placed -> {
              SeenGroup.Known group = known.get(placed.group());
              GroupId place = group == null ? null : group.place();
              Brought whom =
                  place == null
                      ? Brought.NOBODY
                      : brought
                          .computeIfAbsent(place, archive::brought)
                          .getOrDefault(placed.link().url(), Brought.NOBODY);
              InviteLink link = placed.link();
              return new LinkView(
                  link.url(),
                  link.name(),
                  placed.group(),
                  group == null ? placed.group() : group.group().name(),
                  link.expiresAt(),
                  link.most(),
                  link.asks(),
                  link.createdAt(),
                  link.revokedAt(),
                  whom.came(),
                  whom.here());
            })
        .toList();
  }
}
