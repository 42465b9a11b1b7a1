package io.liana.moderation;

import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What the ladder counts. */
@Component
public class Violations {
  /**
   * @param caseId the case it belongs to
   */
  public record OfCase(ViolationDraft violation, @Nullable Long caseId) {}

  /** Rules removed a member, or (audit) would have. */
  public record Removal(
      GroupId group,
      MemberId member,
      boolean audit,
      @Nullable Long caseId,
      long eventId,
      Instant at) {}

  private final ViolationStore store;

  Violations(ViolationStore store) {
    this.store = store;
  }

  /**
   * The records of these members, as they are now and will stay until the transaction ends: whoever
   * else decides about one of them waits.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public MemberRecords hold(Collection<MemberRecords.Key> keys) {
    MemberRecords records = new MemberRecords();
    if (!keys.isEmpty()) {
      store.lock(
          keys.stream().map(key -> key.member().value()).sorted().distinct().toArray(Long[]::new));
      store.load(keys, records);
    }
    return records;
  }

  public void record(List<OfCase> violations) {
    if (!violations.isEmpty()) {
      store.insertViolations(violations);
    }
  }

  public void recordRemovals(List<Removal> removals) {
    if (!removals.isEmpty()) {
      store.upsertRemovals(removals);
    }
  }
}
