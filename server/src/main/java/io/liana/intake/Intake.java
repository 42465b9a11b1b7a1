package io.liana.intake;

import io.liana.action.Actions;
import io.liana.action.Decision;
import io.liana.channel.Archive;
import io.liana.channel.Lanes;
import io.liana.channel.SettledEvent;
import io.liana.rule.LaneMemory;
import io.liana.rule.Rules;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * From what arrived to what is done about it: the next events of a lane, in order, in one
 * transaction. Whatever happens, an event is settled exactly once: the cursor moves in the
 * transaction that holds the effects.
 */
@Component
class Intake {
  static final int LARGEST_BATCH = 500;
  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  private final Lanes lanes;
  private final Recognition recognition;
  private final Archive archive;
  private final Rules rules;
  private final Actions actions;
  private final TransactionTemplate transaction;

  Intake(
      Lanes lanes,
      Recognition recognition,
      Archive archive,
      Rules rules,
      Actions actions,
      TransactionTemplate transaction) {
    this.lanes = lanes;
    this.recognition = recognition;
    this.archive = archive;
    this.rules = rules;
    this.actions = actions;
    this.transaction = transaction;
  }

  /**
   * Settles the next batch of a lane. A batch that fails is halved until the event that breaks it
   * stands alone; that one is parked and the lane goes on.
   *
   * @return how many events were settled; 0 when none waits or the lane is somebody else's
   */
  int handle(LaneWork lane) {
    for (int limit = LARGEST_BATCH; ; limit = Math.max(1, limit / 2)) {
      int size = limit;
      try {
        return settled(transaction.execute(status -> settleNext(lane, size)), lane);
      } catch (TransientDataAccessException
          | RecoverableDataAccessException
          | DataAccessResourceFailureException
          | TransactionException databaseTrouble) {
        lane.forget();
        throw databaseTrouble; // the events are not to blame: the worker tries again later
      } catch (RuntimeException broken) {
        lane.forget();
        if (limit == 1) {
          // The message of the exception may quote what somebody said: it belongs in the parked
          // row, not in the log.
          log.warn("An event of lane {} is parked: {}", lane.number(), broken.getClass().getName());
          return settled(transaction.execute(status -> parkNext(lane, broken)), lane);
        }
      }
    }
  }

  private int settleNext(LaneWork lane, int limit) {
    Optional<Long> cursor = lanes.lock(lane.number(), lane.owner());
    if (cursor.isEmpty()) {
      return 0;
    }
    List<Lanes.Waiting> waiting = lanes.next(lane.number(), cursor.get(), limit);
    if (waiting.isEmpty()) {
      return 0;
    }
    LaneMemory memory = lane.memoryAt(cursor.get());
    List<SettledEvent> recognised = recognition.recognise(lane.number(), waiting);
    List<SettledEvent> fresh = archive.settle(recognised);
    List<Decision> decisions = rules.decide(fresh, memory);
    actions.perform(decisions);
    lanes.settle(lane.number(), waiting.getLast().id());
    lane.settledUpTo(waiting.getLast().id());
    return waiting.size();
  }

  private int parkNext(LaneWork lane, RuntimeException why) {
    Optional<Long> cursor = lanes.lock(lane.number(), lane.owner());
    if (cursor.isEmpty()) {
      return 0;
    }
    List<Lanes.Waiting> poison = lanes.next(lane.number(), cursor.get(), 1);
    poison.forEach(
        event -> {
          lanes.park(
              lane.number(), event, why.getClass().getSimpleName() + ": " + why.getMessage());
          lanes.settle(lane.number(), event.id());
        });
    return poison.size();
  }

  private static int settled(@org.jspecify.annotations.Nullable Integer count, LaneWork lane) {
    int settled = count == null ? 0 : count;
    lane.committed(settled > 0);
    return settled;
  }
}
