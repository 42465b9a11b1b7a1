package io.liana.intake;

import io.liana.acquisition.Arrivals;
import io.liana.action.Actions;
import io.liana.action.Decision;
import io.liana.admission.JoinRequests;
import io.liana.channel.Archive;
import io.liana.channel.Lanes;
import io.liana.channel.SettledEvent;
import io.liana.desk.Tasks;
import io.liana.gate.GateAnswers;
import io.liana.intake.Recognition.Recognised;
import io.liana.onboarding.Newcomers;
import io.liana.rule.LaneMemory;
import io.liana.rule.Rules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * From what arrived to what is done about it: the next events of the lanes a worker holds, each
 * lane's in order, in one transaction. Whatever happens, an event is settled exactly once: the
 * cursor moves in the transaction that holds the effects.
 */
@Component
class Intake {
  static final int LARGEST_BATCH = 750;
  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  private final Lanes lanes;
  private final Recognition recognition;
  private final Archive archive;
  private final Tasks tasks;
  private final JoinRequests joinRequests;
  private final Rules rules;
  private final Actions actions;
  private final Arrivals arrivals;
  private final GateAnswers gateAnswers;
  private final Newcomers newcomers;
  private final TransactionTemplate transaction;

  Intake(
      Lanes lanes,
      Recognition recognition,
      Archive archive,
      Tasks tasks,
      JoinRequests joinRequests,
      Rules rules,
      Actions actions,
      Arrivals arrivals,
      GateAnswers gateAnswers,
      Newcomers newcomers,
      TransactionTemplate transaction) {
    this.lanes = lanes;
    this.recognition = recognition;
    this.archive = archive;
    this.tasks = tasks;
    this.joinRequests = joinRequests;
    this.rules = rules;
    this.actions = actions;
    this.arrivals = arrivals;
    this.gateAnswers = gateAnswers;
    this.newcomers = newcomers;
    this.transaction = transaction;
  }

  /**
   * Settles the next events of these lanes, each lane's in order. When that fails, every lane is
   * taken alone; a lane's batch that fails is halved until the event that breaks it stands alone;
   * that one is parked and the lane goes on.
   *
   * @return how many events were settled; 0 when none waits or the lanes are somebody else's
   */
  int handle(List<LaneWork> held) {
    try {
      return settle(held, LARGEST_BATCH);
    } catch (BrokenBatch broken) {
      return held.stream().mapToInt(this::handleAlone).sum();
    }
  }

  private int handleAlone(LaneWork lane) {
    for (int limit = LARGEST_BATCH; ; limit = Math.max(1, limit / 2)) {
      try {
        return settle(List.of(lane), limit);
      } catch (BrokenBatch broken) {
        if (limit == 1) {
          // The message of the exception may quote what somebody said: it belongs in the parked
          // row, not in the log.
          log.warn("An event of lane {} is parked: {}", lane.number(), broken.why().getClass());
          return count(transaction.execute(status -> parkNext(lane, broken.why())));
        }
      }
    }
  }

  /** What was tried in the batch did not go through, and the events are to blame. */
  private static final class BrokenBatch extends Exception {
    private final transient RuntimeException why;

    BrokenBatch(RuntimeException why) {
      super(null, why, false, false);
      this.why = why;
    }

    RuntimeException why() {
      return why;
    }
  }

  private int settle(List<LaneWork> held, int limit) throws BrokenBatch {
    try {
      int settled = count(transaction.execute(status -> settleNext(held, limit)));
      held.forEach(LaneWork::committed);
      return settled;
    } catch (TransientDataAccessException
        | RecoverableDataAccessException
        | DataAccessResourceFailureException
        | TransactionException databaseTrouble) {
      held.forEach(LaneWork::forget);
      throw databaseTrouble; // the events are not to blame: the worker tries again later
    } catch (RuntimeException broken) {
      held.forEach(LaneWork::forget);
      throw new BrokenBatch(broken);
    }
  }

  private int settleNext(List<LaneWork> held, int limit) {
    SortedMap<Integer, Long> cursors = lanes.lock(held.stream().map(LaneWork::number).toList());
    List<Lanes.Waiting> waiting = lanes.next(cursors, limit);
    if (waiting.isEmpty()) {
      return 0;
    }
    Map<Integer, LaneMemory> memories = new HashMap<>();
    for (LaneWork lane : held) {
      Long cursor = cursors.get(lane.number());
      if (cursor != null) {
        memories.put(lane.number(), lane.memoryAt(cursor));
      }
    }
    Recognised recognised = recognition.recognise(waiting);
    List<SettledEvent> settled = archive.settle(recognised.events());
    lanes.remove(recognised.repeated(settled));
    List<SettledEvent> fresh = recognised.judged(settled);
    tasks.seen(fresh);
    joinRequests.seen(fresh);
    List<Decision> decisions =
        rules.decide(fresh, group -> memories.get(recognised.lanes().get(group)));
    actions.perform(decisions);
    joinRequests.refuseBlacklisted(fresh);
    arrivals.seen(fresh); // late: it may lock doors that scans wait for
    gateAnswers.seen(fresh); // whose answers are whose, now that it is known by what they came
    newcomers.seen(fresh); // after it, because it asks by what they came
    Map<Integer, Long> last = new TreeMap<>();
    waiting.forEach(event -> last.put(event.lane(), event.id()));
    lanes.settle(last);
    held.forEach(lane -> lane.settledUpTo(last.get(lane.number())));
    return waiting.size();
  }

  private int parkNext(LaneWork lane, RuntimeException why) {
    List<Lanes.Waiting> poison = lanes.next(lanes.lock(List.of(lane.number())), 1);
    for (Lanes.Waiting event : poison) {
      lanes.park(event, why.getClass().getSimpleName() + ": " + why.getMessage());
      lanes.settle(Map.of(event.lane(), event.id()));
    }
    return poison.size();
  }

  private static int count(@Nullable Integer settled) {
    return settled == null ? 0 : settled;
  }
}
