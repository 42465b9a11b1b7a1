package io.liana.payment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param threads 0 leaves the asking to who calls {@code runDue}, in tests
 * @param look how often it is looked what is due
 */
@ConfigurationProperties("liana.payment")
record PaymentSettings(@DefaultValue("1") int threads, @DefaultValue("2s") Duration look) {}
