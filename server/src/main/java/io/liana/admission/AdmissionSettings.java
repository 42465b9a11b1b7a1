package io.liana.admission;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param threads 0 leaves the looking after requests to who calls {@code runDue}, in tests
 * @param expires how long a request waits; nobody still stands at a door after two weeks
 * @param look the pause between two looks
 */
@ConfigurationProperties("liana.admission")
record AdmissionSettings(
    @DefaultValue("1") int threads,
    @DefaultValue("14d") Duration expires,
    @DefaultValue("5s") Duration look) {}
