package io.liana.channel.wecom;

import io.liana.channel.account.Accounts;
import io.liana.channel.account.ConnectedAccount;
import io.liana.channel.wecom.Errand.Ending;
import io.liana.kernel.Caller;
import io.liana.kernel.Page;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Reads WeCom's numbers, a day late, back to the 180th day, and shows ours beside them. */
@RestController
class Statistics {
  private static final int DAYS_AT_ONCE = 5;
  private static final int OWNERS_AT_ONCE = 100;
  private static final int ROWS_AT_ONCE = 1_000;
  private static final int MOST_SHOWN = 2_000;
  private static final Duration NEXT = Duration.ofMinutes(1);
  private static final Duration NEXT_DAY = Duration.ofHours(6);

  private final Accounts accounts;
  private final Corps corps;
  private final Api api;
  private final Owners owners;
  private final StatisticStore store;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Statistics(
      Accounts accounts,
      Corps corps,
      Api api,
      Owners owners,
      StatisticStore store,
      TransactionTemplate transaction,
      Clock clock) {
    this.accounts = accounts;
    this.corps = corps;
    this.api = api;
    this.owners = owners;
    this.store = store;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** The newest days that are missing; the rest in a minute, the next day in its time. */
  Ending read(Corp corp) {
    Instant now = clock.instant();
    List<LocalDate> missing =
        store.missing(corp.id(), StatisticDays.oldest(now), StatisticDays.last(now), DAYS_AT_ONCE);
    // Of a corporation just connected no group is known yet; who left is on no list of WeCom's.
    var all = new TreeSet<>(store.owners(corp.id()));
    Answer listed = owners.staff(corp, all::add);
    if (!(listed instanceof Answer.Ok)) {
      return Errands.ending(listed);
    }
    if (all.isEmpty()) {
      return new Ending.Later(NEXT_DAY); // a day read now would never be read again
    }
    List<String> asked = List.copyOf(all);
    for (LocalDate day : missing) {
      for (int i = 0; i < asked.size(); i += OWNERS_AT_ONCE) {
        List<String> some = asked.subList(i, Math.min(asked.size(), i + OWNERS_AT_ONCE));
        Answer answer = read(corp, day, some);
        // A day WeCom gives no numbers of will not get any later.
        if (!(answer instanceof Answer.Ok) && !(answer instanceof Answer.GiveUp)) {
          return Errands.ending(answer);
        }
      }
      store.read(corp.id(), day, clock.instant());
    }
    return new Ending.Later(missing.size() == DAYS_AT_ONCE ? NEXT : NEXT_DAY);
  }

  private Answer read(Corp corp, LocalDate day, List<String> owners) {
    long midnight = StatisticDays.midnight(day);
    Answer answer =
        api.post(
            corp,
            "/externalcontact/groupchat/statistic",
            Map.of(
                "day_begin_time",
                midnight,
                "day_end_time",
                midnight,
                "owner_filter",
                Map.of("userid_list", owners),
                "order_by",
                2,
                "offset",
                0,
                "limit",
                ROWS_AT_ONCE));
    if (answer instanceof Answer.Ok ok) {
      transaction.executeWithoutResult(
          status -> {
            for (JsonNode item : ok.body().path("items")) {
              store.save(corp.id(), day, item.path("owner").asString(""), item.path("data"));
            }
          });
    }
    return answer;
  }

  @GetMapping("/api/v1/accounts/{account}/statistics")
  @Permission("report:read")
  Page<StatisticStore.Row> show(
      @PathVariable String account,
      @RequestParam @Nullable String from,
      @RequestParam @Nullable String to,
      Caller caller) {
    ConnectedAccount found = accounts.get(Problem.parseId(account));
    Corp corp = corps.of(found, caller);
    StatisticDays days = StatisticDays.asked(from, to, clock.instant());
    return new Page<>(store.beside(corp.id(), days.first(), days.last(), MOST_SHOWN), null);
  }
}
