package io.liana.channel.onebot;

import io.liana.channel.Ability;
import io.liana.channel.AccountHealth;
import io.liana.channel.Capability;
import io.liana.channel.Command;
import io.liana.channel.Compared;
import io.liana.channel.ConnectForm;
import io.liana.channel.Connector;
import io.liana.channel.InboundEvent;
import io.liana.channel.Limit;
import io.liana.channel.Outcome;
import io.liana.channel.Person;
import io.liana.channel.RawEvent;
import io.liana.channel.Roster;
import io.liana.channel.account.SeenGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** QQ through a OneBot 11 implementation. */
@Component
class OneBotConnector implements Connector {
  static final String PLATFORM = "onebot";
  private static final int MOST_NAMED = 20;
  private static final long QQ_BEGAN = 915_148_800L; // 1999; anything before is no date
  private static final long LATEST = 4_102_444_800L; // the year 2100: whatever a bot says

  private static final Set<Capability> ABLE =
      EnumSet.of(
          Capability.RECEIVE,
          Capability.SEND,
          Capability.SEND_DIRECT,
          Capability.RECALL_OTHERS,
          Capability.MUTE,
          Capability.REMOVE,
          Capability.BAN,
          Capability.LIST_MEMBERS,
          Capability.MEMBER_EVENTS,
          Capability.JOIN_REQUESTS);

  /** Only an administrator's. */
  private static final Set<Capability> ADMINISTRATORS =
      EnumSet.of(
          Capability.RECALL_OTHERS,
          Capability.MUTE,
          Capability.REMOVE,
          Capability.BAN,
          Capability.JOIN_REQUESTS);

  private static final Set<Capability> MEMBERS = EnumSet.copyOf(ABLE);

  static {
    MEMBERS.removeAll(ADMINISTRATORS);
  }

  private final OneBotAccounts accounts;
  private final OneBotReader reader;
  private final OneBotActs acts;
  private final OneBotHealth health;
  private final JsonMapper json;

  OneBotConnector(OneBotAccounts accounts, OneBotSettings settings, JsonMapper json) {
    this.accounts = accounts;
    this.reader = new OneBotReader(json);
    this.acts = new OneBotActs(settings, json);
    this.health = new OneBotHealth(json);
    this.json = json;
  }

  @Override
  public String platform() {
    return PLATFORM;
  }

  @Override
  public Optional<ConnectForm> form() {
    return Optional.of(OneBotConfig.FORM);
  }

  @Override
  public String accountKey(Map<String, String> given) {
    return OneBotConfig.key(given);
  }

  @Override
  public Set<Capability> capabilities(String account) {
    return accounts.find(account).map(this::somewhere).orElse(Set.of());
  }

  private Set<Capability> somewhere(OneBotAccount account) {
    return administratorNowhere(account) ? MEMBERS : ABLE;
  }

  private static boolean administratorNowhere(OneBotAccount account) {
    List<SeenGroup> groups = account.groups();
    return !groups.isEmpty()
        && groups.stream().allMatch(group -> group.role() == Person.Role.MEMBER);
  }

  @Override
  public Set<Capability> capabilities(String account, String group) {
    return accounts
        .find(account)
        .map(found -> found.role(group) == Person.Role.MEMBER ? MEMBERS : somewhere(found))
        .orElse(Set.of());
  }

  @Override
  public List<Ability> abilities(String account) {
    Optional<OneBotAccount> found = accounts.find(account);
    return Arrays.stream(Capability.values())
        .map(
            each ->
                found
                    .map(on -> ability(each, on))
                    .orElseGet(() -> Ability.unable(each, "account_off", Map.of(), "switch_on")))
        .toList();
  }

