package io.liana.segment;

import io.liana.kernel.PersonErased;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Who is forgotten was in no segment; what stands beside the facts follows the memberships. */
@Component
class ErasedFromSegments {
  private final SegmentStore store;
  private final LiveStore live;

  ErasedFromSegments(SegmentStore store, LiveStore live) {
    this.store = store;
    this.live = live;
  }

  @EventListener
  void on(PersonErased erased) {
    store.forget(erased.member().value());
    live.forget(erased.member().value());
  }
}
