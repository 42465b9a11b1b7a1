package io.liana.channel.officialaccount;

import io.liana.kernel.Problem;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Who reads a page inside WeChat: sends them to WeChat, which sends them back with a code. For
 * member pages; keeps nothing. Calls WeChat: use it outside any transaction.
 */
@Component
public class MemberDoor {
  private static final String SIGN_IN = "https://open.weixin.qq.com";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int LONGEST_CODE = 600;

  /**
   * @param openid their key at this account, the same as in its events
   * @param unionid the same person at all accounts of one open platform; null where WeChat does not
   *     tell
   */
  public record Member(String openid, @Nullable String unionid) {}

  public enum Asking {
    /** Nobody is asked; tells the openid. */
    QUIETLY("snsapi_base"),
    /** WeChat asks them to agree; tells the unionid too. */
    WITH_CONSENT("snsapi_userinfo");

    private final String scope;

    Asking(String scope) {
      this.scope = scope;
    }
  }

  private final OfficialAccounts accounts;
  private final WeChatApi api;
  private final Clock clock;

  MemberDoor(OfficialAccounts accounts, WeChatApi api, Clock clock) {
    this.accounts = accounts;
    this.api = api;
    this.clock = clock;
  }

  /**
   * Where to send the reader.
   *
   * @param back where WeChat sends them again; its host stands on the account's list of 网页授权域名
   * @param browser something only this browser knows, e.g. a random cookie: what comes back must
   *     have begun in it, or anybody could sign somebody in as another
   * @throws Problem 409 {@code account_off}
   */
  public URI ask(String account, Asking how, URI back, String browser) {
    OfficialAccount from = account(account);
    String until = Long.toString(clock.instant().plus(PATIENCE).getEpochSecond());
    String base =
        from.api().toString().equals(OfficialAccount.DEFAULT_API) ? SIGN_IN : from.api().toString();
    return URI.create(
        "%s/connect/oauth2/authorize?appid=%s&redirect_uri=%s&response_type=code&scope=%s&state=%s#wechat_redirect"
            .formatted(
                base,
                from.id(),
                URLEncoder.encode(back.toString(), StandardCharsets.UTF_8),
                how.scope,
                until + "x" + seal(from, until, browser))); // WeChat takes letters and digits only
  }

  /**
   * Who came back. A code opens once; its second use is refused by WeChat.
   *
   * @throws Problem 403 {@code officialaccount_start_again}, 409 {@code account_off}, 502 {@code
   *     officialaccount_silent}
   */
  public Member enter(String account, String code, String state, String browser) {
    OfficialAccount from = account(account);
    if (code.isEmpty() || code.length() > LONGEST_CODE || !begunHere(from, state, browser)) {
      throw startAgain("This sign-in did not begin in this browser, or too long ago.");
    }
    return switch (api.signedIn(from, code)) {
      case Answer.Ok ok -> member(from, ok.body());
      case Answer.Refused refused ->
          throw startAgain("WeChat does not take the code: " + refused.evidence());
      case Answer.Silence silence ->
          throw new Problem(
              502,
              "officialaccount_silent",
              "WeChat did not answer; begin again.",
              Map.of("evidence", silence.why()));
    };
  }

  private Member member(OfficialAccount from, JsonNode answer) {
    String openid = answer.path("openid").asString("");
    if (!NewsReader.isOpenid(openid)) {
      throw startAgain("WeChat did not say who it is.");
    }
    String unionid = answer.path("unionid").asString("");
    return new Member(openid, unionid.isEmpty() ? ofFollower(from, openid) : unionid);
  }

  /** Of a follower WeChat tells it even where nobody was asked. */
  private @Nullable String ofFollower(OfficialAccount from, String openid) {
    String unionid =
        api.get(from, "/user/info", Map.of("openid", openid)) instanceof Answer.Ok ok
            ? ok.body().path("unionid").asString("")
            : "";
    return unionid.isEmpty() ? null : unionid;
  }

  private boolean begunHere(OfficialAccount from, String state, String browser) {
    if (!state.matches("\\d{1,11}x[0-9a-f]{64}")) {
      return false;
    }
    String until = state.substring(0, state.indexOf('x'));
    return clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(until)))
        && MessageDigest.isEqual(
            bytes(seal(from, until, browser)), bytes(state.substring(until.length() + 1)));
  }

  /** Under the account's secret: every node knows it, and nobody outside does. */
  private static String seal(OfficialAccount from, String until, String browser) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes("sign-in " + from.secret()), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(bytes(from.id() + "|" + until + "|" + browser)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java platform has HMAC-SHA-256
    }
  }

  private OfficialAccount account(String account) {
    return accounts
        .find(account)
        .orElseThrow(() -> Problem.conflict("account_off", "This account is switched off."));
  }

  private static Problem startAgain(String why) {
    return new Problem(403, "officialaccount_start_again", why, Map.of());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
