package io.liana.simulate.wecom;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What WeCom counts for each owner of groups: whole days, from yesterday back to the 180th. */
final class Figures {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final int MOST_DAYS = 30;
  private static final int OLDEST = 180;

  private record Answers(double percentage, int minutes) {}

  private record Said(String chat, String who, Instant at) {}

  private final SimulatedCorp corp;
  private final List<Said> said = new ArrayList<>();
  private final List<Said> lost = new ArrayList<>();
  private final Map<String, Answers> answers = new HashMap<>();

  Figures(SimulatedCorp corp) {
    this.corp = corp;
  }

  void said(String chat, String who) {
    said.add(new Said(chat, who, corp.world.now()));
  }

  /** Null for a path that is none of ours. */
  @Nullable ObjectNode answer(String path, JsonNode body) {
    return switch (path) {
      case "/externalcontact/groupchat/statistic" -> byOwner(body);
      case "/externalcontact/get_user_behavior_data" -> behavior(body);
      default -> null;
    };
  }

  void lost(String staff) {
    lost.add(new Said("", staff, corp.world.now()));
  }

  /** How they answer from now on; what WeCom measures, nobody here does. */
  void answers(String staff, double percentage, int minutes) {
    answers.put(staff, new Answers(percentage, minutes));
  }

  /** By day; of several people one sum, as WeCom tells it. */
  private ObjectNode behavior(JsonNode body) {
    LocalDate first = day(body.path("start_time").asLong(0));
    LocalDate last = day(body.path("end_time").asLong(0));
    mustBeCounted(first, last);
    List<String> staff = body.path("userid").valueStream().map(u -> u.asString("")).toList();
    if (staff.isEmpty() || staff.size() > 100) {
      throw new Refusal(40058, "userid has 1 to 100 entries");
    }
    ObjectNode answer = Interface.ok();
    ArrayNode days = answer.putArray("behavior_data");
    first.datesUntil(last.plusDays(1)).forEach(day -> behavior(days.addObject(), staff, day));
    return answer;
  }

  private void behavior(ObjectNode line, List<String> staff, LocalDate day) {
    List<Said> theirs =
        said.stream()
            .filter(s -> staff.contains(s.who()) && day(s.at().getEpochSecond()).equals(day))
            .toList();
    line.put("stat_time", day.atStartOfDay(CHINA).toEpochSecond())
        .put("chat_cnt", theirs.stream().map(Said::chat).distinct().count())
        .put("message_cnt", theirs.size())
        .put(
            "negative_feedback_cnt",
            lost.stream()
                .filter(s -> staff.contains(s.who()) && day(s.at().getEpochSecond()).equals(day))
                .count())
        .put("new_apply_cnt", 0)
        .put(
            "new_contact_cnt",
            corp.customers.values().stream()
                .flatMap(customer -> customer.follows.entrySet().stream())
                .filter(follow -> staff.contains(follow.getKey()))
                .filter(follow -> day(follow.getValue().since.getEpochSecond()).equals(day))
                .count());
    Answers how = theirs.isEmpty() ? null : answers.get(theirs.getFirst().who());
    if (how != null) {
      line.put("reply_percentage", how.percentage()).put("avg_reply_time", how.minutes());
    }
  }

  private void mustBeCounted(LocalDate first, LocalDate last) {
    LocalDate today = day(corp.world.now().getEpochSecond());
    if (!last.isBefore(today)
        || first.isBefore(today.minusDays(OLDEST))
        || last.isBefore(first)
        || last.isAfter(first.plusDays(MOST_DAYS - 1))) {
      throw new Refusal(40058, "invalid time");
    }
  }

  private ObjectNode byOwner(JsonNode body) {
    LocalDate first = day(body.path("day_begin_time").asLong(0));
    LocalDate last = body.has("day_end_time") ? day(body.path("day_end_time").asLong(0)) : first;
    JsonNode owners = body.path("owner_filter").path("userid_list");
    mustBeCounted(first, last);
    if (owners.size() > 100) {
      throw new Refusal(40058, "too many owners");
    }
    ObjectNode answer = Interface.ok();
    ArrayNode items = answer.putArray("items");
    for (JsonNode owner : owners) {
      List<SimulatedChat> chats =
          corp.chats.values().stream()
              .filter(chat -> chat.owner.equals(owner.asString("")) && !chat.dismissed)
              .filter(chat -> !day(chat.created.getEpochSecond()).isAfter(last))
              .toList();
      if (!chats.isEmpty()) {
        ObjectNode item = items.addObject().put("owner", owner.asString(""));
        data(item.putObject("data"), chats, first, last);
      }
    }
    return answer.put("total", items.size()).put("next_offset", items.size());
  }

  private void data(ObjectNode data, List<SimulatedChat> chats, LocalDate first, LocalDate last) {
    List<Said> heard =
        said.stream()
            .filter(s -> chats.stream().anyMatch(chat -> chat.id.equals(s.chat())))
            .filter(s -> within(s.at(), first, last))
            .toList();
    List<SimulatedChat.Seat> seats =
        chats.stream()
            .flatMap(chat -> chat.members.values().stream())
            .filter(seat -> !day(seat.joined().getEpochSecond()).isAfter(last))
            .toList();
    data.put("new_chat_cnt", chats.stream().filter(c -> within(c.created, first, last)).count())
        .put("chat_total", chats.size())
        .put("chat_has_msg", heard.stream().map(Said::chat).distinct().count())
        .put("new_member_cnt", seats.stream().filter(s -> within(s.joined(), first, last)).count())
        .put("member_total", seats.size())
        .put("member_has_msg", heard.stream().map(Said::who).distinct().count())
        .put("msg_total", heard.size());
  }

  private static boolean within(Instant at, LocalDate first, LocalDate last) {
    LocalDate day = day(at.getEpochSecond());
    return !day.isBefore(first) && !day.isAfter(last);
  }

  private static LocalDate day(long seconds) {
    return Instant.ofEpochSecond(seconds).atZone(CHINA).toLocalDate();
  }
}
