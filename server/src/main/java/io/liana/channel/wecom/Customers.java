package io.liana.channel.wecom;

import io.liana.channel.Storable;
import io.liana.channel.wecom.Errand.Ending;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Customers: read, greeted within WeCom's twenty seconds, tagged one wish after the other. */
@Component
class Customers {
  private static final int ALREADY_GREETED = 41051;
  private static final String NAME = "{name}";

  private final Api api;
  private final CustomerStore store;
  private final ErrandStore errands;
  private final Greetings greetings;
  private final Clock clock;

  Customers(Api api, CustomerStore store, ErrandStore errands, Greetings greetings, Clock clock) {
    this.api = api;
    this.store = store;
    this.errands = errands;
    this.greetings = greetings;
    this.clock = clock;
  }

  /** Who has this customer, under which name and tags. */
  Ending read(Corp corp, String external) {
    String cursor = "";
    do {
      Answer answer = details(corp, external, cursor);
      if (answer instanceof Answer.GiveUp gone && gone.code() == ErrorCodes.NOT_A_CUSTOMER) {
        return new Ending.Done(); // nobody's any more; the event that ended it has told
      }
      if (!(answer instanceof Answer.Ok ok)) {
        return Errands.ending(answer);
      }
      String name = Storable.text(ok.body().at("/external_contact/name").asString(""));
      for (JsonNode follow : ok.body().path("follow_user")) {
        String state = follow.path("state").asString("");
        store.read(
            corp.id(),
            external,
            follow.path("userid").asString(""),
            name,
            state.isEmpty() ? null : state,
            tags(follow),
            Instant.ofEpochSecond(follow.path("createtime").asLong(0)),
            clock.instant());
      }
      cursor = ok.body().path("next_cursor").asString("");
    } while (!cursor.isEmpty());
    return new Ending.Done();
  }

  private static List<String> tags(JsonNode follow) {
    return follow
        .path("tags")
        .valueStream()
        .filter(tag -> tag.path("type").asInt(0) != 2) // 2: the staff member's own
        .map(tag -> tag.path("tag_id").asString(""))
        .toList();
  }

  private Answer details(Corp corp, String external, String cursor) {
    return api.get(
        corp, "/externalcontact/get", Map.of("external_userid", external, "cursor", cursor));
  }

  /**
   * Greets a new customer. The code works once, so a try whose answer was lost may be repeated: the
   * second is told it was used.
   */
  Ending welcome(Corp corp, Errand errand) {
    String text = corp.welcome();
    if (text == null) {
      return new Ending.Done();
    }
    if (text.contains(NAME)) {
      Answer answer = details(corp, errand.body().path("external").asString(""), "");
      String name =
          answer instanceof Answer.Ok ok
              ? ok.body().at("/external_contact/name").asString("")
              : ""; // a greeting without the name is better than none
      text = text.replace(NAME, name);
    }
    Map<String, Object> body = new HashMap<>();
    body.put("welcome_code", errand.subject());
    body.put("text", Map.of("content", text));
    List<Map<String, Object>> attachments = greetings.inTime(corp, errand.endsAt());
    if (!attachments.isEmpty()) {
      body.put("attachments", attachments);
    }
    Answer sent = api.post(corp, "/externalcontact/send_welcome_msg", body);
    if (sent.errcode() == Attaching.MEDIA_FORGOTTEN) {
      // The words in time are worth more than the pictures late.
      greetings.forgotten(corp, sent.evidence());
      body.remove("attachments");
      sent = api.post(corp, "/externalcontact/send_welcome_msg", body);
    }
    return sent.errcode() == ALREADY_GREETED ? new Ending.Done() : Errands.ending(sent);
  }

  /**
   * Wishes tags for the customer of one member of staff. Two changes at once of the same pair lose
   * one at WeCom; here they merge into one errand.
   */
  void wishTags(Corp corp, String staff, String external, List<String> add, List<String> remove) {
    Map<String, Object> wish = new HashMap<>();
    add.forEach(tag -> wish.put(tag, true));
    remove.forEach(tag -> wish.put(tag, false));
    errands.wish(corp.id(), Errand.Kind.TAG, staff + "|" + external, wish);
  }

  Ending tag(Corp corp, Errand errand) {
    String[] pair = errand.subject().split("\\|", 2);
    List<String> add = new ArrayList<>();
    List<String> remove = new ArrayList<>();
    errand
        .body()
        .properties()
        .forEach(e -> (e.getValue().asBoolean() ? add : remove).add(e.getKey()));
    Answer marked =
        api.post(
            corp,
            "/externalcontact/mark_tag",
            Map.of(
                "userid",
                pair[0],
                "external_userid",
                pair[1],
                "add_tag",
                add,
                "remove_tag",
                remove));
    if (!(marked instanceof Answer.Ok)) {
      return Errands.ending(marked);
    }
    // Whatever we change ourselves may raise no event.
    errands.wish(corp.id(), Errand.Kind.CUSTOMER, pair[1], Map.of());
    return new Ending.Done();
  }
}
