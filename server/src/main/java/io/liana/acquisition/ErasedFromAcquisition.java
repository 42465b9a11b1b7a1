package io.liana.acquisition;

import io.liana.kernel.PersonErased;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Takes apart a person and the browser they came by; what was counted stays under the numbers. */
@Component
class ErasedFromAcquisition {
  private final ArrivalStore arrivals;

  ErasedFromAcquisition(ArrivalStore arrivals) {
    this.arrivals = arrivals;
  }

  @EventListener
  void on(PersonErased erased) {
    arrivals.forget(erased.member());
  }
}
