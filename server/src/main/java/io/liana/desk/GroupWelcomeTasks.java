package io.liana.desk;

import io.liana.channel.GroupWelcomeWished;
import io.liana.community.Groups;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A text that should greet newcomers of a group is one task: only its owner can choose it. */
@Component
class GroupWelcomeTasks {
  private static final Duration DUE = Duration.ofDays(1);

  private final Tasks tasks;
  private final Groups groups;
  private final Clock clock;

  GroupWelcomeTasks(Tasks tasks, Groups groups, Clock clock) {
    this.tasks = tasks;
    this.groups = groups;
    this.clock = clock;
  }

  /**
   * @throws Problem 404 {@code group_not_found} for a group without a place
   */
  @EventListener
  void on(GroupWelcomeWished wished) {
    var group =
        groups
            .find(wished.platform(), wished.account(), wished.group())
            .orElseThrow(() -> Problem.missing("group", wished.group()));
    tasks.raise(
        new TaskDraft(
            "group_welcome:%s:%s:%d".formatted(wished.platform(), wished.group(), wished.welcome()),
            "group_welcome",
            group.community(),
            group.id(),
            null,
            null,
            Map.of("title", wished.text()),
            clock.instant().plus(DUE)));
  }
}
