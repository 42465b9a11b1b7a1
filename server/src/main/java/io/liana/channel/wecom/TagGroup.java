package io.liana.channel.wecom;

import io.liana.channel.Storable;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Tags of a corporation that belong together, in its order. */
record TagGroup(String id, String name, List<Tag> tags) {
  record Tag(String id, String name) {}

  /** What get_corp_tag_list or add_corp_tag answered, without what is deleted. */
  static List<TagGroup> read(JsonNode groups) {
    return inOrder(groups).stream()
        .map(
            group ->
                new TagGroup(
                    group.path("group_id").asString(""),
                    Storable.text(group.path("group_name").asString("")),
                    inOrder(group.path("tag")).stream()
                        .map(
                            tag ->
                                new Tag(
                                    tag.path("id").asString(""),
                                    Storable.text(tag.path("name").asString(""))))
                        .toList()))
        .toList();
  }

  /** WeCom shows the larger order first. */
  private static List<JsonNode> inOrder(JsonNode list) {
    return list.valueStream()
        .filter(each -> !each.path("deleted").asBoolean(false))
        .sorted(Comparator.comparingLong((JsonNode each) -> -each.path("order").asLong(0)))
        .toList();
  }
}
