package io.liana.playbook;

import io.liana.channel.Capability;
import io.liana.channel.Connector;
import io.liana.community.Communities;
import io.liana.community.Community;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.delivery.Outbox;
import io.liana.experiment.Experiment;
import io.liana.experiment.Experiments;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.Problem;
import io.liana.playbook.Run.Fate;
import io.liana.playbook.Run.Progress;
import io.liana.playbook.StepDecider.Decided;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Starts and stops playbooks in groups, and tells before what they would do there. */
@Component
class PlaybookRuns {
  private static final int MOST_GROUPS = 500;
  private static final int MOST_DAYS_AHEAD = 366;

  private final Playbooks playbooks;
  private final PlaybookRunStore store;
  private final Communities communities;
  private final Groups groups;
  private final Experiments experiments;
  private final Outbox outbox;
  private final Journal journal;
  private final Map<String, Connector> connectors;
  private final Clock clock;

  PlaybookRuns(
      Playbooks playbooks,
      PlaybookRunStore store,
      Communities communities,
      Groups groups,
      Experiments experiments,
      Outbox outbox,
      Journal journal,
      List<Connector> connectors,
      Clock clock) {
    this.playbooks = playbooks;
    this.store = store;
    this.communities = communities;
    this.groups = groups;
    this.experiments = experiments;
    this.outbox = outbox;
    this.journal = journal;
    this.connectors =
        connectors.stream().collect(Collectors.toMap(Connector::platform, Function.identity()));
    this.clock = clock;
  }

  /**
   * @param at after quiet hours
   * @param fate goes, quiet_hours, past or other_arm
   */
  record Looked(String key, Instant at, String fate) {}

  /**
   * @param whyNot runs_already, history or nothing_left; null when it can start
   * @param byHand no machine may speak here: a person is asked to
   */
  record Preview(GroupView group, @Nullable String whyNot, boolean byHand, List<Looked> steps) {}

  List<Preview> preview(
      long id, @Nullable List<String> wanted, @Nullable String firstDay, Caller caller) {
    Playbook playbook = playbooks.get(id, caller);
    Community community = communities.get(playbook.community());
    LocalDate first = firstDay(firstDay, community);
    List<GroupView> chosen = groups(wanted, playbook, caller);
    Set<GroupId> running = store.groupsRunning(id, chosen.stream().map(GroupView::id).toList());
    Collection<Experiment> deciding = deciding(playbook);
    return chosen.stream()
        .map(
            group -> {
              Set<String> arms = StepDecider.arms(deciding, group.id());
              List<Looked> steps =
                  playbook.steps().stream()
                      .map(step -> look(step, step.on(first, community), community, arms))
                      .toList();
              return new Preview(group, whyNot(group, running, steps), !speaks(group), steps);
            })
        .toList();
  }

  /** The same that the worker will decide, as far as anybody knows today. */
  private Looked look(Step step, Instant at, Community community, Set<String> arms) {
    if (at.isBefore(clock.instant())) {
      return new Looked(step.key(), at, "past");
    }
    return switch (StepDecider.decide(step, at, at, community, arms)) {
      case Decided.Perform _ -> new Looked(step.key(), at, "goes");
      case Decided.PutOff(Instant until) ->
          StepDecider.decide(step, until, until, community, arms)
                  instanceof Decided.Skip(String why)
              ? new Looked(step.key(), until, why)
              : new Looked(step.key(), until, "quiet_hours");
      case Decided.Skip(String why) -> new Looked(step.key(), at, why);
    };
  }

  private static @Nullable String whyNot(
      GroupView group, Set<GroupId> running, List<Looked> steps) {
    if (running.contains(group.id())) {
      return "runs_already";
    }
    if (group.platform().equals(GroupView.HISTORY)) {
      return "history";
    }
    return steps.stream().allMatch(step -> step.fate().equals("past")) ? "nothing_left" : null;
  }

  private boolean speaks(GroupView group) {
    Connector connector = connectors.get(group.platform());
    return connector != null
        && connector.capabilities(group.account(), group.externalId()).contains(Capability.SEND);
  }

