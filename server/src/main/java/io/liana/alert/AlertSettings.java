package io.liana.alert;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param threads 0 leaves the work to who calls {@link AlertWorker#runDue}, in tests
 * @param look how long after one look the next; a day is judged once, however often it looks
 */
@ConfigurationProperties("liana.alert")
record AlertSettings(@DefaultValue("1") int threads, @DefaultValue("5m") Duration look) {}
