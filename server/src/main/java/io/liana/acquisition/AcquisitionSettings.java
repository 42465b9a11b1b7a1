package io.liana.acquisition;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param threads 0 leaves the looking after seats and codes to who calls {@code runDue}, in tests
 * @param hold how long a seat is kept for who scanned and has not come in
 * @param look how soon another node knows of a code that was changed on this one
 */
@ConfigurationProperties("liana.acquisition")
record AcquisitionSettings(
    @DefaultValue("1") int threads,
    @DefaultValue("10m") Duration hold,
    @DefaultValue("1s") Duration look) {}
