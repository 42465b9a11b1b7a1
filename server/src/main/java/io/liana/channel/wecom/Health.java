package io.liana.channel.wecom;

import io.liana.channel.AccountHealth;
import io.liana.channel.AccountHealth.Check;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Walks through what must be right, in the order it has to be put right. */
@Component
class Health {
  private final Api api;
  private final CorpStore store;
  private final ArchiveReader archive;
  private final WayStore ways;
  private final Clock clock;

  Health(Api api, CorpStore store, ArchiveReader archive, WayStore ways, Clock clock) {
    this.api = api;
    this.store = store;
    this.archive = archive;
    this.ways = ways;
    this.clock = clock;
  }

  AccountHealth walk(Corp corp) {
    List<Check> checks = new ArrayList<>();
    Answer token = api.token(corp);
    checks.add(check("token", token, "wecom_check_secret"));
    if (token instanceof Answer.Ok) {
      askSomething(corp, checks);
    } else {
      checks.add(Check.unknown("trusted_ip"));
      checks.add(Check.unknown("customer_contact"));
    }
    hearing(corp, checks);
    archive(corp, checks);
    checks.add(ways(corp));
    return new AccountHealth(checks, null);
  }

  /** One harmless question shows whether our address and the app's rights are in order. */
  private void askSomething(Corp corp, List<Check> checks) {
    Answer staff = api.get(corp, "/externalcontact/get_follow_user_list", Map.of());
    boolean address =
        staff instanceof Answer.AskHuman ask && ask.remedy().equals("wecom_add_trusted_ip");
    if (address) {
      checks.add(check("trusted_ip", staff, "wecom_add_trusted_ip"));
      checks.add(Check.unknown("customer_contact"));
    } else if (staff instanceof Answer.Ok ok && ok.body().path("follow_user").isEmpty()) {
      checks.add(Check.ok("trusted_ip"));
      checks.add(Check.failed("customer_contact", Map.of(), "wecom_allow_customer_contact"));
    } else {
      checks.add(
          staff instanceof Answer.Unknown ? Check.unknown("trusted_ip") : Check.ok("trusted_ip"));
      checks.add(check("customer_contact", staff, "wecom_allow_api"));
    }
  }

  private void hearing(Corp corp, List<Check> checks) {
    CorpStore.Remembered known = store.find(corp.id()).orElse(null);
    Instant verified = known == null ? null : known.verifiedAt();
    Instant heard = known == null ? null : known.heardAt();
    checks.add(
        verified != null || heard != null
            ? Check.ok("callback")
            : Check.failed("callback", Map.of(), "wecom_set_callback_url"));
    checks.add(
        heard != null
            ? new Check("events", AccountHealth.State.OK, Map.of("last", heard.toString()), null)
            : Check.unknown("events"));
    checks.add(clock(heard));
  }

  /** A clock that is wrong refuses callbacks as stale; WeCom's own time stands in them. */
  private Check clock(@Nullable Instant heard) {
    return heard != null && Duration.between(clock.instant(), heard).toMinutes() > 5
        ? Check.failed("clock", Map.of("last", heard.toString()), "set_the_clock")
        : Check.ok("clock");
  }

  private void archive(Corp corp, List<Check> checks) {
    if (corp.archive() == null) {
      checks.add(Check.unknown("archive"));
    } else if (archive.source().isEmpty()) {
      checks.add(Check.failed("archive", Map.of(), "wecom_install_archive_library"));
    } else {
      checks.add(archive.health(corp));
    }
  }

  /** Of those made here; others of the corporation are not told. */
  private Check ways(Corp corp) {
    Map<String, Object> left = Map.of("left", Ways.MOST - ways.count(corp.id()));
    return ways.count(corp.id()) < Ways.MANY
        ? new Check("wecom_ways", AccountHealth.State.OK, left, null)
        : Check.failed("wecom_ways", left, "wecom_close_ways");
  }

  private static Check check(String code, Answer answer, String otherwise) {
    return switch (answer) {
      case Answer.Ok _ -> Check.ok(code);
      case Answer.AskHuman ask ->
          Check.failed(code, Map.of("evidence", ask.evidence()), ask.remedy());
      case Answer.GiveUp given ->
          Check.failed(code, Map.of("evidence", given.evidence()), otherwise);
      case Answer.Retry _, Answer.Unknown _ ->
          new Check(code, AccountHealth.State.UNKNOWN, Map.of("evidence", answer.evidence()), null);
    };
  }
}
