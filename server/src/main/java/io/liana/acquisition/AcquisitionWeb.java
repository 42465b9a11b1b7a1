package io.liana.acquisition;

import java.time.Clock;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where scans arrive. */
@Configuration
class AcquisitionWeb {
  @Bean
  ServletRegistrationBean<ScanServlet> scanServlet(
      Codes codes, LivePlans plans, Leading leading, Regions regions, Passes passes, Clock clock) {
    var servlet =
        new ServletRegistrationBean<>(
            new ScanServlet(codes, plans, leading, regions, passes, clock), "/c/*", "/C/*");
    servlet.setLoadOnStartup(1);
    return servlet;
  }
}
