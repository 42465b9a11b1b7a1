package io.liana.simulate.wecom;

import io.liana.simulate.wecom.SimulatedChat.Seat;
import io.liana.simulate.wecom.SimulatedCorp.Customer;
import io.liana.simulate.wecom.SimulatedCorp.Follow;
import io.liana.simulate.wecom.SimulatedCorp.Welcome;
import io.liana.simulate.wecom.WeComSimulator.Asked;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What people do on their phones and in the admin console, and how the platform misbehaves. */
final class Controls {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int WELCOME_SECONDS = 20;

  private final World world;

  Controls(World world) {
    this.world = world;
  }

  /**
   * {@code POST /simulator/corps}, {@code /simulator/clock}, {@code /simulator/corps/ID/WHAT} with
   * WHAT one of callback, faults, act, release, archive-key, archive, file; {@code GET
   * /simulator/corps/ID} tells what happened.
   */
  JsonNode call(Asked asked) throws Exception {
    String[] parts = asked.path().split("/");
    if (asked.path().equals("/simulator/clock")) {
      world.stopClockAt(Instant.parse(asked.body().path("at").asString()));
      return Interface.ok();
    }
    if (parts.length == 3) {
      return made();
    }
    SimulatedCorp corp = world.corp(parts[3]);
    if (parts.length == 4) {
      return state(corp);
    }
    JsonNode body = asked.body();
    return switch (parts[4]) {
      case "callback" ->
          Interface.ok().put("accepted", corp.postman.check(body.path("url").asString()));
      case "faults" -> {
        corp.faults.set(body);
        yield Interface.ok();
      }
      case "act" -> answered(act(corp, body));
      case "release" -> answered(corp.postman.release(body.path("reversed").asBoolean()));
      case "archive-key" -> Interface.JSON.valueToTree(corp.archive.newKey());
      case "archive" -> rows(corp, asked.query());
      case "media" -> media(corp, asked.query());
      case "file" -> {
        corp.archive.file(
            body.path("id").asString(), Base64.getDecoder().decode(body.path("bytes").asString()));
        yield Interface.ok();
      }
      default -> throw new IllegalArgumentException("no control " + parts[4]);
    };
  }

  private ObjectNode made() {
    byte[] key = new byte[32];
    RANDOM.nextBytes(key);
    String aesKey =
        Base64.getEncoder().encodeToString(key).replaceAll("[+/]", "k").substring(0, 43);
    // The last character may only carry the key's last four bits.
    aesKey = aesKey.substring(0, 42) + "A";
    var corp = new SimulatedCorp(world, "ww" + "%016x".formatted(RANDOM.nextLong()), aesKey);
    corp.staff.add("ana");
    corp.staff.add("bo");
    world.add(corp);
    return Interface.ok()
        .put("corp_id", corp.id)
        .put("agent_id", corp.agent)
        .put("secret", corp.secret)
        .put("archive_secret", corp.archiveSecret)
        .put("callback_token", corp.token)
        .put("encoding_aes_key", corp.aesKey);
  }

  private static ObjectNode answered(List<Integer> statuses) {
    ObjectNode answer = Interface.ok();
    ArrayNode list = answer.putArray("deliveries");
    statuses.forEach(list::add);
    return answer;
  }

  private ObjectNode state(SimulatedCorp corp) {
    synchronized (corp) {
      ObjectNode state = Interface.ok().put("token_asks", corp.tokenAsks);
      corp.mass.state(state);
      corp.ways.state(state);
      corp.phones.state(state);
      corp.greetings.state(state);
      corp.door.state(state);
      corp.media.state(state);
      corp.moments.state(state);
      state.set("calls", Interface.JSON.valueToTree(corp.faults.calls()));
      state.put("archive_slices", corp.archive.slices());
      ArrayNode welcomes = state.putArray("welcomes");
      corp.welcomes
          .values()
          .forEach(
              w ->
                  welcomes
                      .addObject()
                      .put("code", w.code)
                      .put("said", w.said)
                      .put("attachments", w.attachments));
      ObjectNode chats = state.putObject("chats");
      corp.chats
          .values()
          .forEach(
              chat ->
                  chats
                      .putObject(chat.id)
                      .put("owner", chat.owner)
                      .put("members", chat.members.size()));
      return state;
    }
  }

  private List<Integer> act(SimulatedCorp corp, JsonNode body)
      throws InterruptedException, GeneralSecurityException {
    List<String> events;
    synchronized (corp) {
      events = new Acting(corp, body).events();
    }
    List<Integer> statuses = new java.util.ArrayList<>();
    for (String event : events) {
      statuses.addAll(corp.postman.send(event));
    }
    return statuses;
  }