  private static Ability ability(Capability capability, OneBotAccount account) {
    if (!ABLE.contains(capability)) {
      return capability == Capability.INVITE_TRACE
          ? Ability.unable(capability, "only_inviter_is_told", Map.of(), null)
          : Ability.forbidden(capability);
    }
    if (!ADMINISTRATORS.contains(capability)) {
      return Ability.able(capability);
    }
    List<String> plain =
        account.groups().stream()
            .filter(group -> group.role() == Person.Role.MEMBER)
            .map(SeenGroup::name)
            .sorted()
            .toList();
    if (plain.isEmpty()) {
      return Ability.able(capability);
    }
    Map<String, Object> params =
        Map.of(
            "groups", plain.subList(0, Math.min(MOST_NAMED, plain.size())), "count", plain.size());
    return administratorNowhere(account)
        ? Ability.unable(capability, "not_administrator", params, "make_administrator")
        : Ability.inSomeGroups(capability, "not_administrator", params, "make_administrator");
  }

  /** Two messages a second is what OneBot implementations themselves hold for harmless. */
  @Override
  public List<Limit> limits(String account) {
    return List.of(
        new Limit(
            "onebot_send_pace",
            Limit.Scope.ACCOUNT,
            EnumSet.of(Capability.SEND, Capability.SEND_DIRECT),
            1,
            Duration.ofMillis(500)));
  }

  @Override
  public boolean reachable(String account) {
    // An account that is off or gone is not away: its commands end with a task for a human.
    return accounts
        .find(account)
        .map(found -> found.isOpen() && !found.tokenRefused())
        .orElse(true);
  }

  @Override
  public AccountHealth health(String account) {
    return accounts.find(account).map(health::of).orElse(OneBotHealth.OFF);
  }

  @Override
  public Roster roster(String account, String group) {
    return accounts.find(account).map(found -> roster(found, group)).orElse(new Roster.NotNow());
  }

  private Roster roster(OneBotAccount account, String group) {
    ObjectNode which = Ids.number(json.createObjectNode(), "group_id", group).put("no_cache", true);
    if (!(account.call("get_group_member_list", which) instanceof Reply.Answered list
        && list.ok()
        && list.data().isArray())) {
      return new Roster.NotNow();
    }
    // Not every implementation tells a group by itself; then nobody compares its name.
    String name =
        account.call("get_group_info", which) instanceof Reply.Answered info && info.ok()
            ? OneBotEvents.id(info.data(), "group_name")
            : null;
    List<Roster.Seat> seats = seats(list.data(), account.config().account());
    return new Roster.Told(seats, true, seats.size(), name);
  }

  private static List<Roster.Seat> seats(JsonNode list, String self) {
    List<Roster.Seat> people = new ArrayList<>();
    for (JsonNode each : list) {
      String id = OneBotEvents.id(each, "user_id");
      if (id != null) {
        String card = OneBotEvents.id(each, "card");
        String role = each.path("role").asString("").toUpperCase(Locale.ROOT);
        long since = each.path("join_time").asLong(0);
        people.add(
            new Roster.Seat(
                new Person(
                    id,
                    card == null ? OneBotEvents.id(each, "nickname") : card,
                    Arrays.stream(Person.Role.values())
                        .filter(known -> known.name().equals(role))
                        .findFirst()
                        .orElse(null),
                    id.equals(self) || each.path("is_robot").asBoolean(false)),
                since <= 0 ? null : Instant.ofEpochSecond(Math.min(since, LATEST))));
      }
    }
    return people;
  }

  /** NapCat tells {@code reg_time} of strangers; implementations that do not leave it out. */
  @Override
  public Optional<Instant> accountSince(String account, String person) {
    return accounts
        .find(account)
        .map(
            found ->
                found.call(
                    "get_stranger_info", Ids.number(json.createObjectNode(), "user_id", person)))
        .map(reply -> reply instanceof Reply.Answered told && told.ok() ? told.data() : null)
        .map(about -> about.path("reg_time").asLong(0))
        .filter(seconds -> seconds > QQ_BEGAN && seconds < LATEST)
        .map(Instant::ofEpochSecond);
  }

  @Override
  public List<InboundEvent> read(RawEvent raw) {
    return Compared.is(raw) ? Compared.read(raw) : reader.read(raw);
  }

  @Override
  public Outcome perform(String account, String key, Command command) {
    return accounts
        .find(account)
        .map(found -> acts.perform(found, command))
        .orElseGet(() -> new Outcome.NeedsHuman("account_off"));
  }
}
