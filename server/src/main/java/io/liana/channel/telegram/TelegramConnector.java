package io.liana.channel.telegram;

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
import io.liana.channel.RawEvent;
import io.liana.channel.Roster;
import io.liana.kernel.Given;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A bot of Telegram. */
@Component
class TelegramConnector implements Connector {
  static final String PLATFORM = "telegram";

  static final String TOKEN = "token";
  static final String MODE = "mode";
  static final String POLLING = "polling";
  static final String WEBHOOK = "webhook";
  static final String PUBLIC_URL = "public_url";
  static final String API_URL = "api_url";
  static final String API = "https://api.telegram.org";

  private static final ConnectForm FORM =
      new ConnectForm(
          List.of(
              ConnectForm.Field.secret(TOKEN, true),
              ConnectForm.Field.choice(MODE, List.of(POLLING, WEBHOOK), POLLING),
              ConnectForm.Field.ownUrl(PUBLIC_URL),
              ConnectForm.Field.url(API_URL, false, API)));

  // Telegram's own words (Bots FAQ, "My bot is hitting limits"): about 30 messages in a second, no
  // more than one in a second in one chat, no more than 20 in a minute in one group.
  private static final List<Limit> LIMITS =
      List.of(
          new Limit(
              "telegram_bot_second", Limit.Scope.ACCOUNT, Set.of(), 30, Duration.ofSeconds(1)),
          new Limit(
              "telegram_group_second",
              Limit.Scope.GROUP,
              Set.of(Capability.SEND),
              1,
              Duration.ofSeconds(1)),
          new Limit(
              "telegram_group_minute",
              Limit.Scope.GROUP,
              Set.of(Capability.SEND),
              20,
              Duration.ofMinutes(1)),
          new Limit(
              "telegram_person_second",
              Limit.Scope.PERSON,
              Set.of(Capability.SEND_DIRECT),
              1,
              Duration.ofSeconds(1)));

  private final Bots bots;
  private final Rights rights;
  private final Orders orders;
  private final TelegramHealth health;
  private final TelegramRoster roster;
  private final InviteLinks links;
  private final TelegramStore store;

  TelegramConnector(
      Bots bots,
      Rights rights,
      Orders orders,
      TelegramHealth health,
      TelegramRoster roster,
      InviteLinks links,
      TelegramStore store) {
    this.links = links;
    this.roster = roster;
    this.store = store;
    this.bots = bots;
    this.rights = rights;
    this.orders = orders;
    this.health = health;
  }

  @Override
  public String platform() {
    return PLATFORM;
  }

  @Override
  public Map<String, String> wayNames(String account, Collection<String> via) {
    return links.names(account, via);
  }

  @Override
  public Optional<ConnectForm> form() {
    return Optional.of(FORM);
  }

  @Override
  public String accountKey(Map<String, String> given) {
    BotToken token =
        BotToken.parse(given.getOrDefault(TOKEN, ""))
            .orElseThrow(
                () ->
                    Given.wrong(
                        TOKEN, "is not a bot's token; BotFather gives one like 123456:AB…"));
    if (!given.getOrDefault(API_URL, API).startsWith("http")) {
      throw Given.wrong(API_URL, "must begin with https:// or http://");
    }
    if (WEBHOOK.equals(given.get(MODE)) && !given.getOrDefault(PUBLIC_URL, "").startsWith("http")) {
      throw Given.wrong(PUBLIC_URL, "is needed for a webhook");
    }
    return token.id();
  }

  @Override
  public Set<String> handles(String person) {
    return store.handles(Wire.userId(person));
  }

  @Override
  public Set<Capability> capabilities(String account) {
    return rights.of(account);
  }

  @Override
  public Set<Capability> capabilities(String account, String group) {
    return rights.in(account, group);
  }

  @Override
  public boolean writesTo(String account, String person) {
    return store.mayWriteTo(account, Wire.userId(person));
  }

  @Override
  public List<Ability> abilities(String account) {
    return rights.table(account);
  }

  @Override
  public List<Limit> limits(String account) {
    return LIMITS;
  }

  @Override
  public boolean reachable(String account) {
    return !bots.isRefused(account);
  }

  @Override
  public AccountHealth health(String account) {
    return health.of(account);
  }

  @Override
  public Roster roster(String account, String group) {
    return roster.of(account, group);
  }

  @Override
  public List<InboundEvent> read(RawEvent raw) {
    return Compared.is(raw) ? Compared.read(raw) : UpdateReader.read(raw);
  }

  @Override
  public Outcome perform(String account, String key, Command command) {
    return orders.perform(account, command);
  }
}
