package io.liana.onboarding;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param threads 0 leaves the work to who calls {@link OnboardingWorker#runDue}, in tests
 * @param look how often it is looked whose hour has come
 */
@ConfigurationProperties("liana.onboarding")
record OnboardingSettings(@DefaultValue("1") int threads, @DefaultValue("1s") Duration look) {}
