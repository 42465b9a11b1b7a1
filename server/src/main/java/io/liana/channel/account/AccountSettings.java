package io.liana.channel.account;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param look how often a node looks for what another node changed
 * @param silence no event for this long, where the days before had some, is an alert
 * @param threads 0 leaves the work to {@link AccountWatch#runDue}, for tests
 */
@ConfigurationProperties("liana.accounts")
record AccountSettings(
    @DefaultValue("5s") Duration look,
    @DefaultValue("6h") Duration silence,
    @DefaultValue("1") int threads) {}
