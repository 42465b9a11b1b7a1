package io.liana.channel.wecom;

import io.liana.channel.wecom.TagGroup.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tags of corporations, as WeCom showed them last. */
@Repository
class TagStore {
  private record Line(String group, String groupName, String tag, String name) {}

  private final JdbcClient jdbc;

  TagStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<TagGroup> groups(String corp) {
    Map<String, TagGroup> groups = new LinkedHashMap<>();
    jdbc.sql(
            """
            select g.id as group_id, g.name as group_name, t.id, t.name
              from channel_wecom_tag_group g join channel_wecom_tag t on t.corp = g.corp and t.group_id = g.id
             where g.corp = :corp order by g.position, g.id, t.position, t.id
            """)
        .param("corp", corp)
        .query(
            (row, n) ->
                new Line(
                    row.getString("group_id"),
                    row.getString("group_name"),
                    row.getString("id"),
                    row.getString("name")))
        .list()
        .forEach(
            line ->
                groups
                    .computeIfAbsent(
                        line.group(), id -> new TagGroup(id, line.groupName(), new ArrayList<>()))
                    .tags()
                    .add(new Tag(line.tag(), line.name())));
    return List.copyOf(groups.values());
  }

  /** Everything there is now; in the caller's transaction. */
  void replace(String corp, List<TagGroup> groups) {
    jdbc.sql("delete from channel_wecom_tag_group where corp = :corp").param("corp", corp).update();
    jdbc.sql(
            """
            insert into channel_wecom_tag_group (corp, id, name, position)
            select :corp, g.id, g.name, g.position
              from unnest(cast(:ids as text[]), cast(:names as text[])) with ordinality as g (id, name, position)
            """)
        .param("corp", corp)
        .param("ids", groups.stream().map(TagGroup::id).toArray(String[]::new))
        .param("names", groups.stream().map(TagGroup::name).toArray(String[]::new))
        .update();
    List<Tag> tags = groups.stream().flatMap(group -> group.tags().stream()).toList();
    List<String> of =
        groups.stream()
            .flatMap(group -> IntStream.range(0, group.tags().size()).mapToObj(i -> group.id()))
            .toList();
    jdbc.sql(
            """
            insert into channel_wecom_tag (corp, id, group_id, name, position)
            select :corp, t.id, t.group_id, t.name, t.position
              from unnest(cast(:ids as text[]), cast(:groups as text[]), cast(:names as text[])) with ordinality as t (id, group_id, name, position)
            """)
        .param("corp", corp)
        .param("ids", tags.stream().map(Tag::id).toArray(String[]::new))
        .param("groups", of.toArray(String[]::new))
        .param("names", tags.stream().map(Tag::name).toArray(String[]::new))
        .update();
  }
}
