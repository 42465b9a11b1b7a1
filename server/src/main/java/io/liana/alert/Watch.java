package io.liana.alert;

import io.liana.alert.AlertStore.Ring;
import io.liana.alert.Judge.Verdict;
import io.liana.community.Communities;
import io.liana.community.Community;
import io.liana.desk.TaskDraft;
import io.liana.desk.Tasks;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Judges a day, and tells: one task for all that rings, none again before it has recovered. */
@Component
class Watch {
  private static final Actor ALERT = new Actor.Machine("alert");
  private static final Duration TO_LOOK_INTO_IT = Duration.ofDays(1);
  private static final int COURSE = 28; // days; the eight weeks known leave a band four to stand on
  private static final int MOST_NAMED = 50; // of groups a task lists

  private final AlertStore store;
  private final DailyCounts counts;
  private final Communities communities;
  private final Tasks tasks;
  private final Journal journal;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Watch(
      AlertStore store,
      DailyCounts counts,
      Communities communities,
      Tasks tasks,
      Journal journal,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.counts = counts;
    this.communities = communities;
    this.tasks = tasks;
    this.journal = journal;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** The last day of a metric that is known whole. */
  LocalDate lastDay(Alert alert, Community community) {
    return LocalDate.ofInstant(clock.instant(), community.zone())
        .minusDays(alert.wish().metric().settles());
  }

  /** How it stands, by group or {@link DailyCounts#COMMUNITY}; tells nobody. */
  Map<Long, Verdict> judge(Alert alert, LocalDate day) {
    Community community = communities.get(alert.community());
    Map<Long, Verdict> verdicts = new LinkedHashMap<>();
    counts
        .until(community, alert.wish(), day)
        .forEach((place, days) -> verdicts.put(place, Judge.judge(alert.wish(), days)));
    return verdicts;
  }

  /**
   * How it stood on each of the last days in one place, by what is known now. Empty where nothing
   * happened, and for a ratio of the review: it counts people once in a period, not by the day.
   */
  SequencedMap<LocalDate, Verdict> course(Alert alert, long place, LocalDate day) {
    SequencedMap<LocalDate, Verdict> course = new LinkedHashMap<>();
    if (alert.wish().metric().kind == Metric.Kind.RATIO) {
      return course;
    }
    List<Day> days =
        counts
            .until(communities.get(alert.community()), alert.wish(), day)
            .getOrDefault(place, List.of());
    for (int known = Math.max(1, days.size() - COURSE + 1); known <= days.size(); known++) {
      course.put(
          day.minusDays(days.size() - known), Judge.judge(alert.wish(), days.subList(0, known)));
    }
    return course;
  }

  void look(Alert alert) {
    Community community = communities.get(alert.community());
    Instant now = clock.instant();
    LocalDate day = lastDay(alert, community);
    boolean seen = alert.lookedAt() != null && !alert.lookedAt().isBefore(day);
    boolean muted =
        alert.mutedUntil() != null
            && LocalDate.ofInstant(now, community.zone()).isBefore(alert.mutedUntil());
    boolean quiet = !alert.wish().evenWhenQuiet() && community.quietUntil(now) != null;
    if (seen || muted || quiet) {
      return;
    }
    Map<Long, Verdict> verdicts = judge(alert, day);
    transaction.executeWithoutResult(
        status -> {
          // Whoever writes the day first has it; another node finds it written.
          if (store.claim(alert.id(), day)) {
            tell(alert, day, verdicts, now);
          }
        });
  }

  private void tell(Alert alert, LocalDate day, Map<Long, Verdict> verdicts, Instant now) {
    Map<Long, Ring> open =
        store.open(alert.id()).stream().collect(Collectors.toMap(Ring::group, Function.identity()));
    List<Long> fresh = new ArrayList<>();
    verdicts.forEach(
        (place, verdict) -> {
          Ring ringing = open.get(place);
          if (verdict.rings() && ringing == null) {
            store.ring(alert.id(), place, day, verdict);
            fresh.add(place);
          } else if (ringing != null && recovered(verdict)) {
            store.over(ringing.id(), day);
            open.remove(place);
          }
        });
    // A group that is gone, or silent for eight weeks, is no longer judged.
    open.values()
        .removeIf(
            ring -> {
              boolean gone = !verdicts.containsKey(ring.group());
              if (gone) {
                store.over(ring.id(), day);
              }
              return gone;
            });
    if (!fresh.isEmpty()) {
      raise(alert, day, fresh, now);
    } else if (open.isEmpty() && alert.taskKey() != null) {
      tasks.seenDone(alert.taskKey());
    }
  }

  /** What cannot be judged has neither gone nor come back. */
  private static boolean recovered(Verdict verdict) {
    return !verdict.rings() && verdict.why() == null;
  }

  private void raise(Alert alert, LocalDate day, List<Long> fresh, Instant now) {
    journal.append(
        new JournalEntry(
            now,
            ALERT,
            "alert_rang",
            alert.community(),
            null,
            null,
            null,
            Map.of("alert", alert.id(), "day", day.toString(), "count", fresh.size())));
    if (isOpen(alert.taskKey())) {
      return; // somebody is at it already, and finds the new ones on the page it leads to
    }
    String key = "alert:%d:%s".formatted(alert.id(), day);
    tasks.raise(
        new TaskDraft(
            key,
            "alert",
            alert.community(),
            null,
            null,
            null,
            Map.of(
                "title",
                alert.wish().name(),
                "alert",
                Long.toString(alert.id()),
                "groups",
                fresh.stream()
                    .filter(place -> place != DailyCounts.COMMUNITY)
                    .limit(MOST_NAMED)
                    .map(place -> Long.toString(place))
                    .toList()),
            now.plus(TO_LOOK_INTO_IT)));
    store.told(alert.id(), key);
  }

  private boolean isOpen(@Nullable String key) {
    return key != null && Objects.equals(tasks.states(List.of(key)).get(key), "open");
  }
}
