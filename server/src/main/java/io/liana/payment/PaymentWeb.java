package io.liana.payment;

import io.liana.channel.officialaccount.MemberDoor;
import java.time.Clock;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where payers arrive. */
@Configuration
class PaymentWeb {
  @Bean
  ServletRegistrationBean<PaymentServlet> paymentServlet(
      Payments payments,
      OrderStore orders,
      Merchants merchants,
      Checkout checkout,
      TestPay testPay,
      PaymentWorker worker,
      PageAddresses pages,
      MemberDoor door,
      Clock clock) {
    return new ServletRegistrationBean<>(
        new PaymentServlet(
            payments, orders, merchants, checkout, testPay, worker, pages, door, clock),
        "/pay/*");
  }
}
