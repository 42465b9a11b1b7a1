package io.liana.simulate.officialaccount;

import io.liana.simulate.officialaccount.OfficialAccountSimulator.Asked;
import io.liana.simulate.officialaccount.SimulatedAccount.Person;
import io.liana.simulate.officialaccount.SimulatedAccount.Scene;
import io.liana.simulate.officialaccount.SimulatedAccount.Sent;
import io.liana.simulate.officialaccount.SimulatedAccount.SignIn;
import io.liana.simulate.wecom.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The interface below {@code /cgi-bin} and {@code /sns}: tokens and rights first, then the call.
 */
final class Interface {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_TEXT_BYTES = 2_048;
  private static final int LONGEST_LIFE = 2_592_000;
  private static final int MOST_PERMANENT = 100_000;

  private final World world;

  Interface(World world) {
    this.world = world;
  }

  JsonNode call(Asked asked) throws InterruptedException {
    try {
      return switch (asked.path()) {
        case "/cgi-bin/stable_token" -> token(asked.body());
        case "/sns/oauth2/access_token" -> signedIn(asked);
        default -> withToken(asked).put("errcode", 0).put("errmsg", "ok");
      };
    } catch (Refusal refused) {
      return ok().put("errcode", refused.code())
          .put("errmsg", refused.getMessage() + " rid: " + Long.toHexString(world.number()));
    }
  }

  static ObjectNode ok() {
    return JSON.createObjectNode();
  }

  private ObjectNode token(JsonNode body) {
    SimulatedAccount account = world.find(body.path("appid").asString(""));
    if (account == null) {
      throw new Refusal(40013, "invalid appid");
    }
    if (!account.secret.equals(body.path("secret").asString(""))) {
      throw new Refusal(40125, "invalid appsecret");
    }
    if (account.faults.strikes("unlisted_ip")) {
      throw new Refusal(40164, "invalid ip 203.0.113.7, not in whitelist");
    }
    String token = account.giveToken(body.path("force_refresh").asBoolean(false));
    return ok().put("access_token", token).put("expires_in", account.tokenSeconds());
  }

  private ObjectNode withToken(Asked asked) throws InterruptedException {
    SimulatedAccount account = world.byToken(asked.query().getOrDefault("access_token", ""));
    if (account == null) {
      throw new Refusal(40001, "invalid credential, access_token is invalid or not latest");
    }
    if (account.faults.strikes("token_dies")) {
      account.killToken(false);
    }
    if (account.faults.strikes("token_dies_unnoticed")) {
      account.killToken(true);
    }
    if (account.tokenIsDead()) {
      throw new Refusal(42001, "access_token expired");
    }
    int slow = account.faults.value("slow_ms");
    if (slow > 0) {
      TimeUnit.MILLISECONDS.sleep(slow);
    }
    String path = asked.path().substring("/cgi-bin".length());
    account.faults.enter(path, world.now());
    try {
      synchronized (account) {
        return answer(account, path, asked);
      }
    } finally {
      account.faults.leave(path);
    }
  }

  private ObjectNode answer(SimulatedAccount account, String path, Asked asked) {
    JsonNode body = asked.body();
    return switch (path) {
      case "/message/custom/send" -> send(account, body);
      case "/openapi/quota/get" -> quota(account);
      case "/qrcode/create" -> scene(account, body);
      case "/user/info" -> person(account, asked.query().getOrDefault("openid", ""));
      default -> throw new Refusal(48001, "api unauthorized: the simulator has no " + path);
    };
  }

