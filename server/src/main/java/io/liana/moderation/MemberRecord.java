package io.liana.moderation;

import io.liana.kernel.GroupId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is held against one member in one community, folded event by event while a batch is decided.
 * Loaded from the tables for the real thing, started empty for a rehearsal.
 *
 * <p>Rules in audit mode see what other audit rules recorded; rules that are on do not.
 */
public final class MemberRecord {
  public record Violation(
      GroupId group,
      String kind,
      int points,
      Instant at,
      String subjectKey,
      boolean audit,
      boolean pardoned) {}

  /** How often, and how much it weighs. */
  public record Count(int times, int points) {}

  /**
   * @param event the one that led to it
   * @param back they joined again since
   */
  public record Removal(GroupId group, long event, Instant at, boolean audit, boolean back) {}

  private final List<Violation> violations = new ArrayList<>();
  private final Map<GroupId, Removal> removals = new HashMap<>(2);
  private final Map<GroupId, Removal> auditRemovals = new HashMap<>(2);
  private boolean blacklisted;

  public boolean blacklisted() {
    return blacklisted;
  }

  public void blacklist() {
    blacklisted = true;
  }

  public void add(Violation violation) {
    violations.add(violation);
  }

  /** A message counts once per kind, pardoned or not, however often it is edited. */
  public boolean holds(GroupId group, String kind, String subjectKey, boolean audit) {
    for (Violation violation : violations) {
      if (violation.audit == audit
          && violation.subjectKey.equals(subjectKey)
          && violation.kind.equals(kind)
          && violation.group.equals(group)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Violations of a kind that still count.
   *
   * @param within how far back from {@code now}, both ends included; null for ever
   * @param audit whether those an audit rule recorded count too
   */
  public Count count(String kind, Instant now, @Nullable Duration within, boolean audit) {
    Instant since = within == null ? Instant.MIN : now.minus(within);
    int times = 0;
    int points = 0;
    for (Violation violation : violations) {
      if (!violation.pardoned
          && (audit || !violation.audit)
          && violation.kind.equals(kind)
          && !violation.at.isBefore(since)) {
        times++;
        points += violation.points;
      }
    }
    return new Count(times, points);
  }

  public void remove(GroupId group, long event, Instant at, boolean audit) {
    (audit ? auditRemovals : removals).put(group, new Removal(group, event, at, audit, false));
  }

  /** They joined again: what kept a second removal back is over. */
  public void comeBack(GroupId group) {
    removals.computeIfPresent(group, MemberRecord::back);
    auditRemovals.computeIfPresent(group, MemberRecord::back);
  }

  private static Removal back(GroupId group, Removal removal) {
    return new Removal(group, removal.event, removal.at, removal.audit, true);
  }

  /** Removals after which nobody saw them join again. */
  public List<Removal> openRemovals() {
    List<Removal> open = new ArrayList<>(1);
    removals.values().stream().filter(removal -> !removal.back).forEach(open::add);
    auditRemovals.values().stream().filter(removal -> !removal.back).forEach(open::add);
    return open;
  }

  /** Their removal was decided, but messages that were on the way still arrive. */
  public boolean gone(GroupId group, boolean audit) {
    return open(removals.get(group)) || (audit && open(auditRemovals.get(group)));
  }

  /** Rules removed them from this group before. */
  public boolean wasRemoved(GroupId group) {
    return removals.containsKey(group);
  }

  private static boolean open(@Nullable Removal removal) {
    return removal != null && !removal.back;
  }
}
