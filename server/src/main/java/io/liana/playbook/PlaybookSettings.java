package io.liana.playbook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param threads 0 leaves the work to who calls {@link PlaybookWorker#runDue}, in tests
 * @param look how often it is looked whose hour has come
 */
@ConfigurationProperties("liana.playbook")
record PlaybookSettings(@DefaultValue("1") int threads, @DefaultValue("1s") Duration look) {}
