package io.liana.channel.onebot;

import io.liana.channel.AccountHealth;
import io.liana.channel.AccountHealth.Check;
import io.liana.channel.Person;
import io.liana.channel.account.SeenGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** Walks a OneBot account through what must be right, first things first. */
final class OneBotHealth {
  static final AccountHealth OFF =
      new AccountHealth(List.of(Check.failed("switched_on", Map.of(), "switch_on")), null);
  private static final Duration SKEW = Duration.ofMinutes(2);

  private final JsonMapper json;

  OneBotHealth(JsonMapper json) {
    this.json = json;
  }

  AccountHealth of(OneBotAccount account) {
    List<Check> checks = new ArrayList<>();
    Reply login = account.call("get_login_info", json.createObjectNode());
    checks.add(connection(account));
    checks.add(token(account, login));
    checks.add(number(account, login));
    checks.add(online(account));
    checks.add(groups(account));
    checks.add(administrator(account));
    checks.add(clock(account));
    return new AccountHealth(checks, account.openSince());
  }

  private static Check connection(OneBotAccount account) {
    if (account.isOpen()) {
      return Check.ok("connection");
    }
    Map<String, Object> params =
        Map.of("evidence", Objects.requireNonNullElse(account.trouble(), "there is no connection"));
    return Check.failed(
        "connection",
        params,
        account.config().transport() == OneBotConfig.Transport.REVERSE_WS
            ? "let_the_bot_connect"
            : "check_the_address");
  }

  private static Check token(OneBotAccount account, Reply login) {
    if (account.tokenRefused()) {
      return Check.failed(
          "token", Map.of("evidence", String.valueOf(account.trouble())), "enter_the_token");
    }
    return login instanceof Reply.Answered ? Check.ok("token") : Check.unknown("token");
  }

  private static Check number(OneBotAccount account, Reply login) {
    if (!(login instanceof Reply.Answered answered) || !answered.ok()) {
      return Check.unknown("number");
    }
    String found = String.valueOf(OneBotEvents.id(answered.data(), "user_id"));
    return found.equals(account.config().account())
        ? Check.ok("number")
        : Check.failed("number", Map.of("found", found), "connect_the_other_number");
  }

  private Check online(OneBotAccount account) {
    if (!(account.call("get_status", json.createObjectNode()) instanceof Reply.Answered status)
        || !status.ok()) {
      return Check.unknown("online");
    }
    return status.data().path("online").asBoolean(true)
            && status.data().path("good").asBoolean(true)
        ? Check.ok("online")
        : Check.failed("online", Map.of(), "sign_in_to_qq_again");
  }

  private static Check groups(OneBotAccount account) {
    return account.groups().isEmpty()
        ? Check.failed("groups", Map.of(), "invite_the_bot")
        : Check.ok("groups");
  }

  private static Check administrator(OneBotAccount account) {
    List<String> plain =
        account.groups().stream()
            .filter(group -> group.role() == Person.Role.MEMBER)
            .map(SeenGroup::name)
            .sorted()
            .toList();
    return plain.isEmpty()
        ? Check.ok("administrator")
        : Check.failed(
            "administrator",
            Map.of("groups", plain.subList(0, Math.min(20, plain.size())), "count", plain.size()),
            "make_administrator");
  }

  private static Check clock(OneBotAccount account) {
    Duration skew = account.skew();
    if (skew == null) {
      return Check.unknown("clock");
    }
    return skew.abs().compareTo(SKEW) <= 0
        ? Check.ok("clock")
        : Check.failed("clock", Map.of("seconds", skew.toSeconds()), "set_the_bots_clock");
  }
}
