package io.liana.simulate.telegram;

import io.liana.simulate.telegram.SimChat.Link;
import io.liana.simulate.telegram.SimChat.Seat;
import java.util.HashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How somebody outside acts as the people in this world, and asks for misbehaviour: {@code POST
 * /control/VERB} with a JSON object. Verbs and their fields are listed in docs/connect/telegram.md.
 * Called under the world's lock.
 */
final class Controls {
  private static final Set<String> ALL_RIGHTS =
      Set.of("can_delete_messages", "can_restrict_members", "can_invite_users");

  private interface Verb {
    JsonNode act(JsonNode p);
  }

  private final World world;
  private final People people;
  private final Faults faults;
  private final Map<String, Verb> verbs;

  Controls(World world, People people, Faults faults) {
    this.world = world;
    this.people = people;
    this.faults = faults;
    this.verbs =
        Map.ofEntries(
            Map.entry("bot", this::bot),
            Map.entry("user", this::user),
            Map.entry("group", this::group),
            Map.entry("add_bot", this::addBot),
            Map.entry("promote", this::promote),
            Map.entry("demote", this::demote),
            Map.entry("join", this::join),
            Map.entry("leave", this::leave),
            Map.entry("ask", this::ask),
            Map.entry("say", this::say),
            Map.entry("edit", this::edit),
            Map.entry("react", this::react),
            Map.entry("rename", this::rename),
            Map.entry("migrate", this::migrate),
            Map.entry("start", this::start),
            Map.entry("block", this::block),
            Map.entry("age", this::age),
            Map.entry("hold", this::hold),
            Map.entry("release", this::release),
            Map.entry("lose", this::lose),
            Map.entry("revoke_token", this::revokeToken),
            Map.entry("fault", this::fault),
            Map.entry("chat", p -> shown(chat(p))),
            Map.entry("calls", this::calls),
            Map.entry("waiting", this::waiting));
  }

  /**
   * @throws NoSuchElementException for an unknown verb, user, chat or message
   */
  JsonNode act(String verb, JsonNode parameters) {
    Verb found = verbs.get(verb);
    if (found == null) {
      throw new NoSuchElementException("verb " + verb);
    }
    return found.act(parameters);
  }

  private static ObjectNode nothing() {
    return World.JSON.createObjectNode();
  }

  private SimChat chat(JsonNode p) {
    return world.chat(p.path("chat").asLong());
  }

  private static long number(JsonNode p, String field) {
    return p.path(field).asLong(0);
  }

  private static String text(JsonNode p, String field) {
    return p.path(field).asString("");
  }

  private static @Nullable Long optional(JsonNode p, String field) {
    return p.has(field) ? p.path(field).asLong() : null;
  }

  private SimBot simBot(JsonNode p) {
    return world.botById(number(p, "bot"));
  }

  private JsonNode bot(JsonNode p) {
    SimBot bot =
        world.bot(text(p, "token"), text(p, "username"), !p.path("privacy").asBoolean(true));
    return nothing().put("id", bot.id);
  }

  private JsonNode user(JsonNode p) {
    return world.user(
        number(p, "id"), text(p, "first_name"), text(p, "last_name"), text(p, "username"));
  }

  private JsonNode group(JsonNode p) {
    return nothing()
        .put("id", world.group(text(p, "type"), text(p, "title"), number(p, "owner")).id);
  }

  private JsonNode addBot(JsonNode p) {
    SimChat chat = chat(p);
    people.join(chat, number(p, "bot"), number(p, "by"), null, false);
    if (p.path("admin").asBoolean(false)) {
      people.promote(chat, number(p, "bot"), number(p, "by"), rights(p));
    }
    return nothing();
  }

  private static Set<String> rights(JsonNode p) {
    if (!p.has("rights")) {
      return ALL_RIGHTS;
    }
    Set<String> rights = new HashSet<>();
    p.path("rights").forEach(right -> rights.add(right.asString()));
    return rights;
  }

  private JsonNode promote(JsonNode p) {
    people.promote(chat(p), number(p, "user"), number(p, "by"), rights(p));
    return nothing();
  }

  private JsonNode demote(JsonNode p) {
    people.demote(chat(p), number(p, "user"), number(p, "by"));
    return nothing();
  }

