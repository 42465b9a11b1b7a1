package io.liana.moderation;

import io.liana.kernel.Actor;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing done in a case.
 *
 * @param note the words sent, {@code {name}} not filled in; or the reason an operator gave
 * @param outboxKey the delivery that carries it out; how it ends is written down when it does
 */
public record CaseStep(
    long caseId,
    Instant at,
    Act act,
    State state,
    Actor actor,
    @Nullable RuleRef rule,
    @Nullable String note,
    @Nullable String outboxKey) {

  public enum Act {
    RECORD_VIOLATION,
    RECALL,
    REPLY,
    WARN,
    NOTIFY,
    MUTE,
    REMOVE,
    BLACKLIST,
    TAG,
    TASK,
    LIFT_BAN,
    PARDON,
    APPEAL,
    UPHOLD;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public enum State {
    /** On its way to the platform. */
    WAITING,
    DONE,
    FAILED,
    NEEDS_HUMAN,
    /** Taken back before it went out. */
    DROPPED,
    /** Only recorded, by a rule in audit mode. */
    AUDIT;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
