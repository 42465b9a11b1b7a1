package io.liana.channel.officialaccount;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Calls WeChat's interface with the account's token. */
@Component
class WeChatApi {
  private final Wire wire;
  private final Tokens tokens;

  WeChatApi(Wire wire, Clock clock) {
    this.wire = wire;
    this.tokens = new Tokens(clock, this::askForToken);
  }

  Answer get(OfficialAccount account, String path) {
    return withToken(account, path, null);
  }

  Answer post(OfficialAccount account, String path, Object body) {
    return withToken(account, path, body);
  }

  /** Whether the secret gives a token. */
  Answer token(OfficialAccount account) {
    return tokens.find(account, null).failure();
  }

  boolean justRefused(String account) {
    return tokens.justRefused(account);
  }

  /** A token may die early: a fresh one is tried once, not for ever. */
  private Answer withToken(OfficialAccount account, String path, @Nullable Object body) {
    Tokens.Found first = tokens.find(account, null);
    if (first.token() == null) {
      return withoutToken(first.failure());
    }
    Answer answer = wire.call(address(account, path, first.token()), body);
    if (!(answer instanceof Answer.Refused refused) || !Codes.TOKEN.contains(refused.code())) {
      return answer;
    }
    Tokens.Found second = tokens.find(account, first.token());
    return second.token() == null
        ? withoutToken(second.failure())
        : wire.call(address(account, path, second.token()), body);
  }

  /** Without a token nothing was asked, whatever became of the question for one. */
  private static Answer withoutToken(Answer failure) {
    return failure instanceof Answer.Silence silence
        ? new Answer.Silence(false, "no token: " + silence.why())
        : failure;
  }

  private Answer askForToken(OfficialAccount account, boolean force) {
    return wire.call(
        URI.create(account.api() + "/cgi-bin/stable_token"),
        Map.of(
            "grant_type",
            "client_credential",
            "appid",
            account.id(),
            "secret",
            account.secret(),
            "force_refresh",
            force));
  }

  private static URI address(OfficialAccount account, String path, String token) {
    return URI.create(
        account.api()
            + "/cgi-bin"
            + path
            + "?access_token="
            + URLEncoder.encode(token, StandardCharsets.UTF_8));
  }
}
