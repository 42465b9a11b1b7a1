package io.liana.channel.wecom;

import io.liana.channel.wecom.Errand.Ending;
import io.liana.channel.wecom.Way.Kind;
import io.liana.channel.wecom.Way.Plan;
import io.liana.channel.wecom.Way.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Has WeCom make, change and delete a way in, and reads what it became. */
@Component
class WayAsking {
  private static final String GROUP = "/externalcontact/groupchat/";
  private static final String STAFF = "/externalcontact/";
  private static final int LIST_AT_ONCE = 1_000;
  private static final Duration LOOK = Duration.ofSeconds(10);
  // WeCom lists what it made within seconds; what is not there after this is not there.
  private static final Duration LOOKED_LONG_ENOUGH = Duration.ofMinutes(2);
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

  private final Api api;
  private final WayStore store;
  private final Ways ways;
  private final Clock clock;

  WayAsking(Api api, WayStore store, Ways ways, Clock clock) {
    this.api = api;
    this.store = store;
    this.ways = ways;
    this.clock = clock;
  }

  Ending run(Corp corp, Errand errand) {
    Way way = store.find(corp.id(), Long.parseLong(errand.subject())).orElse(null);
    if (way == null) {
      return new Ending.Done();
    }
    return switch (way.state()) {
      case DUE -> ask(corp, way);
      case ASKED, DOUBT -> look(corp, way);
      case MADE -> way.fresh() ? read(corp, way) : change(corp, way);
      case CLOSING -> delete(corp, way);
      case ABSENT, REFUSED, CLOSED -> new Ending.Done();
    };
  }

  private Ending ask(Corp corp, Way way) {
    // Without a token nothing was asked, and there is no doubt about it.
    Answer token = api.token(corp);
    if (!(token instanceof Answer.Ok)) {
      return Errands.ending(token);
    }
    if (!store.asking(way, clock.instant())) {
      return new Ending.Later(LOOK); // somebody else is at it
    }
    return switch (api.post(corp, path(way, "add"), body(way))) {
      case Answer.Ok ok -> {
        String config = ok.body().path("config_id").asString("");
        store.made(way, config, picture(ok.body()));
        store.told(way, null);
        yield way.kind() == Kind.GROUP ? readMade(corp, way) : new Ending.Done();
      }
      case Answer.Retry retry -> {
        store.move(way, State.ASKED, State.DUE, retry.evidence());
        yield Errands.ending(retry);
      }
      case Answer.AskHuman human -> {
        store.move(way, State.ASKED, State.DUE, human.evidence());
        yield Errands.ending(human);
      }
      case Answer.GiveUp given -> {
        store.move(way, State.ASKED, State.REFUSED, given.evidence());
        yield new Ending.Done();
      }
      case Answer.Unknown unknown -> {
        store.move(way, State.ASKED, State.DOUBT, unknown.evidence());
        yield new Ending.Later(LOOK);
      }
    };
  }

  private Ending readMade(Corp corp, Way way) {
    return store
        .find(corp.id(), way.id())
        .map(made -> read(corp, made))
        .orElseGet(Ending.Done::new);
  }

  /** WeCom shows the code of a way into a group, and the groups it opened, only when asked. */
  private Ending read(Corp corp, Way way) {
    if (way.kind() == Kind.STAFF) {
      return new Ending.Done();
    }
    Answer answer = api.post(corp, path(way, "get"), config(way));
    if (!(answer instanceof Answer.Ok ok)) {
      return Errands.ending(answer);
    }
    JsonNode shown = ok.body().path("join_way");
    List<String> groups =
        shown.path("chat_id_list").valueStream().map(chat -> chat.asString("")).toList();
    store.read(way, groups, picture(shown), clock.instant());
    return new Ending.Done();
  }

  /** Overwrites everything, so once more does no harm. */
  private Ending change(Corp corp, Way way) {
    Map<String, Object> body = body(way);
    body.putAll(config(way));
    Answer answer = api.post(corp, path(way, "update"), body);
    return switch (answer) {
      case Answer.Ok _ -> {
        store.told(way, null);
        yield new Ending.Later(Duration.ZERO); // reads it, or tells what changed meanwhile
      }
      case Answer.GiveUp given -> {
        store.told(way, given.evidence());
        yield new Ending.Done();
      }
      case Answer.AskHuman human -> {
        store.told(way, human.evidence());
        yield Errands.ending(human);
      }
      case Answer.Retry _, Answer.Unknown _ -> Errands.ending(answer);
    };
  }

