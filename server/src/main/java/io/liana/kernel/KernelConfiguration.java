package io.liana.kernel;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one place that knows the wall clock. */
@Configuration
class KernelConfiguration {
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
