package io.liana.channel.account;

import io.liana.channel.AccountFellSilent;
import io.liana.channel.AccountHeardAgain;
import io.liana.channel.Inbox;
import io.liana.channel.RawEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How much every account hears, by the hour (table {@code channel_account_hour}), and whether one
 * has fallen silent: nothing for some hours, where on at least two of the last seven days the same
 * stretch of the day had a handful of events. A group that sleeps at night alarms nobody.
 */
@Component
class AccountPulse {
  private static final Duration KEPT = Duration.ofDays(15);
  private static final int DAYS_COMPARED = 7;
  private static final int DAYS_NEEDED = 2; // one day with events may be the day it was connected

  private static final int FEWEST = 5; // fewer in the same stretch may be missing by chance

  private record Place(String platform, String account, Instant hour) {}

  private record Heard(int events, Instant last) {
    Heard and(Heard other) {
      return new Heard(events + other.events, last.isAfter(other.last) ? last : other.last);
    }
  }

  private final JdbcClient jdbc;
  private final AccountSettings settings;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private Map<Place, Heard> heard = new HashMap<>();
  private Instant lookAgain = Instant.MIN;

  AccountPulse(
      JdbcClient jdbc,
      Inbox inbox,
      AccountSettings settings,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
    inbox.onWritten(this::heard);
  }

  /** When the account last brought something; null when it never did. */
  @Nullable Instant lastEventAt(String platform, String account) {
    Instant waiting = null;
    synchronized (this) {
      for (Map.Entry<Place, Heard> each : heard.entrySet()) {
        if (each.getKey().platform().equals(platform) && each.getKey().account().equals(account)) {
          waiting = each.getValue().last();
        }
      }
    }
    return waiting != null ? waiting : stored(platform, account).orElse(null);
  }

  private Optional<Instant> stored(String platform, String account) {
    return jdbc.sql(
            "select last_at from channel_account_hour where platform = :platform and account = :account order by hour desc limit 1")
        .param("platform", platform)
        .param("account", account)
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant);
  }

  /** In the inbox's writer: counts, and nothing else. */
  private synchronized void heard(List<RawEvent> written) {
    Instant now = clock.instant();
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    int from = 0;
    for (int i = 1; i <= written.size(); i++) {
      // Neighbours are mostly of one account: one look-up for the whole run.
      if (i == written.size() || !sameAccount(written.get(from), written.get(i))) {
        RawEvent first = written.get(from);
        heard.merge(
            new Place(first.platform(), first.account(), hour),
            new Heard(i - from, now),
            Heard::and);
        from = i;
      }
    }
  }

  private static boolean sameAccount(RawEvent one, RawEvent other) {
    return one.platform().equals(other.platform()) && one.account().equals(other.account());
  }

  void runDue() {
    write();
    Instant now = clock.instant();
    if (now.isBefore(lookAgain)) {
      return;
    }
    lookAgain = now.plus(Duration.ofMinutes(1));
    jdbc.sql("delete from channel_account_hour where hour < :kept")
        .param("kept", now.minus(KEPT).atOffset(ZoneOffset.UTC))
        .update();
    transaction.executeWithoutResult(
        status -> {
          heardAgain().forEach(events::publishEvent);
          silent(now).forEach(events::publishEvent);
        });
  }

  private void write() {
    Map<Place, Heard> fresh;
    synchronized (this) {
      fresh = heard;
      heard = new HashMap<>();
    }
    fresh.forEach(
        (place, count) ->
            jdbc.sql(
                    """
                    insert into channel_account_hour (platform, account, hour, events, last_at)
                    values (:platform, :account, :hour, :events, :last)
                    on conflict (platform, account, hour) do update
                       set events = channel_account_hour.events + excluded.events,
                           last_at = greatest(channel_account_hour.last_at, excluded.last_at)
                    """)
                .param("platform", place.platform())
                .param("account", place.account())
                .param("hour", place.hour().atOffset(ZoneOffset.UTC))
                .param("events", count.events())
                .param("last", count.last().atOffset(ZoneOffset.UTC))
                .update());
  }

  /** Accounts that broke a silence somebody was told about. */
  private List<AccountHeardAgain> heardAgain() {
    return jdbc.sql(
            """
            update channel_account a set silent_since = null
              from (select platform, account, max(last_at) as last_at from channel_account_hour group by platform, account) h
             where h.platform = a.platform and h.account = a.account and h.last_at > a.silent_since
            returning a.platform, a.account, h.last_at
            """)
        .query(
            (row, n) ->
                new AccountHeardAgain(
                    row.getString("platform"),
                    row.getString("account"),
                    row.getObject("last_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /** Accounts that are on, say nothing, and were not told about yet; marks them as told. */
  private List<AccountFellSilent> silent(Instant now) {
    return jdbc.sql(
            """
            update channel_account a set silent_since = h.last_at
              from (select platform, account, max(last_at) as last_at from channel_account_hour group by platform, account) h
             where h.platform = a.platform and h.account = a.account and a.state = 'on'
               and h.last_at <= :quiet and a.silent_since is distinct from h.last_at
               and (select count(*)
                      from generate_series(1, :days) day
                     where (select sum(usual.events)
                              from channel_account_hour usual
                             where usual.platform = a.platform and usual.account = a.account
                               and usual.hour > h.last_at - day * interval '1 day' and usual.hour < :now - day * interval '1 day')
                           >= :fewest) >= :needed
            returning a.platform, a.account, a.name, a.silent_since
            """)
        .param("quiet", now.minus(settings.silence()).atOffset(ZoneOffset.UTC))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("days", DAYS_COMPARED)
        .param("needed", DAYS_NEEDED)
        .param("fewest", FEWEST)
        .query(
            (row, n) ->
                new AccountFellSilent(
                    row.getString("platform"),
                    row.getString("account"),
                    row.getString("name"),
                    row.getObject("silent_since", OffsetDateTime.class).toInstant()))
        .list();
  }
}
