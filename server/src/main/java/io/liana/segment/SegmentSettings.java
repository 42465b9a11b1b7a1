package io.liana.segment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param threads 0 leaves the work to who calls {@link SegmentWorker#runDue}, in tests
 * @param look how often it is looked what happened
 * @param staleAtMost how old what is known may be where somebody asks why one person is in or out
 */
@ConfigurationProperties("liana.segment")
record SegmentSettings(
    @DefaultValue("1") int threads,
    @DefaultValue("500ms") Duration look,
    @DefaultValue("1s") Duration staleAtMost) {}