  /** What is gone already is deleted too. */
  private Ending delete(Corp corp, Way way) {
    Answer answer =
        way.configId() == null
            ? new Answer.GiveUp(0, "never made")
            : api.post(corp, path(way, "del"), config(way));
    return switch (answer) {
      case Answer.Ok _, Answer.GiveUp _ -> {
        ways.closed(corp, way);
        yield new Ending.Done();
      }
      case Answer.Retry _, Answer.AskHuman _, Answer.Unknown _ -> Errands.ending(answer);
    };
  }

  // ---------------------------------------------------------------- without an answer

  /** Contact ways can be listed: what carries our code is ours. Join ways cannot. */
  private Ending look(Corp corp, Way way) {
    if (way.kind() == Kind.GROUP) {
      store.move(way, State.ASKED, State.DOUBT, "no answer");
      return new Ending.Done();
    }
    Instant asked = Objects.requireNonNull(way.askedAt());
    List<String> candidates = new ArrayList<>();
    Answer listed = list(corp, asked, candidates);
    if (!(listed instanceof Answer.Ok)) {
      return Errands.ending(listed);
    }
    for (String config : candidates) {
      Answer answer = api.post(corp, path(way, "get"), Map.of("config_id", config));
      if (!(answer instanceof Answer.Ok ok)) {
        return Errands.ending(answer);
      }
      JsonNode shown = ok.body().path("contact_way");
      if (shown.path("state").asString("").equals(way.code())) {
        store.made(way, config, picture(shown));
        return new Ending.Done();
      }
    }
    boolean longEnough = clock.instant().isAfter(asked.plus(LOOKED_LONG_ENOUGH));
    store.move(
        way,
        way.state(),
        longEnough ? State.ABSENT : State.DOUBT,
        Objects.requireNonNullElse(way.evidence(), "no answer"));
    return longEnough ? new Ending.Done() : new Ending.Later(LOOK);
  }

  private Answer list(Corp corp, Instant asked, List<String> unknown) {
    return api.pages(
        corp,
        STAFF + "list_contact_way",
        Map.of(
            "start_time", asked.minus(CLOCKS_DIFFER).getEpochSecond(),
            "end_time", clock.instant().plus(CLOCKS_DIFFER).getEpochSecond(),
            "limit", LIST_AT_ONCE),
        "contact_way",
        each -> {
          String config = each.path("config_id").asString("");
          if (!store.knows(corp.id(), config)) {
            unknown.add(config);
          }
        });
  }

  // ---------------------------------------------------------------- words of WeCom

  private static String path(Way way, String verb) {
    return switch (way.kind()) {
      case GROUP -> GROUP + verb + "_join_way";
      case STAFF -> STAFF + verb + "_contact_way";
    };
  }

  private static Map<String, Object> config(Way way) {
    return Map.of("config_id", Objects.requireNonNull(way.configId()));
  }

  private static Map<String, Object> body(Way way) {
    Plan plan = way.plan();
    Map<String, Object> body = new HashMap<>();
    body.put("scene", 2); // a code to scan
    body.put("remark", way.name());
    body.put("state", way.code());
    switch (way.kind()) {
      case GROUP -> {
        body.put("chat_id_list", plan.groups());
        body.put("auto_create_room", plan.grows() ? 1 : 0);
        if (plan.grows()) {
          body.put("room_base_name", plan.baseName());
          body.put("room_base_id", plan.baseNumber());
        }
      }
      case STAFF -> {
        body.put("type", plan.staff().size() == 1 ? 1 : 2);
        body.put("user", plan.staff());
        body.put("skip_verify", !plan.confirms());
      }
    }
    return body;
  }

  /** WeCom tells them with http; its host speaks https too, and a page behind https needs it. */
  private static @Nullable String picture(JsonNode shown) {
    String picture = shown.path("qr_code").asString("").replaceFirst("^http://", "https://");
    return picture.startsWith("https://") ? picture : null;
  }
}
