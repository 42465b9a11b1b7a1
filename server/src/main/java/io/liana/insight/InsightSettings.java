package io.liana.insight;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param memoryLimit what DuckDB may take before it spills to disk
 * @param threads platform threads for all analytical work
 * @param followAlways keep the lake fresh also while nobody asks, for engines that read it from
 *     outside
 * @param followThreads 0 leaves following to questions
 * @param staleAtMost how old the facts of a page may be while a worker follows them; the lag
 *     promised is five seconds
 * @param engineUrl a Trino that answers the standard questions over the lake, as {@code
 *     jdbc:trino://host:port/catalog/schema}; none for this process
 * @param lakeSeenAs the lake's folder as that engine sees it
 */
@ConfigurationProperties("liana.insight")
record InsightSettings(
    @DefaultValue("384MB") String memoryLimit,
    @DefaultValue("2") int threads,
    @DefaultValue("false") boolean followAlways,
    @DefaultValue("1") int followThreads,
    @DefaultValue("4s") Duration staleAtMost,
    @Nullable String engineUrl,
    @DefaultValue("local:///") String lakeSeenAs) {
  @Nullable LakeEngine engine() {
    return engineUrl == null || engineUrl.isBlank() ? null : new LakeEngine(engineUrl, lakeSeenAs);
  }
}
