package io.liana.insight;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param memoryLimit what DuckDB may take before it spills to disk
 * @param threads platform threads for all analytical work
 * @param followAlways keep the lake fresh also while nobody asks, for engines that read it from
 *     outside
 * @param followThreads 0 leaves following to questions
 */
@ConfigurationProperties("liana.insight")
record InsightSettings(
    @DefaultValue("384MB") String memoryLimit,
    @DefaultValue("2") int threads,
    @DefaultValue("false") boolean followAlways,
    @DefaultValue("1") int followThreads) {}
