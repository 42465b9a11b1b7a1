package io.liana.playbook;

import io.liana.community.Communities;
import io.liana.community.Community;
import io.liana.experiment.Experiment;
import io.liana.experiment.Experiments;
import io.liana.experiment.Exposure;
import io.liana.kernel.MemberId;
import io.liana.kernel.Rounds;
import io.liana.member.Presences;
import io.liana.playbook.Run.Fate;
import io.liana.playbook.Run.Progress;
import io.liana.playbook.StepDecider.Decided;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Does what is due, on as many nodes as there are: each run is in one hand only. */
@Component
public class PlaybookWorker implements SmartLifecycle {
  private static final Duration PUT_OFF = Duration.ofMinutes(10);
  private static final Logger log = LoggerFactory.getLogger(PlaybookWorker.class);

  private final PlaybookStore playbooks;
  private final PlaybookRunStore store;
  private final StepActs acts;
  private final Communities communities;
  private final Experiments experiments;
  private final Presences presences;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final PlaybookSettings settings;
  private final Rounds rounds;

  PlaybookWorker(
      PlaybookStore playbooks,
      PlaybookRunStore store,
      StepActs acts,
      Communities communities,
      Experiments experiments,
      Presences presences,
      TransactionTemplate transaction,
      Clock clock,
      PlaybookSettings settings) {
    this.playbooks = playbooks;
    this.store = store;
    this.acts = acts;
    this.communities = communities;
    this.experiments = experiments;
    this.presences = presences;
    this.transaction = transaction;
    this.clock = clock;
    this.settings = settings;
    this.rounds = new Rounds("playbook", settings.look(), this::runDue);
  }

  /** Everything that is due; how many runs something was decided for. */
  public int runDue() {
    int done = 0;
    while (next()) {
      done++;
    }
    return done;
  }

  private boolean next() {
    AtomicLong claimed = new AtomicLong();
    try {
      return Boolean.TRUE.equals(
          transaction.execute(
              status ->
                  store
                      .claim(clock.instant())
                      .map(
                          run -> {
                            claimed.set(run.id());
                            go(run);
                            return true;
                          })
                      .orElse(false)));
    } catch (DataAccessException | TransactionException databaseTrouble) {
      throw databaseTrouble;
    } catch (RuntimeException broken) {
      // One that breaks must not keep the others waiting: it is tried again, after them.
      log.warn("Run {} of a playbook is put off", claimed.get(), broken);
      transaction.executeWithoutResult(
          status -> store.putOff(claimed.get(), clock.instant().plus(PUT_OFF)));
      return true;
    }
  }

  private void go(Run run) {
    Instant now = clock.instant();
    Community community = communities.get(run.community());
    Map<String, Step> steps =
        playbooks.steps(run.playbook(), run.version()).stream()
            .collect(Collectors.toMap(Step::key, Function.identity()));
    Collection<Experiment> deciding =
        steps.values().stream().allMatch(step -> step.arms().isEmpty())
            ? List.of()
            : experiments.deciding(List.of(community.id())).getOrDefault(community.id(), List.of());
    Set<String> arms = StepDecider.arms(deciding, run.group());
    for (Progress progress : store.steps(run.id())) {
      if (progress.fate() == Fate.WAITING && !progress.dueAt().isAfter(now)) {
        Step step = Objects.requireNonNull(steps.get(progress.key()));
        store.step(run.id(), decide(run, step, progress, community, arms, now));
      }
    }
    store.settle(run.id(), now);
  }

  private Progress decide(
      Run run, Step step, Progress before, Community community, Set<String> arms, Instant now) {
    Decided decided = StepDecider.decide(step, before.dueAt(), now, community, arms);
    return switch (decided) {
      case Decided.PutOff(Instant until) ->
          new Progress(step.key(), until, Fate.WAITING, "quiet_hours", null);
      case Decided.Perform _ -> {
        expose(run, StepDecider.met(step, arms), now);
        yield new Progress(
            step.key(), before.dueAt(), acts.perform(run, step, community), null, now);
      }
      case Decided.Skip(String why) -> {
        if (why.equals("other_arm")) {
          expose(run, StepDecider.met(step, arms), now);
        }
        acts.skipped(run, step, why);
        yield new Progress(step.key(), before.dueAt(), Fate.SKIPPED, why, now);
      }
    };
  }

  /** Everybody in the group meets the arms: with others something else would happen now. */
  private void expose(Run run, Set<String> arms, Instant now) {
    if (!arms.isEmpty()) {
      Set<Long> people = presences.firstGroups(List.of(run.group()), now, now).keySet();
      experiments.expose(
          people.stream()
              .map(MemberId::new)
              .flatMap(
                  member -> arms.stream().map(arm -> Exposure.to(arm, run.group(), member, now)))
              .toList());
    }
  }

  @Override
  public void start() {
    rounds.start(settings.threads());
  }

  @Override
  public void stop() {
    rounds.stop();
  }

  @Override
  public boolean isRunning() {
    return rounds.isRunning();
  }
}
