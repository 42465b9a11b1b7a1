package io.liana.analyst;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param memoryLimit what the statements on one community may take together
 * @param timeLimit a statement that takes longer is cancelled
 * @param rows shown of an answer, and {@code exportRows} written to a file
 * @param atOnce statements that run beside each other; the others wait, within their time
 * @param worth how often the time a copy took it serves: one that took three seconds serves for a
 *     minute, so that copying takes a twentieth of the time at most
 */
@ConfigurationProperties("liana.analyst")
record AnalystSettings(
    @DefaultValue("256MB") String memoryLimit,
    @DefaultValue("20s") Duration timeLimit,
    @DefaultValue("1000") int rows,
    @DefaultValue("100000") int exportRows,
    @DefaultValue("2") int atOnce,
    @DefaultValue("20") int worth) {}