  private static JsonNode rows(SimulatedCorp corp, Map<String, String> query) {
    mustKnow(corp, query);
    ObjectNode answer = Interface.ok();
    ArrayNode rows = answer.putArray("chatdata");
    int limit = Integer.parseInt(query.getOrDefault("limit", "100"));
    for (SimulatedArchive.Row row :
        corp.archive.after(Long.parseLong(query.getOrDefault("seq", "0")), limit)) {
      rows.addObject()
          .put("seq", row.seq())
          .put("msgid", row.id())
          .put("publickey_ver", row.version())
          .put("encrypt_random_key", row.key())
          .put("encrypt_chat_msg", row.message());
    }
    return answer;
  }

  private static JsonNode media(SimulatedCorp corp, Map<String, String> query) {
    mustKnow(corp, query);
    byte[] all;
    try {
      int good = corp.faults.value("media_breaks_at");
      if (corp.faults.strikes("media_breaks_at") && good == 1) {
        throw new Refusal(10001, "network");
      }
      all = corp.archive.file(query.getOrDefault("file", ""));
    } catch (Refusal refused) {
      return Interface.ok().put("errcode", refused.code());
    }
    int slice = 512 * 1024;
    int from = query.getOrDefault("index", "").isEmpty() ? 0 : Integer.parseInt(query.get("index"));
    int to = Math.min(all.length, from + slice);
    return Interface.ok()
        .put(
            "bytes",
            Base64.getEncoder().encodeToString(java.util.Arrays.copyOfRange(all, from, to)))
        .put("next", String.valueOf(to))
        .put("last", to == all.length);
  }

  private static void mustKnow(SimulatedCorp corp, Map<String, String> query) {
    if (!corp.archiveSecret.equals(query.get("secret"))) {
      throw new IllegalArgumentException("10000 wrong archive secret");
    }
  }

  /** One thing somebody does; the events it raises, in their order. */
  private record Acting(SimulatedCorp corp, JsonNode body) {
    List<String> events() throws GeneralSecurityException {
      String what = text("do");
      return switch (what) {
        case "follow" -> follow();
        case "unfollow" -> unfollow();
        case "chat" -> chat();
        case "join" -> List.of(corp.join(corp.chat(text("chat")), seat(), text("event_scene")));
        case "join_several" -> joinSeveral();
        case "scan" -> corp.ways.scan(text("way"), text("user"), text("name"));
        case "leave" ->
            List.of(corp.leave(corp.chat(text("chat")), text("user"), body.path("scene").asInt(0)));
        case "rename" -> rename();
        case "owner" -> List.of(corp.handOver(corp.chat(text("chat")), text("user")));
        case "dismiss" -> dismiss();
        case "resign" -> {
          corp.resigned.add(text("staff"));
          yield List.of();
        }
        case "staff" -> {
          corp.staff.add(text("staff"));
          yield List.of();
        }
        case "publish" -> {
          corp.moments.publish(text("staff"));
          yield List.of();
        }
        case "like", "comment" -> {
          corp.moments.heard(text("external"), what.equals("comment"));
          yield List.of();
        }
        case "answers" -> {
          corp.figures.answers(
              text("staff"), body.path("percentage").asDouble(0), body.path("minutes").asInt(0));
          yield List.of();
        }
        case "tags" -> List.of(corp.tags.act(body));
        case "mark" -> List.of(mark());
        case "say" -> say();
        case "press" -> List.of(corp.phones.press(text("staff"), text("task"), text("button")));
        case "tap", "tap_habit", "mass" -> {
          phone(what);
          yield List.of();
        }
        default -> throw new IllegalArgumentException("nobody can " + what);
      };
    }

    /** What staff do with 群发 on their phones. */
    private void phone(String what) {
      String staff = text("staff");
      switch (what) {
        case "tap" -> corp.mass.tap(staff);
        case "tap_habit" -> corp.mass.habit(staff, body.path("seconds").asInt(-1));
        default ->
            corp.mass.personal(
                staff,
                body.path("group").asBoolean(),
                body.path("targets").valueStream().map(t -> t.asString("")).toList());
      }
    }

    private String text(String name) {
      return body.path(name).asString("");
    }

    private List<String> follow() {
      String external = text("external");
      String staff = body.path("staff").asString("ana");
      Customer customer =
          corp.customers.computeIfAbsent(external, id -> new Customer(id, text("name")));
      customer.follows.put(staff, new Follow(corp.world.now(), text("state")));
      Map<String, String> more = new LinkedHashMap<>();
      if (!text("state").isEmpty()) {
        more.put("State", text("state"));
      }
      if (!corp.faults.strikes("admin_welcome")) {
        String code = "WC" + corp.world.number();
        corp.welcomes.put(code, new Welcome(code, corp.world.now().plusSeconds(WELCOME_SECONDS)));
        more.put("WelcomeCode", code);
      }
      String change =
          body.path("half").asBoolean() ? "add_half_external_contact" : "add_external_contact";
      return List.of(Events.customer(corp, change, staff, external, more));
    }

