package io.liana.channel.officialaccount;

import io.liana.channel.Ability;
import io.liana.channel.AccountHealth;
import io.liana.channel.Capability;
import io.liana.channel.Command;
import io.liana.channel.ConnectForm;
import io.liana.channel.Connector;
import io.liana.channel.InboundEvent;
import io.liana.channel.Outcome;
import io.liana.channel.RawEvent;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Official accounts as {@code delivery} and {@code intake} see them. */
@Component
class OfficialAccountConnector implements Connector {
  private final OfficialAccounts accounts;
  private final WeChatApi api;
  private final OfficialAccountHealth health;
  private final SceneStore scenes;
  private final Clock clock;

  OfficialAccountConnector(
      OfficialAccounts accounts,
      WeChatApi api,
      OfficialAccountHealth health,
      SceneStore scenes,
      Clock clock) {
    this.scenes = scenes;
    this.accounts = accounts;
    this.api = api;
    this.health = health;
    this.clock = clock;
  }

  @Override
  public String platform() {
    return OfficialAccounts.PLATFORM;
  }

  @Override
  public Set<Capability> capabilities(String account) {
    return Abilities.of(accounts.knows(account));
  }

  @Override
  public List<Ability> abilities(String account) {
    return Abilities.table(accounts.knows(account));
  }

  @Override
  public Map<String, String> wayNames(String account, Collection<String> via) {
    return scenes.names(account, via);
  }

  @Override
  public Optional<ConnectForm> form() {
    return Optional.of(OfficialAccount.FORM);
  }

  @Override
  public String accountKey(Map<String, String> given) {
    return OfficialAccount.of(given).id();
  }

  /** While WeChat refuses our credentials what is due waits; it is asked again each minute. */
  @Override
  public boolean reachable(String account) {
    return !api.justRefused(account);
  }

  @Override
  public AccountHealth health(String account) {
    return accounts
        .find(account)
        .map(health::walk)
        .orElseGet(
            () ->
                new AccountHealth(
                    List.of(
                        AccountHealth.Check.failed(
                            "secrets", Map.of(), "officialaccount_enter_secrets_again")),
                    null));
  }

  @Override
  public List<InboundEvent> read(RawEvent raw) {
    return NewsReader.read(raw);
  }

  @Override
  public Outcome perform(String account, String key, Command command) {
    return switch (command) {
      case Command.SendText send -> write(account, addressee(send), send.text());
      case Command.SendDirect send -> write(account, send.person(), send.text());
      case Command.MuteMember _, Command.RemoveMember _, Command.LiftBan _ ->
          new Outcome.NeedsHuman("officialaccount_only_in_console");
      case Command.RecallMessage _, Command.AnswerJoinRequest _ ->
          new Outcome.Rejected(
              Ability.PLATFORM, "WeChat has nothing like it for official accounts");
    };
  }

  /** Who is named, or else who wrote what is answered; what is for all is for nobody here. */
  private static @Nullable String addressee(Command.SendText send) {
    return switch (send.mentions().size()) {
      case 0 -> NewsReader.senderOf(send.replyTo());
      case 1 -> send.mentions().getFirst();
      default -> null;
    };
  }

  private Outcome write(String account, @Nullable String openid, String text) {
    OfficialAccount from = accounts.find(account).orElse(null);
    if (from == null) {
      return new Outcome.NeedsHuman("account_not_connected");
    }
    if (openid == null) {
      return new Outcome.NeedsHuman("officialaccount_nobody_named");
    }
    if (!NewsReader.isOpenid(openid)) {
      return new Outcome.Rejected("officialaccount_not_following", openid + " is no openid");
    }
    Answer answer =
        api.post(
            from,
            "/message/custom/send",
            Map.of("touser", openid, "msgtype", "text", "text", Map.of("content", text)));
    return Codes.outcome(answer, clock.instant());
  }
}
