package io.liana.simulate.wecom;

import io.liana.simulate.wecom.SimulatedCorp.Follow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tags as WeCom keeps them: an app edits and deletes only its own, no group is empty, and of two
 * marks of one customer at the same time one is lost.
 *
 * <p>Fault: {@code mark_ms} (a mark takes so long).
 */
final class TagDesk {
  private static final int LONGEST = 30;
  private static final int MOST = 10_000;
  private static final int MOST_OF_A_PAIR = 3_000;

  private record Tag(String id, String name, long order, boolean ours) {}

  private static final class Group {
    final String id;
    String name;
    final boolean ours;
    final Map<String, Tag> tags = new LinkedHashMap<>();

    Group(String id, String name, boolean ours) {
      this.id = id;
      this.name = name;
      this.ours = ours;
    }

    Tag tag(String id) {
      Tag tag = tags.get(id);
      if (tag == null) {
        throw new Refusal(40068, "invalid tagid");
      }
      return tag;
    }
  }

  private final SimulatedCorp corp;
  private final Map<String, Group> groups = new LinkedHashMap<>();

  TagDesk(SimulatedCorp corp) {
    this.corp = corp;
  }

  /** Null for a path that is none of ours. */
  @Nullable ObjectNode answer(String path, JsonNode body) {
    return switch (path) {
      case "/externalcontact/get_corp_tag_list" -> list(body);
      case "/externalcontact/add_corp_tag" -> add(body, true);
      case "/externalcontact/edit_corp_tag" -> edit(body, true);
      case "/externalcontact/del_corp_tag" -> delete(body, true);
      default -> null;
    };
  }

  private ObjectNode list(JsonNode body) {
    List<String> groupIds = texts(body.path("group_id"));
    List<String> tagIds = groupIds.isEmpty() ? texts(body.path("tag_id")) : List.of();
    ObjectNode answer = Interface.ok();
    ArrayNode shown = answer.putArray("tag_group");
    for (Group group : groups.values()) {
      boolean asked = groupIds.isEmpty() || groupIds.contains(group.id);
      List<Tag> tags =
          group.tags.values().stream()
              .filter(tag -> tagIds.isEmpty() || tagIds.contains(tag.id()))
              .toList();
      if (asked && !tags.isEmpty()) {
        show(shown, group, tags);
      }
    }
    return answer;
  }

  private static void show(ArrayNode shown, Group group, List<Tag> tags) {
    ObjectNode one = shown.addObject().put("group_id", group.id).put("group_name", group.name);
    ArrayNode list = one.put("order", 0).putArray("tag");
    tags.forEach(
        tag ->
            list.addObject().put("id", tag.id()).put("name", tag.name()).put("order", tag.order()));
  }

  private ObjectNode add(JsonNode body, boolean ours) {
    List<String> names =
        body.path("tag").valueStream().map(tag -> tag.path("name").asString("")).toList();
    String groupName = body.path("group_name").asString("");
    if (names.isEmpty() || names.stream().anyMatch(name -> name.isEmpty() || longName(name))) {
      throw new Refusal(40058, "a tag has a name of up to 30 characters");
    }
    Group group = groups.get(body.path("group_id").asString(""));
    if (group == null && body.has("group_id")) {
      throw new Refusal(40068, "invalid tag group id");
    }
    if (group == null) {
      if (groupName.isEmpty() || longName(groupName)) {
        throw new Refusal(40058, "group_name has up to 30 characters");
      }
      group =
          groups.values().stream()
              .filter(each -> each.name.equals(groupName))
              .findFirst()
              .orElseGet(() -> new Group("et-g" + corp.world.number(), groupName, ours));
    }
    if (all() + names.size() > MOST) {
      throw new Refusal(40071, "too many tags");
    }
    groups.put(group.id, group);
    for (JsonNode given : body.path("tag")) {
      String name = given.path("name").asString("");
      if (group.tags.values().stream().noneMatch(tag -> tag.name().equals(name))) {
        String id = "et-" + corp.world.number();
        group.tags.put(id, new Tag(id, name, given.path("order").asLong(0), ours));
      }
    }
    ObjectNode answer = Interface.ok();
    var shown = Interface.JSON.createArrayNode();
    show(shown, group, List.copyOf(group.tags.values()));
    answer.set("tag_group", shown.get(0));
    return answer;
  }

