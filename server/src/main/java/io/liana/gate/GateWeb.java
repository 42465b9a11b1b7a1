package io.liana.gate;

import io.liana.acquisition.Passes;
import io.liana.acquisition.VisitorCookie;
import io.liana.channel.account.SecretBox;
import jakarta.servlet.MultipartConfigElement;
import java.time.Clock;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Where members open pages. */
@Configuration
class GateWeb {
  // Larger parts than this go to a file until the request is over.
  private static final int IN_MEMORY = 1 << 16;

  @Bean
  ServletRegistrationBean<PageServlet> pageServlet(
      Pages pages,
      Gatekeeper gatekeeper,
      PageFiles files,
      Captchas captchas,
      Invitations invitations,
      Following following,
      VisitStore visits,
      Throttle throttle,
      Passes passes,
      VisitorCookie cookies,
      SecretBox secrets,
      JsonMapper json,
      Clock clock) {
    var servlet =
        new ServletRegistrationBean<>(
            new PageServlet(
                pages,
                gatekeeper,
                files,
                captchas,
                invitations,
                following,
                visits,
                throttle,
                passes,
                cookies,
                secrets,
                json,
                clock),
            "/p/*");
    servlet.setMultipartConfig(
        new MultipartConfigElement("", PageServlet.LARGEST, PageServlet.LARGEST, IN_MEMORY));
    return servlet;
  }
}
