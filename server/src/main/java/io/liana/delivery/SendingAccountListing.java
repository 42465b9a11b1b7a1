package io.liana.delivery;

import io.liana.channel.Limit;
import io.liana.community.GroupView;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How much of their limits accounts use now, the way a screen shows it. */
@Component
class SendingAccountListing {
  /**
   * @param used calls in the window; of a group or person the most any of them used
   * @param targets groups or people with calls in the window
   * @param full how many of them have used all of it
   */
  record LimitUse(Limit limit, int used, int targets, int full, @Nullable Instant freeAt) {}

  record Row(
      SendingAccount account,
      boolean reachable,
      int waiting,
      int underWay,
      int atOnce,
      int failures,
      @Nullable Instant restsUntil,
      List<LimitUse> limits) {}

  private final SendingAccountStore accounts;
  private final OutboxStore outbox;
  private final CallStore calls;
  private final Platforms platforms;
  private final Clock clock;

  SendingAccountListing(
      SendingAccountStore accounts,
      OutboxStore outbox,
      CallStore calls,
      Platforms platforms,
      Clock clock) {
    this.accounts = accounts;
    this.outbox = outbox;
    this.calls = calls;
    this.platforms = platforms;
    this.clock = clock;
  }

  /** The accounts that speak in these groups. */
  List<Row> of(Collection<GroupView> groups) {
    Instant now = clock.instant();
    return groups.stream()
        .map(group -> new SendingAccount(group.platform(), group.account()))
        .distinct()
        .filter(platforms::connected)
        .map(account -> row(account, now))
        .toList();
  }

  private Row row(SendingAccount account, Instant now) {
    Instant until = accounts.restsUntil(account).filter(now::isBefore).orElse(null);
    return new Row(
        account,
        platforms.reachable(account),
        outbox.due(account, now),
        accounts.underWay(account),
        platforms.mostUnderWay(account),
        accounts.trouble(account).failures(),
        until,
        platforms.limits(account).stream().map(limit -> use(account, limit, now)).toList());
  }

  private LimitUse use(SendingAccount account, Limit limit, Instant now) {
    List<Allowance.Use> uses = calls.uses(account, limit, null, now);
    List<Allowance.Use> full = uses.stream().filter(use -> use.calls() >= limit.count()).toList();
    return new LimitUse(
        limit,
        uses.stream().mapToInt(Allowance.Use::calls).max().orElse(0),
        uses.size(),
        full.size(),
        full.stream()
            .map(Allowance.Use::oldestEnd)
            .filter(Objects::nonNull)
            .min(Instant::compareTo)
            .map(end -> end.plus(limit.window()))
            .orElse(null));
  }
}
