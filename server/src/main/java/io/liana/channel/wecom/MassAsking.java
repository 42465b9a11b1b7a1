package io.liana.channel.wecom;

import io.liana.channel.wecom.Errand.Ending;
import io.liana.channel.wecom.MassSend.Part;
import io.liana.channel.wecom.MassSend.Result;
import io.liana.channel.wecom.MassSend.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Has WeCom put a part on the phones, once, and follows it until nothing of it waits. */
@Component
class MassAsking {
  private static final String ADD = "/externalcontact/add_msg_template";
  private static final String LIST = "/externalcontact/get_groupmsg_list_v2";
  private static final int ALL_OVER_QUOTA = 41048;
  private static final int LIST_AT_ONCE = 100;
  private static final Duration LOOK = Duration.ofSeconds(10);
  // WeCom lists a task within seconds; what is not there after this is not there.
  private static final Duration LOOKED_LONG_ENOUGH = Duration.ofMinutes(10);
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);
  // People tap in the first minutes or much later; nobody taps after a month.
  static final Duration NOBODY_TAPS_ANY_MORE = Duration.ofDays(30);

  private final Api api;
  private final MassStore store;
  private final MassResults results;
  private final Attaching attaching;
  private final Clock clock;

  MassAsking(Api api, MassStore store, MassResults results, Attaching attaching, Clock clock) {
    this.api = api;
    this.store = store;
    this.results = results;
    this.attaching = attaching;
    this.clock = clock;
  }

  Ending run(Corp corp, Errand errand) {
    Part part = store.part(corp.id(), Long.parseLong(errand.subject())).orElse(null);
    if (part == null) {
      return new Ending.Done();
    }
    return switch (part.state()) {
      case DUE -> ask(corp, part);
      case ASKED, DOUBT -> look(corp, part);
      case WAITING -> follow(corp, part);
      case ABSENT, REFUSED, STOPPED, OVER -> new Ending.Done();
    };
  }

  private Ending ask(Corp corp, Part part) {
    // Without a token nothing was asked, and there is no doubt about it.
    Answer token = api.token(corp);
    if (!(token instanceof Answer.Ok)) {
      return Errands.ending(token);
    }
    MassSend mass = store.get(part.mass());
    Attaching.Said attached = attaching.say(corp, mass.attachments(), MediaIds.Place.MESSAGES);
    if (!attached.complete()) {
      return notUploaded(part, attached.failure());
    }
    List<String> targets = store.targets(part.id());
    if (!store.asking(part, clock.instant())) {
      return new Ending.Later(LOOK); // somebody else is at it
    }
    return switch (api.post(corp, ADD, body(mass, part, targets, attached.attachments()))) {
      case Answer.Ok ok -> asked(part, ok.body());
      case Answer.Retry retry -> {
        store.move(part, State.ASKED, State.DUE, retry.evidence());
        yield Errands.ending(retry);
      }
      case Answer.AskHuman human -> {
        store.move(part, State.ASKED, State.DUE, human.evidence());
        yield Errands.ending(human);
      }
      case Answer.GiveUp given when given.code() == Attaching.MEDIA_FORGOTTEN -> {
        attaching.forgotten(corp, mass.attachments());
        store.move(part, State.ASKED, State.DUE, given.evidence());
        yield new Ending.Again(Duration.ofSeconds(1), given.evidence());
      }
      case Answer.GiveUp given -> {
        String end = given.code() == ALL_OVER_QUOTA ? "over_quota" : "not_sent";
        store.endTargets(part, null, end);
        store.move(part, State.ASKED, State.REFUSED, given.evidence());
        yield new Ending.Done();
      }
      case Answer.Unknown unknown -> {
        store.move(part, State.ASKED, State.DOUBT, unknown.evidence());
        yield new Ending.Later(LOOK);
      }
    };
  }

  /** WeCom takes a file or not, whoever it is for; nothing was asked yet. */
  private Ending notUploaded(Part part, Answer failure) {
    if (failure instanceof Answer.GiveUp given) {
      store.endTargets(part, null, "not_sent");
      store.move(part, State.DUE, State.REFUSED, given.evidence());
      return new Ending.Done();
    }
    return Errands.ending(failure);
  }

  private Ending asked(Part part, JsonNode body) {
    List<String> failed =
        body.path("fail_list").valueStream().map(each -> each.asString("")).toList();
    store.endTargets(part, failed, "not_friend");
    store.waiting(part, body.path("msgid").asString(""));
    return new Ending.Later(LOOK);
  }

  private static Map<String, Object> body(
      MassSend mass, Part part, List<String> targets, List<Map<String, Object>> attachments) {
    Map<String, Object> body = new HashMap<>();
    body.put("chat_type", mass.kind().chatType());
    switch (mass.kind()) {
      case CUSTOMERS -> body.put("external_userid", targets);
      case GROUPS -> body.put("chat_id_list", targets);
    }
    if (part.sender() != null) {
      body.put("sender", part.sender());
    }
    body.put("text", Map.of("content", mass.text()));
    if (!attachments.isEmpty()) {
      body.put("attachments", attachments);
    }
    return body;
  }

  // ---------------------------------------------------------------- without an answer

  /** Looks for the task in WeCom's own list; what is found is ours, what is not is for a person. */
  private Ending look(Corp corp, Part part) {
    Instant asked = Objects.requireNonNull(part.askedAt());
    MassSend mass = store.get(part.mass());
    List<String> candidates = new ArrayList<>();
    Answer listed = list(corp, mass, asked, candidates);
    if (!(listed instanceof Answer.Ok)) {
      return Errands.ending(listed);
    }
    Set<String> targets = new HashSet<>(store.targets(part.id()));
    for (String msgid : candidates) {
      List<Result> told = new ArrayList<>();
      Answer answer = results.ask(corp, msgid, told);
      if (!(answer instanceof Answer.Ok)) {
        return Errands.ending(answer);
      }
      if (!told.isEmpty() && told.stream().allMatch(each -> targets.contains(each.target()))) {
        store.waiting(part, msgid);
        return new Ending.Later(LOOK);
      }
    }
    boolean longEnough = clock.instant().isAfter(asked.plus(LOOKED_LONG_ENOUGH));
    store.move(
        part,
        part.state(),
        longEnough ? State.ABSENT : State.DOUBT,
        Objects.requireNonNullElse(part.evidence(), "no answer"));
    return longEnough ? new Ending.Done() : new Ending.Later(LOOK);
  }

  /** Tasks of these words made since, that are nobody else's. */
  private Answer list(Corp corp, MassSend mass, Instant asked, List<String> found) {
    Map<String, Object> what =
        Map.of(
            "chat_type", mass.kind().chatType(),
            "start_time", asked.minus(CLOCKS_DIFFER).getEpochSecond(),
            "end_time", clock.instant().plus(CLOCKS_DIFFER).getEpochSecond(),
            "filter_type", 0, // made by the corporation, not by a member of staff
            "limit", LIST_AT_ONCE);
    return api.pages(
        corp,
        LIST,
        what,
        "group_msg_list",
        each -> {
          String msgid = each.path("msgid").asString("");
          if (each.at("/text/content").asString("").equals(mass.text())
              && !store.knows(corp.id(), msgid)) {
            found.add(msgid);
          }
        });
  }

  // ---------------------------------------------------------------- on the phones

  private Ending follow(Corp corp, Part part) {
    Answer answer = results.read(corp, part);
    if (!(answer instanceof Answer.Ok)) {
      return Errands.ending(answer);
    }
    Instant asked = Objects.requireNonNull(part.askedAt());
    Duration age = Duration.between(asked, clock.instant());
    if (age.compareTo(NOBODY_TAPS_ANY_MORE) > 0) {
      store.endTargets(part, null, "not_sent");
      store.move(part, State.WAITING, State.OVER, null);
    }
    boolean over =
        store.part(corp.id(), part.id()).filter(now -> now.state() == State.WAITING).isEmpty();
    return over ? new Ending.Done() : new Ending.Later(pause(age));
  }

  /** How long to wait before looking again at something of this age. */
  static Duration pause(Duration age) {
    return age.toMinutes() < 15
        ? Duration.ofMinutes(1)
        : age.toHours() < 4
            ? Duration.ofMinutes(5)
            : age.toDays() < 2 ? Duration.ofMinutes(30) : Duration.ofHours(6);
  }
}
