package io.liana.experiment;

import io.liana.kernel.PersonErased;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Who is erased met nothing: results are counted without them from then on. */
@Component
class ErasedFromExperiments {
  private final ExperimentStore store;

  ErasedFromExperiments(ExperimentStore store) {
    this.store = store;
  }

  @EventListener
  void on(PersonErased erased) {
    store.forget(erased.member());
  }
}
