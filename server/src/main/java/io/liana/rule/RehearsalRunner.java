package io.liana.rule;

import io.liana.channel.Archive;
import io.liana.channel.SettledEvent;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.experiment.Experiments;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.member.Members;
import io.liana.member.Membership;
import io.liana.moderation.Sanction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs rehearsals, one after the other. */
@Component
class RehearsalRunner {
  static final int MOST_MEMBERS = 5_000; // listed; counted are all
  private static final int CHUNK = 1_000;
  private static final int CHUNKS_BETWEEN_BEATS = 10;
  private static final Duration SILENT = Duration.ofMinutes(2);
  private static final Logger log = LoggerFactory.getLogger(RehearsalRunner.class);

  private final RehearsalStore store;
  private final LiveRules live;
  private final Groups groups;
  private final Members members;
  private final Archive archive;
  private final Experiments experiments;
  private final TransactionTemplate reading;
  private final TransactionTemplate writing;
  private final Clock clock;

  RehearsalRunner(
      RehearsalStore store,
      LiveRules live,
      Groups groups,
      Members members,
      Archive archive,
      Experiments experiments,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.store = store;
    this.live = live;
    this.groups = groups;
    this.members = members;
    this.archive = archive;
    this.experiments = experiments;
    this.reading = new TransactionTemplate(transactions);
    this.reading.setReadOnly(true);
    this.writing = new TransactionTemplate(transactions);
    this.writing.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.clock = clock;
  }

  private static final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Runs everything that waits. */
  void runDue() {
    Optional<Rehearsal> next = claim();
    while (next.isPresent()) {
      run(next.get());
      next = claim();
    }
  }

  private Optional<Rehearsal> claim() {
    Instant now = clock.instant();
    Optional<Rehearsal> claimed = writing.execute(status -> store.claim(now, now.minus(SILENT)));
    return claimed == null ? Optional.empty() : claimed;
  }

  private void run(Rehearsal rehearsal) {
    try {
      GroupView group = groups.get(rehearsal.group());
      // As the experiments stand now; who would have met one is not counted.
      Arms arms =
          Arms.of(
              experiments
                  .deciding(List.of(group.community()))
                  .getOrDefault(group.community(), List.of()));
      var draft =
          new RehearsalSide(
              CompiledRules.of(group.community(), 0, RuleReader.read(rehearsal.draft())),
              group,
              arms);
      var present = new RehearsalSide(present(rehearsal), group, arms);
      reading.executeWithoutResult(status -> play(rehearsal, group, draft, present));
      writing.executeWithoutResult(status -> write(rehearsal, draft, present));
    } catch (Cancelled e) {
      log.info("Rehearsal {} was cancelled", rehearsal.id());
    } catch (RuntimeException failed) {
      log.warn("Rehearsal {} failed", rehearsal.id(), failed);
      writing.executeWithoutResult(
          status ->
              store.finish(
                  rehearsal.id(),
                  Rehearsal.State.FAILED,
                  null,
                  String.valueOf(failed.getMessage()),
                  clock.instant()));
    }
  }

  private CompiledRules present(Rehearsal rehearsal) {
    Integer version = rehearsal.presentVersion();
    return version == null
        ? CompiledRules.of(rehearsal.community(), 0, RuleSet.EMPTY)
        : live.of(rehearsal.community(), version);
  }

  private void play(
      Rehearsal rehearsal, GroupView group, RehearsalSide draft, RehearsalSide present) {
    ZoneId zone = group.zone();
    Instant from = startOf(rehearsal.from(), zone);
    Instant until = rehearsal.to() == null ? null : startOf(rehearsal.to().plusDays(1), zone);
    long total = archive.count(group.id(), from, until);
    var stage = new Stage(group.id());
    var read = new long[2]; // events, chunks
    List<SettledEvent> chunk = new ArrayList<>(CHUNK);
    archive.replay(
        group.id(),
        from,
        until,
        event -> {
          chunk.add(event);
          if (chunk.size() == CHUNK) {
            read[0] += stage.play(chunk, draft, present);
            if (++read[1] % CHUNKS_BETWEEN_BEATS == 1) {
              beat(rehearsal, read[0], total);
            }
          }
        });
    read[0] += stage.play(chunk, draft, present);
    beat(rehearsal, read[0], total);
  }

  private static @Nullable Instant startOf(@Nullable LocalDate day, ZoneId zone) {
    return day == null ? null : day.atStartOfDay(zone).toInstant();
  }

  private void beat(Rehearsal rehearsal, long read, long total) {
    Boolean going =
        writing.execute(status -> store.progress(rehearsal.id(), read, total, clock.instant()));
    if (!Boolean.TRUE.equals(going)) {
      throw new Cancelled();
    }
  }

  /** Plays chunks to both sides; knows who is in the group. */
  private final class Stage {
    private final GroupId group;
    private final Map<MemberId, Membership> people = new HashMap<>();
    private final Set<MemberId> strangers = new HashSet<>();

    Stage(GroupId group) {
      this.group = group;
    }

    int play(List<SettledEvent> chunk, RehearsalSide draft, RehearsalSide present) {
      for (SettledEvent event : chunk) {
        draft.hear(event);
        present.hear(event);
      }
      Set<MemberId> wanted = new HashSet<>();
      draft.collect(wanted);
      present.collect(wanted);
      meet(wanted);
      Company company = (place, member) -> people.get(member);
      draft.decide(company);
      present.decide(company);
      int played = chunk.size();
      chunk.clear();
      return played;
    }

    private void meet(Set<MemberId> wanted) {
      wanted.removeAll(people.keySet());
      wanted.removeAll(strangers);
      if (!wanted.isEmpty()) {
        people.putAll(members.memberships(group, wanted));
        wanted.removeAll(people.keySet());
        strangers.addAll(wanted);
      }
    }
  }

  private void write(Rehearsal rehearsal, RehearsalSide draft, RehearsalSide present) {
    Set<MemberId> reached = new HashSet<>(draft.fates().keySet());
    reached.addAll(present.fates().keySet());
    Map<String, Integer> changes = new LinkedHashMap<>();
    List<Rehearsal.Row> rows = new ArrayList<>();
    for (MemberId member : reached) {
      Rehearsal.Row row = row(member, draft.fates().get(member), present.fates().get(member));
      changes.merge(row.change(), 1, Integer::sum);
      rows.add(row);
    }
    rows.sort(
        Comparator.comparingInt((Rehearsal.Row row) -> -row.gravity())
            .thenComparingLong(row -> row.member().value()));
    store.insertMembers(
        rehearsal.id(), rows.size() > MOST_MEMBERS ? rows.subList(0, MOST_MEMBERS) : rows);
    var result = new Rehearsal.Result(draft.counts(), present.counts(), changes);
    if (!store.finish(rehearsal.id(), Rehearsal.State.DONE, result, null, clock.instant())) {
      throw new Cancelled(); // takes the rows with it
    }
  }

  private static Rehearsal.Row row(
      MemberId member, RehearsalSide.@Nullable Fate draft, RehearsalSide.@Nullable Fate present) {
    Sanction drafted = draft == null ? Sanction.NONE : draft.worst();
    Sanction now = present == null ? Sanction.NONE : present.worst();
    return new Rehearsal.Row(
        member,
        Rehearsal.Change.between(now, drafted).code(),
        Math.max(drafted.ordinal(), now.ordinal()),
        drafted.code(),
        draft == null ? List.of() : draft.acts(),
        now.code(),
        present == null ? List.of() : present.acts());
  }
}
