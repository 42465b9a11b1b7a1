package io.liana.channel.wecom;

import io.liana.channel.wecom.Errand.Ending;
import io.liana.channel.wecom.MassSend.Fate;
import io.liana.channel.wecom.MassSend.Kind;
import io.liana.channel.wecom.MassSend.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads what others in the corporation sent: it uses up the same quotas. */
@Component
class MassSpent {
  static final Duration PERIOD = Duration.ofHours(6);
  private static final String LIST = "/externalcontact/get_groupmsg_list_v2";
  private static final int LIST_AT_ONCE = 100;
  private static final int ALL = 2; // made by the corporation and by its staff
  // A month is the longest WeCom lists at once, and the longest a quota counts.
  private static final Duration BACK = Duration.ofDays(31);
  // Who has not tapped by then hardly will; a later tap is only missed here, not at WeCom.
  private static final Duration STILL_CHANGES = Duration.ofDays(3);

  private final Api api;
  private final MassStore store;
  private final MassSpentStore spent;
  private final MassResults results;
  private final Clock clock;

  MassSpent(Api api, MassStore store, MassSpentStore spent, MassResults results, Clock clock) {
    this.api = api;
    this.store = store;
    this.spent = spent;
    this.results = results;
    this.clock = clock;
  }

  Ending read(Corp corp) {
    for (Kind kind : Kind.values()) {
      Answer answer = read(corp, kind);
      if (!(answer instanceof Answer.Ok)) {
        return Errands.ending(answer);
      }
    }
    return new Ending.Later(PERIOD);
  }

  private Answer read(Corp corp, Kind kind) {
    Instant now = clock.instant();
    String cursor = "";
    while (true) {
      Map<String, Object> body = new HashMap<>();
      body.put("chat_type", kind.chatType());
      body.put("start_time", now.minus(BACK).getEpochSecond());
      body.put("end_time", now.getEpochSecond());
      body.put("filter_type", ALL);
      body.put("limit", LIST_AT_ONCE);
      body.put("cursor", cursor);
      Answer answer = api.post(corp, LIST, body);
      if (!(answer instanceof Answer.Ok ok)) {
        return answer;
      }
      for (JsonNode task : ok.body().path("group_msg_list")) {
        Answer told = read(corp, kind, task, now);
        if (!(told instanceof Answer.Ok)) {
          return told;
        }
      }
      String next = ok.body().path("next_cursor").asString("");
      if (next.isEmpty() || next.equals(cursor)) {
        return answer;
      }
      cursor = next;
    }
  }

  private Answer read(Corp corp, Kind kind, JsonNode task, Instant now) {
    String msgid = task.path("msgid").asString("");
    Instant made = Instant.ofEpochSecond(task.path("create_time").asLong(0));
    boolean old = made.isBefore(now.minus(STILL_CHANGES));
    if (store.knows(corp.id(), msgid) || old && spent.counted(corp.id(), msgid)) {
      return new Answer.Ok(task);
    }
    List<Result> told = new ArrayList<>();
    Answer answer = results.ask(corp, msgid, told);
    if (answer instanceof Answer.Ok) {
      List<Result> sent = told.stream().filter(each -> each.fate() == Fate.SENT).toList();
      spent.add(corp.id(), kind, msgid, sent, now);
    }
    return answer;
  }
}
