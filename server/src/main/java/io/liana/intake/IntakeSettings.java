package io.liana.intake;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param threads among which this node's lanes are divided; 0 leaves the work to {@link
 *     IntakeWorker#runDue}, for tests
 */
@ConfigurationProperties("liana.intake")
record IntakeSettings(@DefaultValue("2") int threads) {}
