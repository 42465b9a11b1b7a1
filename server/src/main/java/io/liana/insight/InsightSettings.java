package io.liana.insight;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param memoryLimit what DuckDB may take before it spills to disk
 * @param threads platform threads for all analytical work
 */
@ConfigurationProperties("liana.insight")
record InsightSettings(@DefaultValue("384MB") String memoryLimit, @DefaultValue("2") int threads) {}