  /**
   * In all of these groups or in none. What lies in the past is left out.
   *
   * @throws Problem 400 naming the field, 409 {@code playbook_runs_already}
   */
  @Transactional
  List<Run> start(long id, @Nullable List<String> wanted, @Nullable String firstDay, Caller by) {
    Playbook playbook = playbooks.get(id, by);
    Community community = communities.get(playbook.community());
    LocalDate first = firstDay(firstDay, community);
    List<Run> started = new ArrayList<>();
    for (Preview one : preview(id, wanted, firstDay, by)) {
      switch (one.whyNot()) {
        case null -> started.add(start(playbook, one.group(), first, community, by));
        case "runs_already" -> throw runsAlready(one.group());
        case "history" ->
            throw Given.wrong(
                "groups", "name '%s', which lives no more".formatted(one.group().name()));
        default -> throw Given.wrong("first_day", "leaves no step that is still to come");
      }
    }
    return started;
  }

  private Run start(
      Playbook playbook, GroupView group, LocalDate first, Community community, Caller by) {
    Instant now = clock.instant();
    long run;
    try {
      run = store.insert(playbook, group.id(), first, by.actor().code(), now);
    } catch (DuplicateKeyException e) {
      throw runsAlready(group);
    }
    store.insertSteps(
        run,
        playbook.steps().stream()
            .map(
                step -> {
                  Instant at = step.on(first, community);
                  return at.isBefore(now)
                      ? new Progress(step.key(), at, Fate.SKIPPED, "past", now)
                      : new Progress(step.key(), at, Fate.WAITING, null, null);
                })
            .toList());
    store.settle(run, now);
    Run started = get(run, by);
    note("playbook_started", started, Map.of(), by);
    return started;
  }

  /** Wherever it runs. */
  @Transactional
  void stopAll(long id, String why, Caller by) {
    playbooks.get(id, by);
    List<Long> running = store.running(id).stream().filter(store::hold).toList();
    if (running.isEmpty()) {
      throw notRunning();
    }
    running.forEach(run -> end(run, why, by));
  }

  @Transactional
  Run stop(long run, String why, Caller by) {
    get(run, by);
    if (!store.hold(run)) {
      throw notRunning();
    }
    end(run, why, by);
    return get(run, by);
  }

  /** It is held. What is on its way and has not begun to go out is taken back. */
  private void end(long run, String why, Caller by) {
    outbox.cancel(store.stop(run, why, clock.instant()), "stopped");
    note("playbook_stopped", get(run, by), Map.of("why", why), by);
  }

  /**
   * @throws Problem 404 {@code playbook_run_not_found}
   */
  Run get(long run, Caller caller) {
    return store
        .find(run)
        .filter(one -> caller.sees(one.community()))
        .orElseThrow(() -> Problem.missing("playbook_run", run));
  }

  private Collection<Experiment> deciding(Playbook playbook) {
    return playbook.arms().isEmpty()
        ? List.of()
        : experiments
            .deciding(List.of(playbook.community()))
            .getOrDefault(playbook.community(), List.of());
  }

  private List<GroupView> groups(@Nullable List<String> wanted, Playbook playbook, Caller caller) {
    if (wanted == null || wanted.isEmpty() || wanted.size() > MOST_GROUPS) {
      throw Given.wrong("groups", "must be 1 to %d".formatted(MOST_GROUPS));
    }
    List<GroupView> chosen =
        new LinkedHashSet<>(wanted)
            .stream().map(one -> groups.get(GroupId.parse(String.valueOf(one)), caller)).toList();
    for (GroupView group : chosen) {
      if (!group.community().equals(playbook.community())) {
        throw Given.wrong("groups", "must be of the community of the playbook");
      }
    }
    return chosen;
  }

  private LocalDate firstDay(@Nullable String given, Community community) {
    LocalDate day = Given.day("first_day", given);
    LocalDate today = LocalDate.ofInstant(clock.instant(), community.zone());
    if (day == null || day.isBefore(today) || day.isAfter(today.plusDays(MOST_DAYS_AHEAD))) {
      throw Given.wrong("first_day", "must be today or within a year");
    }
    return day;
  }

  private void note(String kind, Run run, Map<String, Object> more, Caller by) {
    Map<String, Object> reason = new java.util.HashMap<>(more);
    reason.put("playbook", run.playbook());
    reason.put("run", run.id());
    reason.put("version", run.version());
    journal.append(
        new JournalEntry(
            clock.instant(), by.actor(), kind, run.community(), run.group(), null, null, reason));
  }

  private static Problem runsAlready(GroupView group) {
    return new Problem(
        409,
        "playbook_runs_already",
        "It runs in '%s' already; it was started nowhere. Stop it there or leave the group out."
            .formatted(group.name()),
        Map.of("group", group.name()));
  }

  private static Problem notRunning() {
    return Problem.conflict("playbook_not_running", "It does not run; nothing was changed.");
  }
}
