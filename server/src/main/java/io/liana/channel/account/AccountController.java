package io.liana.channel.account;

import io.liana.channel.Ability;
import io.liana.channel.AccountHealth;
import io.liana.channel.ConnectForm;
import io.liana.channel.Connector;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Page;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Connected accounts over HTTP. An account serves many communities, so only who sees all of them
 * may connect or change one; placing a group asks for the community it goes to.
 */
@RestController
@RequestMapping("/api/v1")
class AccountController {
  private static final int LONGEST_ID = 200;

  private final Accounts accounts;
  private final SeenGroups groups;
  private final AccountPulse pulse;

  AccountController(Accounts accounts, SeenGroups groups, AccountPulse pulse) {
    this.accounts = accounts;
    this.groups = groups;
    this.pulse = pulse;
  }

  record FieldView(
      String field,
      String kind,
      boolean required,
      List<String> choices,
      @Nullable String otherwise) {}

  record PlatformView(String platform, List<FieldView> fields) {}

  record AccountView(
      String id,
      String platform,
      String account,
      String name,
      boolean on,
      Map<String, String> settings,
      Set<String> secretsSet,
      @Nullable String communityId,
      Instant createdAt,
      Instant changedAt,
      boolean reachable,
      @Nullable Instant lastEventAt,
      @Nullable Instant silentSince) {}

  record NewAccount(
      @Nullable String platform,
      @Nullable String name,
      @Nullable Map<String, String> values,
      @Nullable String communityId) {}

  /** What is absent stays as it is; a JSON null empties. */
  record AccountChange(
      @Nullable String name,
      @Nullable Boolean on,
      @Nullable Map<String, @Nullable String> values,
      @Nullable JsonNode communityId) {}

  record AbilityView(
      String capability,
      String extent,
      @Nullable String reason,
      Map<String, Object> params,
      @Nullable String remedy) {}

  record SeenGroupView(
      String externalId,
      String name,
      @Nullable Integer members,
      @Nullable String role,
      boolean present,
      @Nullable String groupId,
      Instant seenAt,
      long passedBy,
      @Nullable Instant lastPassedAt,
      @Nullable Instant comparedAt,
      long drift,
      @Nullable Instant driftedAt) {}

  record Placing(
      @Nullable String externalId, @Nullable String communityId, @Nullable String name) {}

  record CheckView(
      String code, String state, Map<String, Object> params, @Nullable String remedy) {}

  record HealthView(
      List<CheckView> checks, @Nullable Instant connectedSince, @Nullable Instant lastEventAt) {}

  @GetMapping("/platforms")
  @Permission("account:read")
  Page<PlatformView> platforms() {
    return new Page<>(accounts.platforms().stream().map(AccountController::view).toList(), null);
  }

  @GetMapping("/accounts")
  @Permission("account:read")
  Page<AccountView> list(@RequestParam @Nullable String platform) {
    List<ConnectedAccount> all = platform == null ? accounts.all() : accounts.of(platform);
    return new Page<>(all.stream().map(this::view).toList(), null);
  }

  @PostMapping("/accounts")
  @Permission("account:write")
  @ResponseStatus(HttpStatus.CREATED)
  AccountView connect(@RequestBody NewAccount wish, Caller caller) {
    mustSeeAll(caller);
    CommunityId community =
        wish.communityId() == null ? null : CommunityId.parse(wish.communityId());
    return view(
        accounts.connect(
            Given.text("platform", wish.platform(), 1, 40),
            Given.text("name", wish.name(), 1, Accounts.LONGEST_NAME),
            wish.values() == null ? Map.of() : wish.values(),
            community,
            caller.actor()));
  }

  @GetMapping("/accounts/{account}")
  @Permission("account:read")
  AccountView one(@PathVariable String account) {
    return view(find(account));
  }

  @PatchMapping("/accounts/{account}")
  @Permission("account:write")
  AccountView change(@PathVariable String account, @RequestBody AccountChange wish, Caller caller) {
    mustSeeAll(caller);
    JsonNode community = wish.communityId();
    var change =
        new Accounts.Change(
            wish.name(),
            wish.on(),
            wish.values() == null ? null : emptied(wish.values()),
            community == null
                ? null
                : community.isNull()
                    ? Optional.empty()
                    : Optional.of(CommunityId.parse(community.asString())));
    return view(accounts.change(Problem.parseId(account), change, caller.actor()));
  }

