package io.liana.channel.wecom;

import io.liana.channel.Person.Role;
import io.liana.channel.Storable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A customer group: as we know it, or as WeCom's read model shows it, which lags an event by
 * seconds.
 *
 * @param version WeCom's member_version; empty where we never read it
 * @param members by user id
 */
record Chat(
    String id,
    String name,
    String owner,
    List<String> admins,
    String version,
    Map<String, Seat> members) {

  /**
   * @param scene 1 invited, 2 by a link, 3 scanned; null where nobody says
   * @param state of the join way they scanned
   */
  record Seat(
      String user,
      boolean staff,
      @Nullable String name,
      Instant joinedAt,
      @Nullable Integer scene,
      @Nullable String state,
      @Nullable String invitor) {}

  /**
   * One event of a group that is not applied yet.
   *
   * @param id the inbox id of its callback
   * @param change create, dismiss, or WeCom's UpdateDetail
   * @param last the version before; empty where the callback does not say
   */
  record Change(
      long id,
      Instant at,
      String change,
      @Nullable Integer scene,
      List<String> users,
      String last,
      String current) {
    boolean joins() {
      return change.equals("add_member");
    }

    boolean leaves() {
      return change.equals("del_member");
    }

    boolean listed() {
      return !users.isEmpty();
    }
  }

  static Chat unknown(String id) {
    return new Chat(id, "", "", List.of(), "", Map.of());
  }

  Role role(String user) {
    return user.equals(owner) ? Role.OWNER : admins.contains(user) ? Role.ADMIN : Role.MEMBER;
  }

  /** What groupchat/get answered. */
  static Chat read(JsonNode answer) {
    JsonNode chat = answer.path("group_chat");
    Map<String, Seat> members = new HashMap<>();
    for (JsonNode member : chat.path("member_list")) {
      String user = member.path("userid").asString("");
      members.put(
          user,
          new Seat(
              user,
              member.path("type").asInt(2) == 1,
              filled(member.path("name").asString("")),
              Instant.ofEpochSecond(member.path("join_time").asLong(0)),
              member.has("join_scene") ? member.path("join_scene").asInt(0) : null,
              filled(member.path("state").asString("")),
              filled(member.at("/invitor/userid").asString(""))));
    }
    return new Chat(
        chat.path("chat_id").asString(""),
        Storable.text(chat.path("name").asString("")),
        chat.path("owner").asString(""),
        chat.path("admin_list").valueStream().map(a -> a.path("userid").asString("")).toList(),
        chat.path("member_version").asString(""),
        Map.copyOf(members));
  }

  private static @Nullable String filled(String text) {
    return text.isBlank() ? null : Storable.text(text);
  }
}
