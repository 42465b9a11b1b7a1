package io.liana.desk;

import io.liana.channel.AccountWorkEnded;
import io.liana.channel.AccountWorkWished;
import io.liana.community.Groups;
import io.liana.kernel.Actor;
import io.liana.member.Account;
import io.liana.member.Members;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What a person has to do for an account and no group of it is one task, in the community of the
 * account's first group; it closes itself when the platform shows that it was done.
 */
@Component
class AccountWork {
  private final Tasks tasks;
  private final Groups groups;
  private final Members members;
  private final Clock clock;

  AccountWork(Tasks tasks, Groups groups, Members members, Clock clock) {
    this.tasks = tasks;
    this.groups = groups;
    this.members = members;
    this.clock = clock;
  }

  @EventListener
  void on(AccountWorkWished wished) {
    groups
        .findFirst(wished.platform(), wished.account())
        .ifPresent(
            group ->
                tasks.raise(
                    new TaskDraft(
                        key(wished.platform(), wished.account(), wished.key()),
                        wished.kind().code(),
                        group.community(),
                        null,
                        null,
                        null,
                        Map.of("platform", wished.platform(), "account_name", wished.name()),
                        clock.instant().plus(wished.within()))));
  }

  @EventListener
  void on(AccountWorkEnded ended) {
    tasks.settle(
        key(ended.platform(), ended.account(), ended.key()),
        ended.done(),
        ended.done() ? "task_seen_done" : "task_not_done",
        by(ended.platform(), ended.person()));
  }

  private Actor by(String platform, @Nullable String person) {
    Account known = person == null ? null : members.find(platform, List.of(person)).get(person);
    return known == null ? Tasks.DESK : new Actor.Member(known.member());
  }

  private static String key(String platform, String account, String key) {
    return "work:%s:%s:%s".formatted(platform, account, key);
  }
}
