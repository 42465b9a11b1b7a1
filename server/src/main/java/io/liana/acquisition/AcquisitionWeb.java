package io.liana.acquisition;

import jakarta.servlet.Filter;
import java.time.Clock;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Where scans arrive. */
@Configuration
class AcquisitionWeb {
  @Bean
  ScanServlet scanServlet(
      Codes codes,
      LivePlans plans,
      Leading leading,
      Regions regions,
      Passes passes,
      Crowds crowds,
      VisitorTags tags,
      VisitorCookie cookies,
      Clock clock) {
    return new ScanServlet(codes, plans, leading, regions, passes, crowds, tags, cookies, clock);
  }

  @Bean
  ServletRegistrationBean<ScanServlet> scanDoor(ScanServlet servlet) {
    var door = new ServletRegistrationBean<>(servlet, "/c/*", "/C/*");
    door.setLoadOnStartup(1);
    return door;
  }

  /**
   * Before all other filters, which are for Spring's handlers and take a tenth of a scan's time.
   * What {@code SecurityHeaders} says of other answers, {@link ScanPage} says of its own.
   */
  @Bean
  FilterRegistrationBean<Filter> scanDoorFirst(ScanServlet servlet) {
    var first =
        new FilterRegistrationBean<Filter>(
            (request, response, others) -> servlet.service(request, response));
    first.setName("scanDoorFirst");
    first.addUrlPatterns("/c/*", "/C/*");
    first.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return first;
  }
}
