package io.liana.desk;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param threads 0 leaves the time of tasks to {@link TaskWorker#runDue}, for tests
 */
@ConfigurationProperties("liana.desk")
record DeskSettings(@DefaultValue("1") int threads) {}
