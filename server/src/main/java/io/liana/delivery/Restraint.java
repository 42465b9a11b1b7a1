package io.liana.delivery;

import io.liana.channel.Command;
import io.liana.community.Communities;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Whether a command may go now: quiet hours, caps, and greetings that would come too late. */
@Component
class Restraint {
  sealed interface Verdict {
    record Go() implements Verdict {}

    /**
     * @param why {@code quiet_hours} or {@code cap}
     */
    record Hold(Instant until, String why) implements Verdict {}

    /**
     * @param why {@code late} or {@code cap}
     */
    record Drop(String why) implements Verdict {}
  }

  private static final Verdict GO = new Verdict.Go();

  private final OutboxStore store;
  private final Communities communities;
  private final DeliverySettings settings;

  Restraint(OutboxStore store, Communities communities, DeliverySettings settings) {
    this.store = store;
    this.communities = communities;
    this.settings = settings;
  }

  Verdict judge(OutboxRow row, Instant now) {
    return switch (row.purpose()) {
      case ANSWER -> direct(row, now);
      case WARNING, ENFORCEMENT -> GO;
      case GREETING ->
          Duration.between(row.dueAt(), now).compareTo(settings.lateGreeting()) > 0
              ? new Verdict.Drop("late")
              : unprompted(row, now);
      case NOTICE -> unprompted(row, now);
    };
  }

  private Verdict unprompted(OutboxRow row, Instant now) {
    Instant quietUntil = communities.get(row.community()).quietUntil(now);
    if (quietUntil != null) {
      return new Verdict.Hold(quietUntil, "quiet_hours");
    }
    return store
        .capReachedSince(row.group(), settings.mostUnpromptedPerHour(), now)
        .<Verdict>map(since -> new Verdict.Hold(since.plus(Duration.ofHours(1)), "cap"))
        .orElseGet(() -> direct(row, now));
  }

  private Verdict direct(OutboxRow row, Instant now) {
    if (row.command() instanceof Command.SendDirect
        && row.member() != null
        && store.directMessagesSince(row.member(), now.minus(Duration.ofDays(1)))
            >= settings.mostDirectPerDay()) {
      return new Verdict.Drop("cap");
    }
    return GO;
  }
}
