package io.liana.simulate.officialaccount;

import io.liana.simulate.officialaccount.OfficialAccountSimulator.Asked;
import io.liana.simulate.officialaccount.SimulatedAccount.Person;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What people do on their phones and on mp.weixin.qq.com, and how the platform misbehaves. */
final class Controls {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final World world;

  Controls(World world) {
    this.world = world;
  }

  /**
   * {@code POST /simulator/accounts} (with {@code safe} and {@code verified}), {@code
   * /simulator/clock}, {@code /simulator/accounts/ID/WHAT} with WHAT one of server, faults, act,
   * release; {@code GET /simulator/accounts/ID} tells what happened.
   */
  JsonNode call(Asked asked) throws Exception {
    String[] parts = asked.path().split("/");
    JsonNode body = asked.body();
    if (asked.path().equals("/simulator/clock")) {
      world.stopClockAt(Instant.parse(body.path("at").asString()));
      return Interface.ok();
    }
    if (parts.length == 3) {
      return made(body);
    }
    SimulatedAccount account = world.account(parts[3]);
    if (parts.length == 4) {
      return state(account);
    }
    return switch (parts[4]) {
      case "server" ->
          Interface.ok().put("accepted", account.postman.check(body.path("url").asString()));
      case "faults" -> {
        account.faults.set(body);
        yield Interface.ok();
      }
      case "act" -> answered(act(account, body));
      case "release" -> answered(account.postman.release(body.path("reversed").asBoolean()));
      default -> throw new IllegalArgumentException("no control " + parts[4]);
    };
  }

  private ObjectNode made(JsonNode wish) {
    var key = new StringBuilder();
    RANDOM.ints(42, 0, LETTERS.length()).forEach(at -> key.append(LETTERS.charAt(at)));
    var account =
        new SimulatedAccount(
            world,
            "wx" + "%016x".formatted(RANDOM.nextLong()),
            key.append('A').toString(), // the last character carries four bits only
            wish.path("safe").asBoolean(true),
            wish.path("verified").asBoolean(true));
    world.add(account);
    ObjectNode answer =
        Interface.ok()
            .put("app_id", account.id)
            .put("app_secret", account.secret)
            .put("callback_token", account.token);
    return account.safe ? answer.put("encoding_aes_key", account.aesKey) : answer;
  }

  /** Somebody does something; what our callbacks about it were answered. */
  private List<Integer> act(SimulatedAccount account, JsonNode body) throws InterruptedException {
    String xml;
    synchronized (account) {
      xml = xml(account, body);
    }
    return xml.isEmpty() ? List.of() : account.postman.send(xml);
  }

  private String xml(SimulatedAccount account, JsonNode body) {
    Person who = account.person(body.path("who").asString());
    String scene = body.path("scene").asString("");
    Instant now = world.now();
    return switch (body.path("do").asString()) {
      case "follow" -> {
        who.follows = true;
        who.mayBeAnswered(3, now.plus(Duration.ofMinutes(1)));
        yield event(account, who, "subscribe", scene.isEmpty() ? "" : "qrscene_" + scene);
      }
      case "scan" -> {
        who.mayBeAnswered(3, now.plus(Duration.ofMinutes(1)));
        yield event(account, who, "SCAN", scene);
      }
      case "unfollow" -> {
        who.follows = false;
        yield event(account, who, "unsubscribe", "");
      }
      case "menu" -> event(account, who, "VIEW", "https://example.org/");
      case "blacklist" -> {
        who.blacklisted = true;
        yield "";
      }
      case "say" -> {
        who.follows = true; // perhaps since before anybody was told
        who.mayBeAnswered(5, now.plus(Duration.ofHours(48)));
        yield message(account, who, "text", tag("Content", body.path("text").asString()));
      }
      case "show" -> {
        who.follows = true;
        who.mayBeAnswered(5, now.plus(Duration.ofHours(48)));
        String kind = body.path("kind").asString("image");
        yield message(account, who, kind, tag("MediaId", "media" + world.number()));
      }
      default -> throw new IllegalArgumentException("nobody can " + body.path("do"));
    };
  }

  private String event(SimulatedAccount account, Person who, String event, String key) {
    String ticket = key.isEmpty() || event.equals("VIEW") ? "" : tag("Ticket", "gQH" + key);
    return head(account, who, "event")
        + tag("Event", event)
        + tag("EventKey", key)
        + ticket
        + "</xml>";
  }

  private String message(SimulatedAccount account, Person who, String kind, String rest) {
    return head(account, who, kind) + rest + "<MsgId>" + world.number() + "</MsgId></xml>";
  }

  private String head(SimulatedAccount account, Person who, String kind) {
    return "<xml>"
        + tag("ToUserName", "gh_" + account.id)
        + tag("FromUserName", who.openid)
        + "<CreateTime>%d</CreateTime>".formatted(world.now().getEpochSecond())
        + tag("MsgType", kind);
  }

  private static String tag(String name, String value) {
    String safe = value.replace("]]>", "]]]]><![CDATA[>");
    return "<%s><![CDATA[%s]]></%s>".formatted(name, safe, name);
  }

  private static ObjectNode answered(List<Integer> statuses) {
    ObjectNode answer = Interface.ok();
    ArrayNode all = answer.putArray("deliveries");
    statuses.forEach(all::add);
    return answer;
  }

  private static ObjectNode state(SimulatedAccount account) {
    synchronized (account) {
      ObjectNode state =
          Interface.ok().put("token_asks", account.tokenAsks).put("forced", account.forced);
      ArrayNode sent = state.putArray("sent");
      account.sent.forEach(
          each -> sent.addObject().put("openid", each.openid()).put("text", each.text()));
      ArrayNode scenes = state.putArray("scenes");
      account.scenes.values().forEach(each -> scenes.add(each.scene()));
      return state;
    }
  }
}
