package io.liana.channel.wecom;

import io.liana.channel.CommandSeenDone;
import io.liana.channel.wecom.MassSend.Fate;
import io.liana.channel.wecom.MassSend.Part;
import io.liana.channel.wecom.MassSend.Result;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Reads how far a mass send is: who tapped, and what became of every target. */
@Component
class MassResults {
  private static final int AT_ONCE = 1_000;

  private final Api api;
  private final MassStore store;
  private final MassContents contents;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  MassResults(
      Api api,
      MassStore store,
      MassContents contents,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.api = api;
    this.store = store;
    this.contents = contents;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Reads a part and writes down what changed. */
  Answer read(Corp corp, Part part) {
    List<Result> results = new ArrayList<>();
    Answer answer = ask(corp, Objects.requireNonNull(part.msgid()), results);
    if (answer instanceof Answer.Ok) {
      transaction.executeWithoutResult(status -> write(corp, part, results));
    }
    return answer;
  }

  private void write(Corp corp, Part part, List<Result> results) {
    Instant now = clock.instant();
    List<CustomerArms.Sent> sent = store.results(part, results, now);
    store.read(part, now);
    MassSend mass = store.get(part.mass());
    if (!sent.isEmpty() && mass.trial() != null) {
      contents.sent(mass.trial(), sent);
    }
    String command = mass.command();
    if (!sent.isEmpty() && command != null) {
      String staff =
          results.stream()
              .filter(each -> each.fate() == Fate.SENT)
              .map(Result::staff)
              .findFirst()
              .orElse("");
      events.publishEvent(new CommandSeenDone(command, Corps.PLATFORM, corp.staffKey(staff), now));
    }
  }

  /** Everything WeCom tells of a task; {@link Answer.Ok} when all pages came. */
  Answer ask(Corp corp, String msgid, List<Result> results) {
    List<String> staff = new ArrayList<>();
    Answer answer =
        api.pages(
            corp,
            "/externalcontact/get_groupmsg_task",
            Map.of("msgid", msgid, "limit", AT_ONCE),
            "task_list",
            task -> staff.add(task.path("userid").asString("")));
    // One target may be shown under several members of staff; the one who sent it says more.
    Map<String, Result> best = new HashMap<>();
    for (String user : staff) {
      if (!(answer instanceof Answer.Ok)) {
        return answer;
      }
      answer =
          api.pages(
              corp,
              "/externalcontact/get_groupmsg_send_result",
              Map.of("msgid", msgid, "userid", user, "limit", AT_ONCE),
              "send_list",
              line -> best.merge(target(line), result(user, line), MassResults::better));
    }
    results.addAll(best.values());
    return answer;
  }

  private static String target(JsonNode line) {
    String customer = line.path("external_userid").asString("");
    return customer.isEmpty() ? line.path("chat_id").asString("") : customer;
  }

  private static Result result(String user, JsonNode line) {
    long at = line.path("send_time").asLong(0);
    return new Result(
        target(line),
        user,
        Fate.of(line.path("status").asInt(0)),
        at == 0 ? null : Instant.ofEpochSecond(at));
  }

  /** Sent, then still waiting, then why not. */
  private static Result better(Result one, Result other) {
    return rank(other) < rank(one) ? other : one;
  }

  private static int rank(Result result) {
    return switch (result.fate()) {
      case SENT -> 0;
      case WAITING -> 1;
      case OVER_QUOTA -> 2;
      case NOT_FRIEND -> 3;
    };
  }
}
