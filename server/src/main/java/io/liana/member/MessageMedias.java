package io.liana.member;

import io.liana.channel.ArchivedEvent;
import io.liana.channel.Connector;
import io.liana.channel.MessageMedia;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.GroupId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What was sent with messages, wherever the platform lets us keep it. */
@Component
class MessageMedias {
  private final Map<String, Connector> connectors;
  private final Groups groups;

  MessageMedias(List<Connector> connectors, Groups groups) {
    this.connectors =
        connectors.stream().collect(Collectors.toMap(Connector::platform, Function.identity()));
    this.groups = groups;
  }

  /** By the id of the event; those without are absent. */
  Map<Long, MessageMedia> of(List<ArchivedEvent> events) {
    Map<Long, MessageMedia> media = new HashMap<>();
    Map<GroupId, List<ArchivedEvent>> byGroup =
        events.stream()
            .filter(event -> event.messageKey() != null)
            .collect(Collectors.groupingBy(ArchivedEvent::group));
    byGroup.forEach(
        (id, some) -> {
          GroupView group = groups.get(id);
          Connector connector = connectors.get(group.platform());
          if (connector != null) {
            Map<String, MessageMedia> found =
                connector.media(
                    group.account(),
                    some.stream()
                        .map(event -> Objects.requireNonNull(event.messageKey()))
                        .distinct()
                        .toList());
            for (ArchivedEvent event : some) {
              MessageMedia one = found.get(event.messageKey());
              if (one != null) {
                media.put(event.id(), one);
              }
            }
          }
        });
    return media;
  }

  @Nullable MessageMedia find(GroupView group, String message) {
    Connector connector = connectors.get(group.platform());
    return connector == null
        ? null
        : connector.media(group.account(), List.of(message)).get(message);
  }

  void write(GroupView group, String message, OutputStream out) throws IOException {
    Connector connector = connectors.get(group.platform());
    if (connector != null) {
      connector.writeMedia(group.account(), message, out);
    }
  }
}
