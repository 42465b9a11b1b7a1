package io.liana.acquisition;

import io.liana.experiment.Experiments;
import io.liana.kernel.PersonErased;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Takes apart a person and the browser they came by; what was counted stays under the numbers. */
@Component
class ErasedFromAcquisition {
  private final ArrivalStore arrivals;
  private final Experiments experiments;

  ErasedFromAcquisition(ArrivalStore arrivals, Experiments experiments) {
    this.arrivals = arrivals;
    this.experiments = experiments;
  }

  @EventListener
  void on(PersonErased erased) {
    experiments.forget(arrivals.visitors(erased.member()));
    arrivals.forget(erased.member());
  }
}
