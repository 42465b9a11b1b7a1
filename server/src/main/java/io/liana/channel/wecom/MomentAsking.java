package io.liana.channel.wecom;

import io.liana.channel.AccountWorkWished;
import io.liana.channel.wecom.Errand.Ending;
import io.liana.channel.wecom.Moment.Hand;
import io.liana.channel.wecom.Moment.Named;
import io.liana.channel.wecom.Moment.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Has WeCom make a moment, once, and follows who published it and what customers did. */
@Component
class MomentAsking {
  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration LOOKED_LONG_ENOUGH = Duration.ofMinutes(10);
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);
  private static final Duration TAPPED_WITHIN = Duration.ofDays(1);
  private static final int JOB_DONE = 3;

  private final Api api;
  private final Attaching attaching;
  private final MomentStore store;
  private final AccountTasks tasks;
  private final TransactionTemplate transaction;
  private final Clock clock;

  MomentAsking(
      Api api,
      Attaching attaching,
      MomentStore store,
      AccountTasks tasks,
      TransactionTemplate transaction,
      Clock clock) {
    this.api = api;
    this.attaching = attaching;
    this.store = store;
    this.tasks = tasks;
    this.transaction = transaction;
    this.clock = clock;
  }

  Ending run(Corp corp, Errand errand) {
    Moment moment = store.find(corp.id(), Long.parseLong(errand.subject())).orElse(null);
    if (moment == null) {
      return new Ending.Done();
    }
    return switch (moment.state()) {
      case DUE -> ask(corp, moment);
      case ASKED, DOUBT -> look(corp, moment);
      case JOB -> result(corp, moment);
      case WAITING -> follow(corp, moment);
      case ABSENT, REFUSED, STOPPED, OVER -> new Ending.Done();
    };
  }

  private Ending ask(Corp corp, Moment moment) {
    // Without a token, or a file, nothing was asked and there is no doubt about it.
    Answer token = api.token(corp);
    if (!(token instanceof Answer.Ok)) {
      return Errands.ending(token);
    }
    Attaching.Said said = attaching.say(corp, moment.attachments(), MediaIds.Place.MOMENTS);
    if (said.failure() instanceof Answer.GiveUp given) {
      store.move(moment, State.DUE, State.REFUSED, given.evidence());
      return new Ending.Done();
    }
    if (!said.complete()) {
      return Errands.ending(said.failure());
    }
    if (!store.asking(moment, clock.instant())) {
      return new Ending.Later(LOOK); // somebody else is at it
    }
    Answer answer =
        api.post(corp, "/externalcontact/add_moment_task", body(moment, said.attachments()));
    return switch (answer) {
      case Answer.Ok ok -> {
        store.job(moment, ok.body().path("jobid").asString(""));
        yield new Ending.Later(LOOK);
      }
      case Answer.Retry _, Answer.AskHuman _ -> {
        store.move(moment, State.ASKED, State.DUE, answer.evidence());
        yield Errands.ending(answer);
      }
      case Answer.GiveUp given when given.code() == Attaching.MEDIA_FORGOTTEN -> {
        attaching.forgotten(corp, moment.attachments());
        store.move(moment, State.ASKED, State.DUE, given.evidence());
        yield new Ending.Again(Duration.ofSeconds(1), given.evidence());
      }
      case Answer.GiveUp given -> {
        store.move(moment, State.ASKED, State.REFUSED, given.evidence());
        yield new Ending.Done();
      }
      case Answer.Unknown unknown -> {
        store.move(moment, State.ASKED, State.DOUBT, unknown.evidence());
        yield new Ending.Later(LOOK);
      }
    };
  }

  private static Map<String, Object> body(Moment moment, List<Map<String, Object>> attachments) {
    Map<String, Object> range = new HashMap<>();
    if (!moment.staff().isEmpty()) {
      range.put("sender_list", Map.of("user_list", moment.staff()));
    }
    if (!moment.tags().isEmpty()) {
      range.put("external_contact_list", Map.of("tag_list", moment.tags()));
    }
    Map<String, Object> body = new HashMap<>();
    body.put("text", Map.of("content", moment.text()));
    body.put("attachments", attachments);
    body.put("visible_range", range);
    return body;
  }

  /** What WeCom's list shows of these words and is nobody else's is ours. */
  private Ending look(Corp corp, Moment moment) {
    Instant asked = Objects.requireNonNull(moment.askedAt());
    List<String> found = new ArrayList<>();
    Answer listed =
        api.pages(
            corp,
            "/externalcontact/get_moment_list",
            Map.of(
                "start_time",
                asked.minus(CLOCKS_DIFFER).getEpochSecond(),
                "end_time",
                clock.instant().plus(CLOCKS_DIFFER).getEpochSecond(),
                "filter_type",
                0, // made by the corporation
                "limit",
                20),
            "moment_list",
            each -> {
              String name = each.path("moment_id").asString("");
              if (each.at("/text/content").asString("").equals(moment.text())
                  && !store.knows(corp.id(), name)) {
                found.add(name);
              }
            });
    if (!(listed instanceof Answer.Ok)) {
      return Errands.ending(listed);
    }
    if (!found.isEmpty()) {
      made(corp, moment, found.getFirst());
      return new Ending.Later(LOOK);
    }
    boolean longEnough = clock.instant().isAfter(asked.plus(LOOKED_LONG_ENOUGH));
    store.move(
        moment,
        moment.state(),
        longEnough ? State.ABSENT : State.DOUBT,
        Objects.requireNonNullElse(moment.evidence(), "no answer"));
    return longEnough ? new Ending.Done() : new Ending.Later(LOOK);
  }

  private Ending result(Corp corp, Moment moment) {
    Answer answer =
        api.get(
            corp,
            "/externalcontact/get_moment_task_result",
            Map.of("jobid", Objects.requireNonNull(moment.job())));
    if (!(answer instanceof Answer.Ok ok)) {
      return Errands.ending(answer);
    }
    if (ok.body().path("status").asInt(0) != JOB_DONE) {
      return new Ending.Later(LOOK);
    }
    JsonNode result = ok.body().path("result");
    int code = result.path("errcode").asInt(0);
    if (code != 0) {
      store.move(moment, State.JOB, State.REFUSED, code + " " + result.path("errmsg").asString(""));
      return new Ending.Done();
    }
    made(corp, moment, result.path("moment_id").asString(""));
    return new Ending.Later(Duration.ZERO);
  }

  private Ending follow(Corp corp, Moment moment) {
    String name = Objects.requireNonNull(moment.moment());
    Map<String, Boolean> tapped = new HashMap<>();
    Answer answer =
        api.pages(
            corp,
            "/externalcontact/get_moment_task",
            Map.of("moment_id", name, "limit", 500),
            "task_list",
            each ->
                tapped.put(
                    each.path("userid").asString(""), each.path("publish_status").asInt(0) == 1));
    if (!(answer instanceof Answer.Ok)) {
      return Errands.ending(answer);
    }
    List<Hand> hands = new ArrayList<>();
    for (var each : tapped.entrySet()) {
      if (each.getValue()) {
        Answer told = published(corp, name, each.getKey(), hands);
        if (!(told instanceof Answer.Ok)) {
          return Errands.ending(told);
        }
      } else {
        hands.add(Hand.waiting(each.getKey()));
      }
    }
    Instant now = clock.instant();
    Duration age = Duration.between(Objects.requireNonNull(moment.askedAt()), now);
    boolean over = age.compareTo(MassAsking.NOBODY_TAPS_ANY_MORE) > 0;
    transaction.executeWithoutResult(status -> write(corp, moment, hands, over, now));
    return over ? new Ending.Done() : new Ending.Later(MassAsking.pause(age));
  }

  /** The task on the desk ends with the last tap, or when nobody taps any more. */
  private void write(Corp corp, Moment moment, List<Hand> hands, boolean over, Instant now) {
    store.read(corp.id(), moment, hands, now);
    boolean all = !hands.isEmpty() && hands.stream().allMatch(Hand::published);
    if (all || over) {
      tasks.end(corp, moment.task(), all, hands.size() == 1 ? hands.getFirst().staff() : null);
    }
    if (over) {
      store.move(moment, State.WAITING, State.OVER, null);
    }
  }

  /** It is on the phones: from now on people are waited for. */
  private void made(Corp corp, Moment moment, String name) {
    transaction.executeWithoutResult(
        status -> {
          store.made(moment, name);
          tasks.wish(corp, moment.task(), AccountWorkWished.Kind.MOMENT, TAPPED_WITHIN);
        });
  }

  private Answer published(Corp corp, String moment, String staff, List<Hand> hands) {
    Map<String, Object> whose = Map.of("moment_id", moment, "userid", staff);
    int[] reached = {0};
    Answer answer =
        api.pages(
            corp,
            "/externalcontact/get_moment_send_result",
            whose,
            "customer_list",
            each -> reached[0]++);
    if (!(answer instanceof Answer.Ok)) {
      return answer;
    }
    Answer heard = api.post(corp, "/externalcontact/get_moment_comments", whose);
    if (heard instanceof Answer.Ok ok) {
      hands.add(
          new Hand(
              staff,
              true,
              reached[0],
              ok.body().path("like_list").size(),
              ok.body().path("comment_list").size(),
              customers(ok.body().path("like_list")),
              customers(ok.body().path("comment_list"))));
    }
    return heard;
  }

  private static List<Named> customers(JsonNode list) {
    return list.valueStream()
        .map(each -> each.path("external_userid").asString(""))
        .filter(id -> !id.isEmpty())
        .distinct()
        .map(id -> new Named(id, null))
        .toList();
  }
}