  @DeleteMapping("/accounts/{account}")
  @Permission("account:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String account, Caller caller) {
    mustSeeAll(caller);
    accounts.remove(Problem.parseId(account), caller.actor());
  }

  @GetMapping("/accounts/{account}/capabilities")
  @Permission("account:read")
  Page<AbilityView> capabilities(@PathVariable String account) {
    ConnectedAccount found = find(account);
    return new Page<>(
        accounts.connector(found.platform()).abilities(found.account()).stream()
            .map(AccountController::view)
            .toList(),
        null);
  }

  @GetMapping("/accounts/{account}/groups")
  @Permission("account:read")
  Page<SeenGroupView> groups(@PathVariable String account) {
    ConnectedAccount found = find(account);
    return new Page<>(
        groups.of(found.platform(), found.account()).stream().map(AccountController::view).toList(),
        null);
  }

  @PostMapping("/accounts/{account}/groups")
  @Permission("community:write")
  SeenGroupView place(@PathVariable String account, @RequestBody Placing wish, Caller caller) {
    ConnectedAccount found = find(account);
    CommunityId community =
        CommunityId.parse(Given.text("community_id", wish.communityId(), 1, 20));
    caller.mustSee(community);
    String externalId = Given.text("external_id", wish.externalId(), 1, LONGEST_ID);
    groups.place(found.platform(), found.account(), externalId, community, wish.name());
    return groups.of(found.platform(), found.account()).stream()
        .filter(known -> known.group().externalId().equals(externalId))
        .map(AccountController::view)
        .findFirst()
        .orElseThrow();
  }

  @GetMapping("/accounts/{account}/health")
  @Permission("account:read")
  HealthView health(@PathVariable String account) {
    ConnectedAccount found = find(account);
    AccountHealth health = accounts.connector(found.platform()).health(found.account());
    return new HealthView(
        health.checks().stream()
            .map(
                check ->
                    new CheckView(
                        check.code(), check.state().code(), check.params(), check.remedy()))
            .toList(),
        health.connectedSince(),
        pulse.lastEventAt(found.platform(), found.account()));
  }

  private ConnectedAccount find(String id) {
    return accounts.get(Problem.parseId(id));
  }

  private static void mustSeeAll(Caller caller) {
    if (caller.communities() != null) {
      throw new Problem(
          403,
          "all_communities_needed",
          "An account serves all communities; connecting and changing one is for who sees all of them.",
          Map.of());
    }
  }

  private static Map<String, String> emptied(Map<String, @Nullable String> values) {
    Map<String, String> all = new TreeMap<>();
    values.forEach((field, value) -> all.put(field, value == null ? "" : value));
    return all;
  }

  private static PlatformView view(Connector connector) {
    return new PlatformView(
        connector.platform(),
        connector.form().map(ConnectForm::fields).orElse(List.of()).stream()
            .map(
                field ->
                    new FieldView(
                        field.code(),
                        field.kind().code(),
                        field.required(),
                        field.choices(),
                        field.otherwise()))
            .toList());
  }

  private AccountView view(ConnectedAccount account) {
    return new AccountView(
        Long.toString(account.id()),
        account.platform(),
        account.account(),
        account.name(),
        account.on(),
        account.settings(),
        account.secretsSet(),
        account.community() == null ? null : account.community().toString(),
        account.createdAt(),
        account.changedAt(),
        account.on() && accounts.connector(account.platform()).reachable(account.account()),
        pulse.lastEventAt(account.platform(), account.account()),
        account.silentSince());
  }

  private static AbilityView view(Ability ability) {
    return new AbilityView(
        ability.capability().code(),
        ability.extent().name().toLowerCase(Locale.ROOT),
        ability.reason(),
        ability.params(),
        ability.remedy());
  }

  private static SeenGroupView view(SeenGroup.Known known) {
    SeenGroup group = known.group();
    return new SeenGroupView(
        group.externalId(),
        group.name(),
        group.members(),
        group.role() == null ? null : group.role().name().toLowerCase(Locale.ROOT),
        known.present(),
        known.place() == null ? null : known.place().toString(),
        known.seenAt(),
        known.passedBy(),
        known.lastPassedAt(),
        known.comparedAt(),
        known.drift(),
        known.driftedAt());
  }
}
