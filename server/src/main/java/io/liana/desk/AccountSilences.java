package io.liana.desk;

import io.liana.channel.AccountFellSilent;
import io.liana.channel.AccountHeardAgain;
import io.liana.community.Groups;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * An account that has fallen silent is one task, in the community of its first group, and closes
 * itself when events come again.
 */
@Component
class AccountSilences {
  private static final Duration DUE = Duration.ofHours(1);

  private final Tasks tasks;
  private final TaskStore store;
  private final Groups groups;
  private final Clock clock;

  AccountSilences(Tasks tasks, TaskStore store, Groups groups, Clock clock) {
    this.tasks = tasks;
    this.store = store;
    this.groups = groups;
    this.clock = clock;
  }

  @EventListener
  void on(AccountFellSilent silent) {
    groups
        .findFirst(silent.platform(), silent.account())
        .ifPresent(
            group ->
                tasks.raise(
                    List.of(
                        new TaskStore.Raising(
                            new TaskDraft(
                                key(silent.platform(), silent.account()),
                                "account_silent",
                                group.community(),
                                null,
                                null,
                                null,
                                Map.of(
                                    "platform", silent.platform(),
                                    "account_name", silent.name(),
                                    "since", silent.since().toString()),
                                clock.instant().plus(DUE)),
                            new Expectation(Expectation.Kind.HEARD_AGAIN, null),
                            null))));
  }

  @EventListener
  void on(AccountHeardAgain heard) {
    store
        .close(
            List.of(key(heard.platform(), heard.account())),
            "done",
            Tasks.DESK.code(),
            null,
            clock.instant())
        .forEach(
            task -> {
              store.seen(task, Tasks.DESK.code(), heard.at(), clock.instant());
              tasks.note(task, "task_seen_done", Tasks.DESK, clock.instant(), Map.of());
            });
  }

  private static String key(String platform, String account) {
    return "silence:" + platform + ":" + account;
  }
}
