package io.liana.simulate.wecom;

import io.liana.simulate.wecom.WeComSimulator.Asked;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * 客户朋友圈 as WeCom makes them: a job first, then a task on the phones of staff, then what stands in
 * the moments of customers.
 *
 * <p>Faults: {@code moment_job_seconds} (3 unless told), {@code lose_moment_answer} (made, and the
 * answer lost), {@code fail_moment} (the gateway breaks before it arrives), {@code moment_refused}
 * (the job ends with that number).
 */
final class MomentDesk {
  private static final int LONGEST_TEXT = 2_000;

  private static final class Made {
    final String job;
    final String id;
    final String text;
    final Instant at;
    final Instant ready;
    final int refused;
    final Map<String, Boolean> hands = new LinkedHashMap<>(); // published by staff
    final Set<String> likes = new LinkedHashSet<>();
    final Set<String> comments = new LinkedHashSet<>();
    boolean cancelled;

    Made(String job, String id, String text, Instant at, Instant ready, int refused) {
      this.job = job;
      this.id = id;
      this.text = text;
      this.at = at;
      this.ready = ready;
      this.refused = refused;
    }
  }

  private final SimulatedCorp corp;
  private final Map<String, Made> moments = new LinkedHashMap<>();

  MomentDesk(SimulatedCorp corp) {
    this.corp = corp;
  }

  /** Null for a path that is none of ours. */
  @Nullable ObjectNode answer(String path, Asked asked) {
    JsonNode body = asked.body();
    return switch (path) {
      case "/externalcontact/add_moment_task" -> add(body);
      case "/externalcontact/get_moment_task_result" ->
          result(asked.query().getOrDefault("jobid", ""));
      case "/externalcontact/get_moment_list" -> list(body);
      case "/externalcontact/get_moment_task" -> hands(body);
      case "/externalcontact/get_moment_send_result" -> reached(body);
      case "/externalcontact/get_moment_comments" -> comments(body);
      case "/externalcontact/cancel_moment_task" -> {
        find(body).cancelled = true;
        yield Interface.ok();
      }
      default -> null;
    };
  }

  private ObjectNode add(JsonNode body) {
    if (corp.faults.strikes("fail_moment")) {
      throw new IllegalStateException("the gateway broke before it arrived");
    }
    if (body.at("/text/content").asString("").length() > LONGEST_TEXT) {
      throw new Refusal(40058, "text is too long");
    }
    Set<String> kinds = new LinkedHashSet<>();
    body.path("attachments").forEach(each -> kinds.add(each.path("msgtype").asString("")));
    if (kinds.size() > 1) {
      throw new Refusal(40058, "attachments are mixed");
    }
    corp.media.mustKnow(body, true);
    int seconds = corp.faults.value("moment_job_seconds");
    Instant now = corp.world.now();
    var made =
        new Made(
            "job" + corp.world.number(),
            "mom" + corp.world.number(),
            body.at("/text/content").asString(""),
            now,
            now.plusSeconds(seconds == 0 ? 3 : seconds),
            corp.faults.value("moment_refused"));
    JsonNode users = body.at("/visible_range/sender_list/user_list");
    List<String> staff =
        users.isEmpty()
            ? List.copyOf(corp.staff)
            : users.valueStream().map(user -> user.asString("")).toList();
    staff.forEach(user -> made.hands.put(user, false));
    moments.put(made.id, made);
    if (corp.faults.strikes("lose_moment_answer")) {
      throw new IllegalStateException("the answer is lost");
    }
    return Interface.ok().put("jobid", made.job);
  }

  private ObjectNode result(String job) {
    Made made =
        moments.values().stream()
            .filter(each -> each.job.equals(job))
            .findFirst()
            .orElseThrow(() -> new Refusal(40058, "invalid jobid"));
    ObjectNode answer = Interface.ok();
    if (corp.world.now().isBefore(made.ready)) {
      return answer.put("status", 2);
    }
    answer.put("status", 3);
    ObjectNode result = answer.putObject("result").put("errcode", made.refused);
    if (made.refused == 0) {
      result.put("moment_id", made.id);
    }
    return answer;
  }

  private ObjectNode list(JsonNode body) {
    ObjectNode answer = Interface.ok().put("next_cursor", "");
    ArrayNode list = answer.putArray("moment_list");
    moments.values().stream()
        .filter(each -> each.at.getEpochSecond() >= body.path("start_time").asLong(0))
        .filter(each -> each.at.getEpochSecond() <= body.path("end_time").asLong(0))
        .forEach(
            each ->
                list.addObject()
                    .put("moment_id", each.id)
                    .put("create_time", each.at.getEpochSecond())
                    .put("create_type", 0)
                    .putObject("text")
                    .put("content", each.text));
    return answer;
  }

  private ObjectNode hands(JsonNode body) {
    Made made = find(body);
    if (corp.world.now().isBefore(made.ready)) {
      throw new Refusal(41079, "the task is being dispatched");
    }
    ObjectNode answer = Interface.ok().put("next_cursor", "");
    ArrayNode list = answer.putArray("task_list");
    made.hands.forEach(
        (staff, published) ->
            list.addObject().put("userid", staff).put("publish_status", published ? 1 : 0));
    return answer;
  }

  private Made publishedBy(JsonNode body) {
    Made made = find(body);
    if (!made.hands.getOrDefault(body.path("userid").asString(""), false)) {
      throw new Refusal(41062, "the member of staff did not publish it");
    }
    return made;
  }

  private ObjectNode reached(JsonNode body) {
    publishedBy(body);
    ObjectNode answer = Interface.ok().put("next_cursor", "");
    ArrayNode list = answer.putArray("customer_list");
    corp.customers.values().stream()
        .filter(customer -> customer.follows.containsKey(body.path("userid").asString("")))
        .forEach(customer -> list.addObject().put("external_userid", customer.id));
    return answer;
  }

  private ObjectNode comments(JsonNode body) {
    Made made = publishedBy(body);
    ObjectNode answer = Interface.ok();
    ArrayNode comments = answer.putArray("comment_list");
    made.comments.forEach(who -> comments.addObject().put("external_userid", who));
    ArrayNode likes = answer.putArray("like_list");
    made.likes.forEach(who -> likes.addObject().put("external_userid", who));
    return answer;
  }

  private Made find(JsonNode body) {
    Made made = moments.get(body.path("moment_id").asString(""));
    if (made == null) {
      throw new Refusal(40058, "invalid moment_id");
    }
    return made;
  }

  // ---------------------------------------------------------------- people

  /** Publishes everything that waits for them. */
  void publish(String staff) {
    moments.values().stream()
        .filter(each -> !each.cancelled && each.hands.containsKey(staff))
        .forEach(each -> each.hands.put(staff, true));
  }

  void heard(String external, boolean comment) {
    moments.values().forEach(each -> (comment ? each.comments : each.likes).add(external));
  }

  /** For {@code GET /simulator/corps/ID}. */
  void state(ObjectNode state) {
    ArrayNode list = state.putArray("moments");
    moments
        .values()
        .forEach(each -> list.addObject().put("text", each.text).put("cancelled", each.cancelled));
  }
}
