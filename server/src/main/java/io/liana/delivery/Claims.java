package io.liana.delivery;

import io.liana.channel.Limit;
import io.liana.channel.Outcome;
import io.liana.kernel.GroupId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Chooses what of an account goes next and takes it, in the caller's transaction: in turn from
 * group to group, within the limits, not what must wait or comes too late.
 */
@Component
class Claims {
  // So that one transaction stays short when much has to be put aside.
  private static final int MOST_PUT_ASIDE = 200;
  // Groups looked at in one go: enough to fill a round when most of them must wait.
  private static final int LOOKED_AT = 64;
  // Of each group whose head is for a human; a round of 64 groups stays within a second.
  private static final int MOST_BEHIND = 20;
  // After this many failures in a row one command asks whether the platform is back.
  static final int FAILURES_TO_REST = 3;

  /**
   * @param ended commands that came to an end without a call
   * @param failures groups that failed one after the other; negative when nobody looked
   * @param again when more may go, if nothing else happens; null when nobody can tell
   */
  record Taken(List<OutboxRow> going, int ended, int failures, @Nullable Instant again) {
    static final Taken NOTHING = new Taken(List.of(), 0, -1, null);
  }

  private final SendingAccountStore accounts;
  private final OutboxStore store;
  private final CallStore calls;
  private final Restraint restraint;
  private final Platforms platforms;
  private final Endings endings;
  private final DeliverySettings settings;
  private final Clock clock;

  Claims(
      SendingAccountStore accounts,
      OutboxStore store,
      CallStore calls,
      Restraint restraint,
      Platforms platforms,
      Endings endings,
      DeliverySettings settings,
      Clock clock) {
    this.accounts = accounts;
    this.store = store;
    this.calls = calls;
    this.restraint = restraint;
    this.platforms = platforms;
    this.endings = endings;
    this.settings = settings;
    this.clock = clock;
  }

  Taken take(SendingAccount account, Turns turns) {
    if (!platforms.reachable(account)) {
      return Taken.NOTHING;
    }
    Instant now = clock.instant();
    Optional<SendingAccountStore.Right> right = accounts.lock(account, now);
    if (right.isEmpty()) {
      return Taken.NOTHING;
    }
    int failures = right.get().failures();
    int most = failures >= FAILURES_TO_REST ? 1 : platforms.mostUnderWay(account);
    var round = new Round(account, turns, now, most - right.get().underWay(), right.get().begun());
    round.choose();
    return round.taken(failures);
  }

  /** One round of choosing. */
  private final class Round {
    private final SendingAccount account;
    private final Turns turns;
    private final Instant now;
    private final int room;
    private final long begun;
    private final List<Limit> limits;
    private final Set<GroupId> passed;
    private final List<OutboxRow> chosen = new ArrayList<>();
    private int putAside;
    private final List<Ended> human = new ArrayList<>();

    Round(SendingAccount account, Turns turns, Instant now, int room, long begun) {
      this.begun = begun;
      this.account = account;
      this.turns = turns;
      this.now = now;
      this.room = room;
      this.limits = platforms.limits(account);
      this.passed = turns.waiting(now);
    }

    void choose() {
      long from = turns.last();
      int written = 0; // of those a human does: their groups' next may go in this round
      int before = -1; // what was put aside when the last turn began: behind it others may go
      while (chosen.size() < room && putAside < MOST_PUT_ASIDE) {
        List<OutboxRow> heads = store.heads(account, from, passed, LOOKED_AT, now);
        if (heads.isEmpty()) {
          if (putAside == before) {
            return;
          }
          before = putAside;
          from = 0;
          continue;
        }
        var allowance = new Allowance(limits, uses(both(heads)), now);
        chosen.forEach(allowance::take);
        for (OutboxRow row : heads) {
          if (chosen.size() < room) {
            consider(row, allowance);
            from = row.group().value();
          }
        }
        considerBehind(human.subList(written, human.size()).stream().map(Ended::row).toList());
        endings.write(human.subList(written, human.size()));
        written = human.size();
      }
    }

    /** Limits that certainly have room are not counted again: a busy one holds 10,000 calls. */
    private List<Allowance.Use> uses(List<OutboxRow> rows) {
      List<Allowance.Use> uses = new ArrayList<>();
      List<Limit> unsure = new ArrayList<>();
      for (Limit limit : limits) {
        OptionalLong most = turns.mostCalls(limit, begun);
        if (most.isPresent() && most.getAsLong() + rows.size() <= limit.count()) {
          uses.add(new Allowance.Use(limit, "", (int) most.getAsLong(), null));
        } else {
          unsure.add(limit);
        }
      }
      List<Allowance.Use> counted = calls.uses(account, unsure, rows, now);
      unsure.forEach(limit -> turns.counted(limit, counted, begun));
      uses.addAll(counted);
      return uses;
    }

    /** What follows in a group and is for a human too goes with its head, not one a turn. */
    private void considerBehind(List<OutboxRow> heads) {
      Set<GroupId> done = new HashSet<>();
      for (OutboxRow row : store.behind(account, heads, MOST_BEHIND, now)) {
        if (!done.contains(row.group())) {
          if (!platforms.able(row) && restraint.judge(row, now) instanceof Restraint.Verdict.Go) {
            forHuman(row);
          } else {
            done.add(row.group());
          }
        }
      }
    }

    private void forHuman(OutboxRow row) {
      putAside++;
      human.add(new Ended(row, new Outcome.NeedsHuman("no_capability"), now));
    }

    // What was chosen in this round is not in the table of calls yet, but its targets count.
    private List<OutboxRow> both(List<OutboxRow> heads) {
      List<OutboxRow> both = new ArrayList<>(chosen);
      both.addAll(heads);
      return both;
    }

    private void consider(OutboxRow row, Allowance allowance) {
      switch (restraint.judge(row, now)) {
        case Restraint.Verdict.Go _ -> go(row, allowance);
        case Restraint.Verdict.Hold hold -> {
          putAside++;
          store.holdUnprompted(
              row.group(), hold.until(), hold.why(), now.minus(settings.lateGreeting()), now);
        }
        case Restraint.Verdict.Drop drop -> {
          putAside++;
          endings.drop(row, drop.why());
        }
      }
    }

    private void go(OutboxRow row, Allowance allowance) {
      if (!platforms.able(row)) {
        forHuman(row);
        return;
      }
      passed.add(row.group());
      Instant free = allowance.freeAt(row);
      if (!free.isAfter(now)) {
        allowance.take(row);
        chosen.add(row);
      } else if (!free.equals(Allowance.UNTOLD)) {
        turns.limited(row.group(), free);
      }
    }

    Taken taken(int failures) {
      List<OutboxRow> going = List.of();
      if (!chosen.isEmpty()) {
        Set<Long> mine = store.claim(chosen, now);
        going =
            chosen.stream().filter(row -> mine.contains(row.id())).map(OutboxRow::begun).toList();
        turns.served(chosen.getLast().group().value());
        if (!limits.isEmpty() && !going.isEmpty()) {
          calls.begin(going, now);
          accounts.began(account, going.size());
        }
      }
      return new Taken(
          going, human.size(), failures, putAside >= MOST_PUT_ASIDE ? now : turns.next());
    }
  }
}
