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

  Answer get(OfficialAccount account, String path, Map<String, String> query) {
    return withToken(account, path, query, null);
  }

  Answer post(OfficialAccount account, String path, Object body) {
    return withToken(account, path, Map.of(), body);
  }

  /** Who came back from WeChat's sign-in page; needs the secret and no token. */
  Answer signedIn(OfficialAccount account, String code) {
    return wire.call(
        URI.create(
            "%s/sns/oauth2/access_token?appid=%s&secret=%s&code=%s&grant_type=authorization_code"
                .formatted(account.api(), account.id(), encoded(account.secret()), encoded(code))),
        null);
  }

  /** Whether the secret gives a token. */
  Answer token(OfficialAccount account) {
    return tokens.find(account, null).failure();
  }

  boolean justRefused(String account) {
    return tokens.justRefused(account);
  }

  /** A token may die early: a fresh one is tried once, not for ever. */
  private Answer withToken(
      OfficialAccount account, String path, Map<String, String> query, @Nullable Object body) {
    Tokens.Found first = tokens.find(account, null);
    if (first.token() == null) {
      return withoutToken(first.failure());
    }
    Answer answer = wire.call(address(account, path, query, first.token()), body);
    if (!(answer instanceof Answer.Refused refused) || !Codes.TOKEN.contains(refused.code())) {
      return answer;
    }
    Tokens.Found second = tokens.find(account, first.token());
    return second.token() == null
        ? withoutToken(second.failure())
        : wire.call(address(account, path, query, second.token()), body);
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

  private static URI address(
      OfficialAccount account, String path, Map<String, String> query, String token) {
    var address = new StringBuilder(account.api().toString()).append("/cgi-bin").append(path);
    address.append("?access_token=").append(encoded(token));
    query.forEach(
        (name, value) -> address.append('&').append(name).append('=').append(encoded(value)));
    return URI.create(address.toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