  private ObjectNode edit(JsonNode body, boolean ours) {
    String id = body.path("id").asString("");
    String name = body.path("name").asString("");
    if (longName(name)) {
      throw new Refusal(40058, "name has up to 30 characters");
    }
    Group group = groups.get(id);
    if (group != null) {
      mine(group.ours, ours);
      group.name = name.isEmpty() ? group.name : name;
      return Interface.ok();
    }
    Group of = groupOf(id);
    Tag tag = of.tag(id);
    mine(tag.ours(), ours);
    long order = body.has("order") ? body.path("order").asLong() : tag.order();
    of.tags.put(id, new Tag(id, name.isEmpty() ? tag.name() : name, order, tag.ours()));
    return Interface.ok();
  }

  private ObjectNode delete(JsonNode body, boolean ours) {
    List<String> gone = new ArrayList<>();
    for (String id : texts(body.path("group_id"))) {
      Group group = groups.get(id);
      if (group != null) {
        mine(group.ours, ours);
        gone.addAll(group.tags.keySet());
        groups.remove(id);
      }
    }
    for (String id : texts(body.path("tag_id"))) {
      Group group = groupOf(id);
      mine(group.tag(id).ours(), ours);
      group.tags.remove(id);
      gone.add(id);
      if (group.tags.isEmpty()) {
        groups.remove(group.id);
      }
    }
    corp.customers
        .values()
        .forEach(customer -> customer.follows.values().forEach(f -> f.tags.removeAll(gone)));
    return Interface.ok();
  }

  /** What an administrator does with tags, and the event that tells of it. */
  String act(JsonNode body) {
    String how = body.path("how").asString("");
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("ChangeType", how);
    switch (how) {
      case "create" -> {
        JsonNode made = add(body, false).path("tag_group");
        fields.put("Id", made.path("group_id").asString(""));
        fields.put("TagType", "tag_group");
      }
      case "update" -> {
        edit(body, false);
        fields.put("Id", body.path("id").asString(""));
        fields.put(
            "TagType", groups.containsKey(body.path("id").asString("")) ? "tag_group" : "tag");
      }
      case "delete" -> {
        boolean group = !body.path("group_id").isEmpty();
        fields.put("Id", body.path(group ? "group_id" : "tag_id").path(0).asString(""));
        fields.put("TagType", group ? "tag_group" : "tag");
        delete(body, false);
      }
      case "shuffle" -> {
        long order = 0;
        for (String id : texts(body.path("tags"))) { // the first is shown last
          Group group = groupOf(id);
          Tag tag = group.tag(id);
          group.tags.put(id, new Tag(id, tag.name(), ++order, tag.ours()));
        }
        fields.put("Id", groupOf(body.path("tags").path(0).asString("")).id);
      }
      default -> throw new IllegalArgumentException("nobody can " + how + " tags");
    }
    return Events.xml(corp, "change_external_tag", fields, "");
  }

  /** Reads, thinks, writes: what somebody else wrote in between is lost. */
  ObjectNode mark(JsonNode body) throws InterruptedException {
    Set<String> tags;
    synchronized (corp) {
      tags = new LinkedHashSet<>(pair(body).tags);
    }
    int slow = corp.faults.value("mark_ms");
    if (slow > 0) {
      TimeUnit.MILLISECONDS.sleep(slow);
    }
    synchronized (corp) {
      tags.addAll(texts(body.path("add_tag")));
      texts(body.path("remove_tag")).forEach(tags::remove);
      if (tags.size() > MOST_OF_A_PAIR) {
        throw new Refusal(40071, "too many tags of one customer");
      }
      Follow follow = pair(body);
      follow.tags.clear();
      follow.tags.addAll(tags);
    }
    return Interface.ok();
  }

  private Follow pair(JsonNode body) {
    Follow follow =
        corp.customer(body.path("external_userid").asString(""))
            .follows
            .get(body.path("userid").asString(""));
    if (follow == null) {
      throw new Refusal(84061, "not external contact");
    }
    return follow;
  }

  private static void mine(boolean made, boolean asked) {
    if (asked && !made) {
      throw new Refusal(
          81011, "no permission for this tag: another app or an administrator made it");
    }
  }

  private Group groupOf(String tag) {
    return groups.values().stream()
        .filter(group -> group.tags.containsKey(tag))
        .findFirst()
        .orElseThrow(() -> new Refusal(40068, "invalid tagid"));
  }

  private int all() {
    return groups.values().stream().mapToInt(group -> group.tags.size()).sum();
  }

  private static boolean longName(String name) {
    return name.codePointCount(0, name.length()) > LONGEST;
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(each -> each.asString("")).toList();
  }
}