  private static ObjectNode send(SimulatedAccount account, JsonNode body) {
    if (!account.verified) {
      throw new Refusal(48001, "api unauthorized");
    }
    Person to = account.known(body.path("touser").asString(""));
    String text = body.path("text").path("content").asString("");
    if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_TEXT_BYTES) {
      throw new Refusal(45002, "content size out of limit");
    }
    if (to.blacklisted) {
      throw new Refusal(43019, "require remove blacklist");
    }
    if (!to.follows || account.world.now().isAfter(to.until)) {
      throw new Refusal(45015, "response out of time limit or subscription is canceled");
    }
    if (to.left == 0) {
      throw new Refusal(45047, "out of response count limit");
    }
    to.left--;
    account.sent.add(new Sent(to.openid, text));
    return ok();
  }

  private static ObjectNode quota(SimulatedAccount account) {
    if (!account.verified) {
      throw new Refusal(76022, "could not use this cgi_path, no permission");
    }
    ObjectNode answer = ok();
    answer
        .putObject("quota")
        .put("daily_limit", 500_000)
        .put("used", account.sent.size())
        .put("remain", 500_000 - account.sent.size());
    return answer;
  }

  private ObjectNode scene(SimulatedAccount account, JsonNode body) {
    if (!account.verified) {
      throw new Refusal(48001, "api unauthorized");
    }
    String action = body.path("action_name").asString("");
    JsonNode wish = body.path("action_info").path("scene");
    String scene =
        action.endsWith("STR_SCENE")
            ? wish.path("scene_str").asString("")
            : wish.path("scene_id").asString("");
    if (scene.isEmpty() || scene.length() > 64) {
      throw new Refusal(40053, "invalid action info");
    }
    boolean permanent = action.startsWith("QR_LIMIT_");
    int seconds = body.path("expire_seconds").asInt(60);
    if (!permanent && (seconds < 1 || seconds > LONGEST_LIFE)) {
      throw new Refusal(40053, "invalid action info");
    }
    int most = account.faults.value("most_permanent");
    long made = account.scenes.values().stream().filter(each -> each.until() == null).count();
    if (permanent && made >= (most > 0 ? most : MOST_PERMANENT)) {
      throw new Refusal(45029, "qrcode count out of limit");
    }
    String ticket = "gQH" + world.number();
    Instant until = permanent ? null : world.now().plusSeconds(seconds);
    account.scenes.put(ticket, new Scene(scene, ticket, until));
    ObjectNode answer = ok().put("ticket", ticket).put("url", "http://weixin.qq.com/q/" + ticket);
    return permanent ? answer : answer.put("expire_seconds", seconds);
  }

  private static ObjectNode person(SimulatedAccount account, String openid) {
    Person person = account.known(openid);
    ObjectNode answer = ok().put("subscribe", person.follows ? 1 : 0).put("openid", openid);
    return person.follows ? answer.put("unionid", unionid(openid)) : answer;
  }

  private ObjectNode signedIn(Asked asked) {
    SimulatedAccount account = world.find(asked.query().getOrDefault("appid", ""));
    if (account == null) {
      throw new Refusal(40013, "invalid appid");
    }
    if (!account.secret.equals(asked.query().getOrDefault("secret", ""))) {
      throw new Refusal(40125, "invalid appsecret");
    }
    synchronized (account) {
      SignIn signIn = account.signIns.get(asked.query().getOrDefault("code", ""));
      if (signIn == null) {
        throw new Refusal(40029, "invalid code");
      }
      if (signIn.used) {
        throw new Refusal(40163, "code been used");
      }
      if (world.now().isAfter(signIn.until)) {
        throw new Refusal(42003, "oauth_code expired");
      }
      signIn.used = true;
      ObjectNode answer =
          ok().put("access_token", "oauth_" + world.number())
              .put("expires_in", 7_200)
              .put("openid", signIn.openid)
              .put("scope", signIn.scope);
      return signIn.scope.equals("snsapi_userinfo")
          ? answer.put("unionid", unionid(signIn.openid))
          : answer;
    }
  }

  /** The same person everywhere below one open platform. */
  private static String unionid(String openid) {
    return "oUnion_" + openid.substring(Math.max(0, openid.length() - 12));
  }
}
