package io.liana.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param mostUnpromptedPerHour greetings and notices one group gets in an hour
 * @param mostDirectPerDay direct messages one member gets in a day
 * @param lateGreeting a greeting this late looks like a fault; it is dropped
 * @param timeout how long a platform may take to answer before the outcome is unknown
 * @param giveUp how long what a platform keeps putting off is tried again
 * @param threads 0 leaves the work to {@link DeliveryWorker#runDue}, for tests
 */
@ConfigurationProperties("liana.delivery")
record DeliverySettings(
    @DefaultValue("60") int mostUnpromptedPerHour,
    @DefaultValue("5") int mostDirectPerDay,
    @DefaultValue("10m") Duration lateGreeting,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue("24h") Duration giveUp,
    @DefaultValue("1") int threads) {}
