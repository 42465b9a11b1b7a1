package io.liana.channel.onebot;

import io.liana.channel.OutgoingAddresses;
import io.liana.channel.Person;
import io.liana.channel.account.AccountChanged;
import io.liana.channel.account.AccountConnected;
import io.liana.channel.account.AccountRemoved;
import io.liana.channel.account.Accounts;
import io.liana.channel.account.ConnectedAccount;
import io.liana.channel.account.SeenGroup;
import io.liana.channel.account.SeenGroups;
import io.liana.channel.onebot.OneBotConfig.Transport;
import io.liana.channel.onebot.OneBotLine.Role;
import io.liana.kernel.Problem;
import io.liana.kernel.Rounds;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The connections of all OneBot accounts that are on: opens them, opens them again with growing
 * pauses, notices when one is silently dead, and finds out what each account is in its groups.
 */
@Component
class OneBotAccounts implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(OneBotAccounts.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration LOOK_AGAIN = Duration.ofHours(1);

  private final Accounts accounts;
  private final SeenGroups groups;
  private final OneBotDoor door;
  private final OneBotSettings settings;
  private final OutgoingAddresses outgoing;
  private final JsonMapper json;
  private final Clock clock;
  private final Map<String, OneBotAccount> on = new ConcurrentHashMap<>();
  private final Map<String, Instant> lookedAt = new ConcurrentHashMap<>();
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder()
          .executor(calls)
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final Rounds rounds = new Rounds("onebot", LOOK, this::runDue);

  OneBotAccounts(
      Accounts accounts,
      SeenGroups groups,
      OneBotDoor door,
      OneBotSettings settings,
      OutgoingAddresses outgoing,
      JsonMapper json,
      Clock clock) {
    this.accounts = accounts;
    this.groups = groups;
    this.door = door;
    this.settings = settings;
    this.outgoing = outgoing;
    this.json = json;
    this.clock = clock;
  }

  Optional<OneBotAccount> find(String account) {
    return Optional.ofNullable(on.get(account));
  }

  @EventListener
  void follow(AccountConnected news) {
    use(news.account());
  }

  @EventListener
  void follow(AccountChanged news) {
    use(news.account());
  }

  @EventListener
  void follow(AccountRemoved news) {
    if (news.platform().equals(OneBotConnector.PLATFORM)) {
      replace(news.account(), null);
    }
  }

  private void use(ConnectedAccount account) {
    if (!account.platform().equals(OneBotConnector.PLATFORM)) {
      return;
    }
    try {
      var config = OneBotConfig.of(account, accounts.secrets(account));
      var fresh = new OneBotAccount(config, new OneBotHttp(http, outgoing, json), settings, clock);
      fresh.groups(
          groups.of(OneBotConnector.PLATFORM, account.account()).stream()
              .filter(SeenGroup.Known::present)
              .map(SeenGroup.Known::group)
              .toList());
      replace(account.account(), fresh);
    } catch (Problem unreadable) {
      log.warn("OneBot account {} cannot be used: {}", account.account(), unreadable.code());
      replace(account.account(), null);
    }
  }

  private void replace(String account, @Nullable OneBotAccount fresh) {
    OneBotAccount before = fresh == null ? on.remove(account) : on.put(account, fresh);
    lookedAt.remove(account);
    if (before != null) {
      before.close();
    }
  }

  /** Opens what should be open, looks after what is. */
  void runDue() {
    Instant now = clock.instant();
    for (OneBotAccount account : on.values()) {
      account.tend(now);
      if (account.takeTry(now)) {
        calls.execute(() -> connect(account));
      } else if (account.takeGap()) {
        // A bot repeats nothing of what happened while nobody listened.
        groups.gap(OneBotConnector.PLATFORM, account.config().account());
        lookAgain(account);
      } else if (account.isOpen() && dueToLook(account, now)) {
        lookAgain(account);
      }
    }
  }

  private boolean dueToLook(OneBotAccount account, Instant now) {
    Instant last = lookedAt.get(account.config().account());
    return last == null || last.plus(LOOK_AGAIN).isBefore(now);
  }

  private void connect(OneBotAccount account) {
    switch (account.config().transport()) {
      case HTTP -> {
        if (account.call("get_status", json.createObjectNode()) instanceof Reply.NoAnswer silent) {
          account.failed(silent.why(), false);
        }
      }
      case REVERSE_WS -> account.failed("the bot has not connected yet", false);
      case FORWARD_WS -> {
        try {
          openLines(account).join();
          account.connected();
          log.info("OneBot account {} is connected", account.config().account());
        } catch (CompletionException | IllegalArgumentException e) {
          Throwable cause = e instanceof CompletionException ? e.getCause() : e;
          int status =
              cause instanceof WebSocketHandshakeException refused
                  ? refused.getResponse().statusCode()
                  : 0;
          account.drop("the other half could not be opened");
          account.failed(
              status == 0 ? String.valueOf(cause) : "HTTP " + status,
              status == 401 || status == 403);
        }
      }
    }
  }

  /** One socket for both, or one each where the address says {@code /api} or {@code /event}. */
  private CompletableFuture<?> openLines(OneBotAccount account) {
    String url = String.valueOf(account.config().url()).replaceFirst("/+$", "");
    if (!url.matches(".+/(api|event)")) {
      return open(account, account.config().url(), Role.UNIVERSAL);
    }
    String root = url.substring(0, url.lastIndexOf('/'));
    return open(account, URI.create(root + "/event"), Role.EVENT)
        .thenCompose(line -> open(account, URI.create(root + "/api"), Role.API));
  }

  private CompletableFuture<OneBotLine> open(OneBotAccount account, @Nullable URI url, Role role) {
    if (url == null) {
      throw new IllegalArgumentException("no address to connect to");
    }
    try {
      outgoing.mustAllow(url);
    } catch (ConnectException refused) {
      return CompletableFuture.failedFuture(refused);
    }
    return ForwardWire.open(http, url, account.config().token(), wire -> line(account, wire, role))
        .thenApply(
            line -> {
              account.connected(line);
              return line;
            });
  }

  /** A line whose events go through the door; one the inbox cannot keep ends the connection. */
  OneBotLine line(OneBotAccount account, OneBotLine.Wire wire, Role role) {
    var self = new OneBotLine[1];
    self[0] =
        new OneBotLine(
            role,
            wire,
            event ->
                door.heard(account, event, () -> lookAgain(account))
                    .whenComplete(
                        (kept, trouble) -> {
                          if (trouble != null) {
                            log.warn("An event could not be kept; the bot must connect again");
                            self[0].lost("the inbox could not be written");
                          }
                        }),
            json,
            clock);
    return self[0];
  }

  /** In the background: whose bot it is, its groups, and what it is in each. */
  void lookAgain(OneBotAccount account) {
    lookedAt.put(account.config().account(), clock.instant());
    calls.execute(
        () -> {
          try {
            look(account);
          } catch (RuntimeException trouble) {
            log.warn(
                "The groups of OneBot account {} are looked at again later: {}",
                account.config().account(),
                trouble.toString());
          }
        });
  }

  private void look(OneBotAccount account) {
    String self = account.config().account();
    if (!(account.call("get_login_info", json.createObjectNode()) instanceof Reply.Answered login
        && login.ok())) {
      return;
    }
    String found = OneBotEvents.id(login.data(), "user_id");
    if (found != null && !found.equals(self)) {
      log.warn("The bot at the address of OneBot account {} is {}", self, found);
      account.close();
      account.failed("this bot is " + found, false);
      return;
    }
    if (!(account.call("get_group_list", json.createObjectNode()) instanceof Reply.Answered list
        && list.ok()
        && list.data().isArray())) {
      return;
    }
    List<SeenGroup> seen = new ArrayList<>();
    for (JsonNode group : list.data()) {
      String id = OneBotEvents.id(group, "group_id");
      if (id != null) {
        seen.add(
            new SeenGroup(
                id,
                name(group, id),
                group.path("member_count").isNumber() ? group.path("member_count").asInt(0) : null,
                role(account, id)));
      }
    }
    account.groups(seen);
    groups.report(OneBotConnector.PLATFORM, self, seen, true);
  }

  private static String name(JsonNode group, String otherwise) {
    String name = OneBotEvents.id(group, "group_name");
    return name == null || name.isBlank() ? otherwise : name;
  }

  private Person.@Nullable Role role(OneBotAccount account, String group) {
    ObjectNode who = Ids.number(json.createObjectNode(), "group_id", group).put("no_cache", true);
    Ids.number(who, "user_id", account.config().account());
    if (account.call("get_group_member_info", who) instanceof Reply.Answered info && info.ok()) {
      return switch (info.data().path("role").asString("").toLowerCase(Locale.ROOT)) {
        case "owner" -> Person.Role.OWNER;
        case "admin" -> Person.Role.ADMIN;
        case "member" -> Person.Role.MEMBER;
        default -> null;
      };
    }
    return account.role(group);
  }

  @Override
  public void start() {
    rounds.start(settings.threads());
  }

  @Override
  public void stop() {
    rounds.stop();
    on.values().forEach(OneBotAccount::close);
    on.clear();
  }

  @Override
  public boolean isRunning() {
    return rounds.isRunning();
  }

  /** As the accounts' watch: after the inbox, stopped before it. */
  @Override
  public int getPhase() {
    return 10;
  }

  /** Whether an account that bots come to by themselves is open to this transport. */
  Optional<OneBotAccount> expecting(String account, Transport transport) {
    return find(account).filter(each -> each.config().transport() == transport);
  }
}
