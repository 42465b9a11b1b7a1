package io.liana.channel.onebot;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param answer how long a bot may take to answer; shorter than delivery's own limit
 * @param freshJoin a kick this soon after the join often fails, so it waits that long
 * @param firstRetry after a lost connection; doubles up to {@code lastRetry}
 * @param quiet nothing heard for this long: we ask whether the bot is still there; three times as
 *     long, and the connection counts as dead
 * @param threads 0 leaves the work to {@link OneBotAccounts#runDue}, for tests
 */
@ConfigurationProperties("liana.onebot")
record OneBotSettings(
    @DefaultValue("8s") Duration answer,
    @DefaultValue("3s") Duration freshJoin,
    @DefaultValue("1s") Duration firstRetry,
    @DefaultValue("60s") Duration lastRetry,
    @DefaultValue("30s") Duration quiet,
    @DefaultValue("1") int threads) {

  Duration retry(int failures) {
    Duration delay = firstRetry.multipliedBy(1L << Math.min(failures, 10));
    return delay.compareTo(lastRetry) > 0 ? lastRetry : delay;
  }
}