    private List<String> unfollow() {
      String staff = body.path("staff").asString("ana");
      Customer customer = corp.customer(text("external"));
      if (text("by").equals("customer")) {
        // The staff member keeps a one-way relation, so reads still work.
        Follow follow = customer.follows.get(staff);
        if (follow != null) {
          corp.figures.lost(staff);
          follow.deletedByCustomer = true;
        }
        return List.of(Events.customer(corp, "del_follow_user", staff, customer.id));
      }
      customer.follows.remove(staff);
      return List.of(Events.customer(corp, "del_external_contact", staff, customer.id));
    }

    /** A member of staff marks a customer by hand. */
    private String mark() {
      String staff = body.path("staff").asString("ana");
      Follow follow = corp.customer(text("external")).follows.get(staff);
      if (follow == null) {
        throw new IllegalArgumentException(staff + " has no such customer");
      }
      body.path("add").forEach(tag -> follow.tags.add(tag.asString("")));
      body.path("remove").forEach(tag -> follow.tags.remove(tag.asString("")));
      return Events.customer(corp, "edit_external_contact", staff, text("external"));
    }

    private List<String> chat() {
      String id = text("chat").isEmpty() ? "wr" + corp.world.number() : text("chat");
      SimulatedChat chat = corp.open(id, text("name"), body.path("owner").asString("ana"));
      for (JsonNode user : body.path("members")) {
        corp.seat(
            chat,
            new Seat(
                user.asString(),
                false,
                "Name of " + user.asString(),
                corp.world.now(),
                1,
                "",
                chat.owner));
      }
      return body.path("silent").asBoolean()
          ? List.of()
          : List.of(Events.chat(corp, chat, "create", null, null, List.of(), ""));
    }

    private Seat seat() {
      String user = text("user");
      boolean staff = corp.staff.contains(user);
      String name = text("name").isEmpty() ? user : text("name");
      String invitor = text("invitor").isEmpty() ? null : text("invitor");
      return new Seat(
          user, staff, name, corp.world.now(), body.path("scene").asInt(3), text("state"), invitor);
    }

    private List<String> joinSeveral() {
      SimulatedChat chat = corp.chat(text("chat"));
      List<Seat> seats =
          body.path("users")
              .valueStream()
              .map(
                  user ->
                      new Seat(
                          user.asString(),
                          false,
                          "Name of " + user.asString(),
                          corp.world.now(),
                          1,
                          "",
                          chat.owner))
              .toList();
      return List.of(corp.join(chat, seats, 0));
    }

    private List<String> rename() {
      SimulatedChat chat = corp.chat(text("chat"));
      corp.changing(chat);
      chat.name = text("name");
      return List.of(Events.chat(corp, chat, "update", "change_name", null, List.of(), ""));
    }

    private List<String> dismiss() {
      SimulatedChat chat = corp.chat(text("chat"));
      chat.dismissed = true; // one event for all; nobody is said to have left
      return List.of(Events.chat(corp, chat, "dismiss", null, null, List.of(), ""));
    }

    /** Words, or a file that was put in before under its id. */
    private void content(ObjectNode message) {
      String type = text("type").isEmpty() ? "text" : text("type");
      ObjectNode content = message.put("msgtype", type).putObject(type);
      if (type.equals("text")) {
        content.put("content", text("text"));
        return;
      }
      content.put("sdkfileid", text("file")).put("md5sum", text("md5"));
      content.put(type.equals("voice") ? "voice_size" : "filesize", body.path("size").asLong(0));
      content.put("filename", text("name"));
    }

    private List<String> say() throws GeneralSecurityException {
      String id = body.path("msgid").asString("m" + corp.world.number()) + "_external";
      ObjectNode message = Interface.ok();
      message
          .put("msgid", id)
          .put("action", text("recalls").isEmpty() ? "send" : "recall")
          .put("from", text("from"))
          .put("roomid", text("chat"))
          .put("msgtime", corp.world.now().toEpochMilli() + body.path("delay_ms").asLong(0));
      if (text("recalls").isEmpty()) {
        corp.figures.said(text("chat"), text("from"));
        content(message);
      } else {
        message
            .put("msgtype", "revoke")
            .putObject("revoke")
            .put("pre_msgid", text("recalls") + "_external");
      }
      // Only who agreed is in the archive.
      if (!body.path("no_consent").asBoolean()) {
        corp.archive.add(id, message.toString(), body.path("skip").asInt(0));
      }
      return body.path("silent").asBoolean()
          ? List.of()
          : List.of(Events.xml(corp, "msgaudit_notify", Map.of("AgentID", "2000004"), ""));
    }
  }
}