  /** By a link that is used up, expired or revoked nobody comes; by one that asks they only ask. */
  private JsonNode join(JsonNode p) {
    SimChat chat = chat(p);
    long user = number(p, "user");
    Link link = p.has("link") ? chat.links.get(text(p, "link")) : null;
    Seat seat = chat.seat(user);
    boolean dead =
        p.has("link")
            && (link == null
                || link.revoked
                || link.most > 0 && link.used >= link.most
                || link.expires > 0 && link.expires <= world.now());
    boolean banned = seat.status.equals("kicked") && (seat.until == 0 || seat.until > world.now());
    if (dead || banned || seat.in()) {
      return nothing().put("joined", false);
    }
    if (link != null && link.asks) {
      people.ask(chat, user, link);
      return nothing().put("joined", false);
    }
    people.join(chat, user, optional(p, "by"), link, false);
    return nothing().put("joined", true);
  }

  private JsonNode leave(JsonNode p) {
    people.leave(chat(p), number(p, "user"), optional(p, "by"), p.path("ban").asBoolean(false), 0);
    return nothing();
  }

  private JsonNode ask(JsonNode p) {
    SimChat chat = chat(p);
    people.ask(chat, number(p, "user"), chat.links.get(text(p, "link")));
    return nothing();
  }

  private JsonNode say(JsonNode p) {
    return people.say(
        chat(p),
        number(p, "user"),
        p.has("text") ? text(p, "text") : null,
        number(p, "reply_to"),
        p.path("more"));
  }

  private JsonNode edit(JsonNode p) {
    people.edit(chat(p), number(p, "message"), text(p, "text"));
    return nothing();
  }

  private JsonNode react(JsonNode p) {
    people.react(
        chat(p),
        number(p, "message"),
        number(p, "user"),
        text(p, "emoji"),
        p.path("take").asBoolean(false));
    return nothing();
  }

  private JsonNode rename(JsonNode p) {
    people.rename(chat(p), number(p, "by"), text(p, "title"));
    return nothing();
  }

  private JsonNode migrate(JsonNode p) {
    return nothing().put("id", people.migrate(chat(p), p.path("silently").asBoolean(false)).id);
  }

  private JsonNode start(JsonNode p) {
    people.start(simBot(p), number(p, "user"), text(p, "payload"));
    return nothing();
  }

  private JsonNode block(JsonNode p) {
    people.block(simBot(p), number(p, "user"));
    return nothing();
  }

  private JsonNode age(JsonNode p) {
    SimChat.Said said = chat(p).said.get(number(p, "message"));
    if (said == null) {
      throw new NoSuchElementException("message");
    }
    said.date -= number(p, "hours") * 3_600;
    return nothing();
  }

  private JsonNode hold(JsonNode p) {
    simBot(p).holding.add(text(p, "kind"));
    return nothing();
  }

  private JsonNode release(JsonNode p) {
    world.release(simBot(p));
    return nothing();
  }

  /** What waits is thrown away, as Telegram does with what nobody fetched for a day. */
  private JsonNode lose(JsonNode p) {
    simBot(p).updates.clear();
    return nothing();
  }

  private JsonNode revokeToken(JsonNode p) {
    simBot(p).revoked = p.path("revoked").asBoolean(true);
    world.changed();
    return nothing();
  }

  private JsonNode fault(JsonNode p) {
    if (p.path("clear").asBoolean(false)) {
      faults.clear();
    } else {
      faults.add(
          new Faults.Fault(
              number(p, "bot"),
              Faults.kind(text(p, "kind")),
              text(p, "method").toLowerCase(java.util.Locale.ROOT),
              number(p, "value"),
              p.path("times").asInt(1)));
    }
    return nothing();
  }

  private ObjectNode shown(SimChat chat) {
    ObjectNode shown = world.json(chat);
    ArrayNode messages = shown.putArray("messages");
    chat.said.values().forEach(said -> messages.add(said.body.deepCopy().put("gone", said.gone)));
    ArrayNode members = shown.putArray("members");
    chat.seats.forEach(
        (user, seat) ->
            members.add(
                world.member(user, seat).put("muted", seat.muted).put("until", seat.until)));
    return shown;
  }

  /** What the bots called since the last time this was asked. */
  private JsonNode calls(JsonNode p) {
    ArrayNode calls = world.array();
    world.calls.forEach(calls::add);
    if (p.path("forget").asBoolean(false)) {
      world.calls.clear();
    }
    return nothing().set("calls", calls);
  }

  private JsonNode waiting(JsonNode p) {
    return nothing().put("updates", simBot(p).updates.size());
  }
}
