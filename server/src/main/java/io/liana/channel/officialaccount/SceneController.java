package io.liana.channel.officialaccount;

import io.liana.channel.ArchiveListing;
import io.liana.channel.ArchiveListing.Brought;
import io.liana.channel.account.Accounts;
import io.liana.channel.account.ConnectedAccount;
import io.liana.channel.account.SeenGroup;
import io.liana.channel.account.SeenGroups;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Codes that carry a scene, over HTTP; for who sees all communities. */
@RestController
@RequestMapping("/api/v1/accounts/{account}/scenes")
class SceneController {
  private final Accounts accounts;
  private final SeenGroups groups;
  private final Scenes scenes;
  private final SceneStore store;
  private final ArchiveListing archive;
  private final Journal journal;
  private final Clock clock;

  SceneController(
      Accounts accounts,
      SeenGroups groups,
      Scenes scenes,
      SceneStore store,
      ArchiveListing archive,
      Journal journal,
      Clock clock) {
    this.accounts = accounts;
    this.groups = groups;
    this.scenes = scenes;
    this.store = store;
    this.archive = archive;
    this.journal = journal;
    this.clock = clock;
  }

  record Wish(@Nullable String name, @Nullable Integer days) {}

  record SceneView(
      String id,
      String scene,
      String name,
      String url,
      String picture,
      @Nullable Instant expiresAt,
      Instant createdAt,
      int came,
      int here) {}

  @GetMapping
  @Permission("account:read")
  Page<SceneView> list(@PathVariable String account, Paging paging, Caller caller) {
    ConnectedAccount found = find(account, caller);
    Page<Scene> page = store.page(found.account(), paging);
    return new Page<>(views(found, page.items()), page.nextCursor());
  }

  @PostMapping
  @Permission("account:write")
  @ResponseStatus(HttpStatus.CREATED)
  SceneView make(@PathVariable String account, @RequestBody Wish wish, Caller caller) {
    ConnectedAccount found = find(account, caller);
    Scene made = scenes.make(found.account(), wish.name() == null ? "" : wish.name(), wish.days());
    journal.append(
        new JournalEntry(
            clock.instant(),
            caller.actor(),
            "scene_made",
            null,
            null,
            null,
            null,
            Map.of("name", made.name(), "account", found.name())));
    return views(found, List.of(made)).getFirst();
  }

  private ConnectedAccount find(String account, Caller caller) {
    if (caller.communities() != null) {
      throw new Problem(
          403,
          "all_communities_needed",
          "Codes belong to the whole account; this is for who sees all communities.",
          Map.of());
    }
    ConnectedAccount found = accounts.get(Problem.parseId(account));
    if (!found.platform().equals(OfficialAccounts.PLATFORM)) {
      throw Problem.conflict("not_officialaccount", "This is no official account of WeChat.");
    }
    return found;
  }

  private List<SceneView> views(ConnectedAccount account, List<Scene> some) {
    Map<String, Brought> brought =
        groups.of(account.platform(), account.account()).stream()
            .map(SeenGroup.Known::place)
            .filter(Objects::nonNull)
            .findFirst()
            .map(archive::brought)
            .orElse(Map.of());
    return some.stream()
        .map(
            scene -> {
              Brought whom = brought.getOrDefault(scene.scene(), Brought.NOBODY);
              return new SceneView(
                  Long.toString(scene.id()),
                  scene.scene(),
                  scene.name(),
                  scene.url(),
                  scene.picture().toString(),
                  scene.expiresAt(),
                  scene.createdAt(),
                  whom.came(),
                  whom.here());
            })
        .toList();
  }
}
