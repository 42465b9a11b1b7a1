package io.liana.channel.wecom;

import io.liana.channel.account.Accounts;
import io.liana.channel.wecom.Errand.Ending;
import io.liana.kernel.Caller;
import io.liana.kernel.Page;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Reads how members of staff talk with customers (联系客户统计), thirty days of one person at a time: of
 * several people WeCom tells one sum.
 */
@RestController
class Behavior {
  private static final int DAYS_AT_ONCE = 30;
  private static final int CALLS_AT_ONCE = 20;
  private static final int MOST_SHOWN = 2_000;
  private static final Duration NEXT = Duration.ofMinutes(1);
  private static final Duration NEXT_DAY = Duration.ofHours(6);

  private final Accounts accounts;
  private final Corps corps;
  private final Api api;
  private final Owners owners;
  private final BehaviorStore store;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Behavior(
      Accounts accounts,
      Corps corps,
      Api api,
      Owners owners,
      BehaviorStore store,
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

  Ending read(Corp corp) {
    List<String> staff = new ArrayList<>();
    Answer listed = owners.staff(corp, staff::add);
    if (!(listed instanceof Answer.Ok)) {
      return Errands.ending(listed);
    }
    Instant now = clock.instant();
    LocalDate last = StatisticDays.last(now);
    Map<String, LocalDate> readTo = store.readTo(corp.id());
    int calls = 0;
    for (String one : staff) {
      LocalDate day = readTo.getOrDefault(one, StatisticDays.oldest(now).minusDays(1)).plusDays(1);
      LocalDate first = day.isBefore(StatisticDays.oldest(now)) ? StatisticDays.oldest(now) : day;
      while (!first.isAfter(last)) {
        if (calls++ == CALLS_AT_ONCE) {
          return new Ending.Later(NEXT);
        }
        LocalDate full = first.plusDays(DAYS_AT_ONCE - 1);
        LocalDate to = full.isAfter(last) ? last : full;
        Answer answer = read(corp, one, first, to);
        // Whom WeCom does not know any more, or refuses for good, is not asked for these days
        // again.
        if (!(answer instanceof Answer.Ok) && !(answer instanceof Answer.GiveUp)) {
          return Errands.ending(answer);
        }
        first = to.plusDays(1);
      }
    }
    return new Ending.Later(NEXT_DAY);
  }

  private Answer read(Corp corp, String staff, LocalDate first, LocalDate to) {
    Answer answer =
        api.post(
            corp,
            "/externalcontact/get_user_behavior_data",
            Map.of(
                "userid",
                List.of(staff),
                "start_time",
                StatisticDays.midnight(first),
                "end_time",
                StatisticDays.midnight(to)));
    if (answer instanceof Answer.Ok || answer instanceof Answer.GiveUp) {
      transaction.executeWithoutResult(
          status -> {
            if (answer instanceof Answer.Ok ok) {
              ok.body()
                  .path("behavior_data")
                  .forEach(day -> store.save(corp.id(), row(day, staff)));
            }
            store.read(corp.id(), staff, to);
          });
    }
    return answer;
  }

  private static BehaviorStore.Row row(JsonNode day, String staff) {
    JsonNode percentage = day.path("reply_percentage");
    JsonNode minutes = day.path("avg_reply_time");
    return new BehaviorStore.Row(
        Instant.ofEpochSecond(day.path("stat_time").asLong(0))
            .atZone(StatisticDays.CHINA)
            .toLocalDate(),
        staff,
        day.path("chat_cnt").asInt(0),
        day.path("message_cnt").asInt(0),
        percentage.isNumber() ? percentage.asDouble() : null,
        minutes.isNumber() ? minutes.asInt() : null,
        day.path("negative_feedback_cnt").asInt(0),
        day.path("new_apply_cnt").asInt(0),
        day.path("new_contact_cnt").asInt(0));
  }

  @GetMapping("/api/v1/accounts/{account}/behavior")
  @Permission("report:read")
  Page<BehaviorStore.Row> show(
      @PathVariable String account,
      @RequestParam @Nullable String from,
      @RequestParam @Nullable String to,
      Caller caller) {
    Corp corp = corps.of(accounts.get(Problem.parseId(account)), caller);
    StatisticDays days = StatisticDays.asked(from, to, clock.instant());
    return new Page<>(store.between(corp.id(), days, MOST_SHOWN), null);
  }
}
