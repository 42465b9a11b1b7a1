package io.liana.desk;

import io.liana.channel.CardEnded;
import io.liana.channel.CardWished;
import io.liana.channel.Connector;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.delivery.DeliveryListing;
import io.liana.kernel.MemberId;
import io.liana.member.Members;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Has tasks brought to those who can do them on the platform itself, where it takes cards. */
@Component
class TaskCards {
  private final Map<String, Connector> connectors;
  private final Groups groups;
  private final Members members;
  private final DeliveryListing deliveries;
  private final ApplicationEventPublisher events;

  TaskCards(
      List<Connector> connectors,
      Groups groups,
      Members members,
      DeliveryListing deliveries,
      ApplicationEventPublisher events) {
    this.connectors =
        connectors.stream().collect(Collectors.toMap(Connector::platform, Function.identity()));
    this.groups = groups;
    this.members = members;
    this.deliveries = deliveries;
    this.events = events;
  }

  /**
   * In the transaction that raises them.
   *
   * @param opened the ids of those that were not open already, by key
   */
  void raised(Collection<TaskDraft> tasks, Map<String, Long> opened) {
    List<TaskDraft> carried =
        tasks.stream()
            .filter(task -> opened.containsKey(task.key()))
            .filter(this::carried)
            .toList();
    if (carried.isEmpty()) {
      return;
    }
    List<MemberId> about =
        carried.stream().map(TaskDraft::member).filter(Objects::nonNull).distinct().toList();
    Map<MemberId, String> names = members.names(about);
    var handed =
        deliveries.handed(
            carried.stream()
                .flatMap(task -> Stream.ofNullable(param(task, "outbox_key")))
                .toList());
    for (TaskDraft task : carried) {
      GroupView group = groups.get(Objects.requireNonNull(task.group()));
      String key = param(task, "outbox_key");
      var command = key == null ? null : handed.get(key);
      String title = param(task, "title");
      events.publishEvent(
          new CardWished(
              task.key(),
              group.platform(),
              group.account(),
              group.externalId(),
              group.name(),
              task.kind().equals("outcome_unknown") ? "check" : act(task),
              task.member() == null ? null : names.get(task.member()),
              command == null ? title : command.command().words(),
              task.dueAt(),
              "/communities/%s/tasks?task=%d".formatted(task.community(), opened.get(task.key()))));
    }
  }

  private boolean carried(TaskDraft task) {
    if (task.group() == null) {
      return false;
    }
    GroupView group = groups.get(task.group());
    Connector connector = connectors.get(group.platform());
    return connector != null && connector.takesCards(group.account());
  }

  /** In the transaction that closes it. */
  void ended(TaskStore.Task task) {
    if (task.group() != null) {
      events.publishEvent(new CardEnded(task.key()));
    }
  }

  private static String act(TaskDraft task) {
    return Objects.requireNonNullElse(param(task, "act"), task.kind());
  }

  private static @Nullable String param(TaskDraft task, String name) {
    return task.params().get(name) instanceof String text ? text : null;
  }
}
