package io.liana.onboarding;

import io.liana.channel.Outcome;
import io.liana.delivery.CommandSettled;
import io.liana.delivery.CommandsCancelled;
import io.liana.delivery.CommandsSettled;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What became of what was to be said to newcomers. */
@Component
class StepsDelivered {
  private static final String OURS = "onboarding:";

  private final NewcomerStore store;
  private final Newcomers newcomers;

  StepsDelivered(NewcomerStore store, Newcomers newcomers) {
    this.store = store;
    this.newcomers = newcomers;
  }

  @EventListener
  void on(CommandsSettled settled) {
    Map<String, Instant> delivered = new LinkedHashMap<>();
    for (CommandSettled one : settled.commands()) {
      if (one.key().startsWith(OURS)) {
        switch (one.outcome()) {
          case Outcome.Delivered done -> {
            store.settled(one.key(), "delivered", null, done.messageKey());
            delivered.put(one.key(), one.at());
          }
          case Outcome.Rejected rejected ->
              store.settled(one.key(), "rejected", rejected.reason(), null);
          case Outcome.NeedsHuman human ->
              store.settled(one.key(), "needs_human", human.reason(), null);
          case Outcome.Unknown _ -> store.settled(one.key(), "unknown", null, null);
          case Outcome.RetryAfter _ -> {
            // no end
          }
        }
      }
    }
    if (!delivered.isEmpty()) {
      newcomers.delivered(delivered);
    }
  }

  @EventListener
  void on(CommandsCancelled cancelled) {
    cancelled.keys().stream()
        .filter(key -> key.startsWith(OURS))
        .forEach(key -> store.settled(key, "cancelled", cancelled.why(), null));
  }
}
