package io.liana.acquisition;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param threads 0 leaves the looking after seats and codes to who calls {@code runDue}, in tests
 * @param hold how long a seat is kept for who scanned and has not come in
 * @param look how soon another node knows of a code that was changed on this one
 * @param visitorScans in a minute, of one browser; beyond it a page asks for patience
 * @param networkScans in a minute, of one network: a carrier puts thousands of phones behind one
 *     address, and a poster in a stadium is scanned by all of them
 */
@ConfigurationProperties("liana.acquisition")
record AcquisitionSettings(
    @DefaultValue("1") int threads,
    @DefaultValue("10m") Duration hold,
    @DefaultValue("1s") Duration look,
    @DefaultValue("60") int visitorScans,
    @DefaultValue("6000") int networkScans) {}
