package io.liana.channel.wecom;

import io.liana.channel.wecom.Errand.Ending;
import io.liana.channel.wecom.MassSend.Fate;
import io.liana.channel.wecom.MassSend.Kind;
import io.liana.channel.wecom.MassSend.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    Map<String, Object> what =
        Map.of(
            "chat_type", kind.chatType(),
            "start_time", now.minus(BACK).getEpochSecond(),
            "end_time", now.getEpochSecond(),
            "filter_type", ALL,
            "limit", LIST_AT_ONCE);
    List<JsonNode> tasks = new ArrayList<>();
    Answer answer = api.pages(corp, LIST, what, "group_msg_list", tasks::add);
    for (JsonNode task : tasks) {
      if (answer instanceof Answer.Ok) {
        answer = read(corp, kind, task, now);
      }
    }
    return answer;
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
