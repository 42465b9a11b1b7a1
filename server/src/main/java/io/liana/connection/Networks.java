package io.liana.connection;

import io.liana.community.GroupView;
import io.liana.desk.TaskDraft;
import io.liana.desk.Tasks;
import io.liana.insight.GroupTalks;
import io.liana.insight.GroupTalks.Arrival;
import io.liana.insight.GroupTalks.Newcomers;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asks for the network of a group, and for a greeting of whoever stands outside of it. */
@Component
class Networks {
  // Who has waited for days should not wait for more of them.
  private static final Duration TIME_TO_GREET = Duration.ofHours(24);
  private static final int EVER = 100_000; // days

  private final GroupTalks talks;
  private final Tasks tasks;
  private final Journal journal;
  private final Clock clock;

  Networks(GroupTalks talks, Tasks tasks, Journal journal, Clock clock) {
    this.talks = talks;
    this.tasks = tasks;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * @param came how many newcomers there are, answered or not
   * @param alone nobody has directed a message to them; who waits longest first
   * @param tasks state of the task to greet them, by member; absent where nobody asked for one
   */
  record Alone(
      @Nullable LocalDate from,
      @Nullable LocalDate until,
      int came,
      List<Arrival> alone,
      Map<String, String> tasks) {
    @Nullable String task(GroupId group, MemberId member) {
      return tasks.get(key(group, member));
    }
  }

  Network network(GroupView group, @Nullable LocalDate from, @Nullable LocalDate to) {
    return Network.of(talks.talk(group, from, to));
  }

  Alone alone(GroupView group, int days, @Nullable LocalDate to) {
    Newcomers newcomers = talks.newcomers(group, days, to);
    List<Arrival> alone =
        newcomers.arrivals().stream().filter(one -> one.addressed() == 0).toList();
    return new Alone(
        newcomers.from(),
        newcomers.until(),
        newcomers.arrivals().size(),
        alone,
        tasks.states(alone.stream().map(one -> key(group.id(), one.member())).toList()));
  }

  /**
   * Puts a task on the desk, once for each newcomer of a group.
   *
   * @throws Problem 409 {@code newcomer_not_alone} when somebody has spoken to them by now, or they
   *     are gone
   */
  @Transactional
  public void askForGreeting(GroupView group, MemberId member, Caller by) {
    Alone now = alone(group, EVER, null);
    if (now.alone().stream().noneMatch(one -> one.member().equals(member))) {
      throw Problem.conflict(
          "newcomer_not_alone",
          "This member is none of the newcomers nobody has spoken to: somebody may have by now, or they are gone.");
    }
    if (now.task(group.id(), member) != null) {
      return;
    }
    Instant at = clock.instant();
    tasks.raise(
        new TaskDraft(
            key(group.id(), member),
            "newcomer_alone",
            group.community(),
            group.id(),
            member,
            null,
            Map.of(),
            at.plus(TIME_TO_GREET)));
    journal.append(
        new JournalEntry(
            at,
            by.actor(),
            "greeting_asked_for",
            group.community(),
            group.id(),
            member,
            null,
            Map.of("kind", "newcomer_alone")));
  }

  private static String key(GroupId group, MemberId member) {
    return "greet/%s/%s".formatted(group, member);
  }
}
